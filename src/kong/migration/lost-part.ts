import type { Place } from '../../source/location.ts';

/** Something that an object had, and that no route has which takes its place. */
export interface LostPart {
  readonly what: 'requests' | 'plugin' | 'setting' | 'tls' | 'port';
  /** As a message names it: `shop.example.com/cart`, `key-auth`, `konghq.com/strip-path`. */
  readonly name: string;
  /** Where the base has it. */
  readonly at: Place;
}
