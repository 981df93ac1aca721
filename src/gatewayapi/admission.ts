import type { Place } from '../source/location.ts';

/** Something the API server refuses when the object is applied: the controller never sees it. */
export interface Rejection {
  readonly kind:
    | 'listener-name-twice'
    | 'listener-twice'
    | 'hostname-not-allowed'
    | 'tls-not-allowed'
    | 'tls-required'
    | 'tls-mode'
    | 'certificate-required'
    | 'port-out-of-range'
    | 'no-listeners'
    | 'annotation-not-a-string';
  /** A sentence for a message. */
  readonly reason: string;
  readonly at: Place;
  /** The name of the listener at fault, or null when the Gateway as a whole is. */
  readonly listener: string | null;
  /** The earlier listener that it repeats, or null. */
  readonly other: string | null;
}
