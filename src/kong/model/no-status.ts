import type { Place } from '../../source/location.ts';

export type NoStatusCause =
  | 'class-not-unmanaged'
  | 'not-to-reconcile'
  | 'not-watched'
  | 'controller-disabled'
  | 'version-not-served'
  | 'controller-does-not-start'
  | 'pin-mismatch'
  | 'service-missing'
  | 'service-without-address'
  /** Kong Operator does not accept the class. */
  | 'class-not-accepted'
  /** A listener takes routes by a selector that is none, or cannot be read, which stops Kong Operator at the whole Gateway. */
  | 'selector-fault'
  /** Something of the Gateway is in a namespace that Kong Operator does not see, which stops it at the whole Gateway. */
  | 'outside-watched-namespaces';

/** Why the controller writes no status on a Gateway at all. */
export interface NoStatus {
  readonly cause: NoStatusCause;
  /** A sentence for messages and reports. */
  readonly reason: string;
  /** The setting or value that makes it so, where one is in the tree. */
  readonly at: Place | null;
}
