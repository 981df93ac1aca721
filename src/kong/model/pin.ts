import type { Place } from '../../source/location.ts';

/** One item of the annotation that pins a Gateway to Services. */
export interface PinItem {
  readonly value: string;
  readonly at: Place;
  readonly matches: 'publish' | 'publish-udp' | 'unknown' | null;
}
