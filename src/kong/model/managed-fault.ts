import type { Listener } from '../../gatewayapi/gateway.ts';
import type { Place } from '../../source/location.ts';

/** What Kong Operator does not do for a listener of a Gateway that it manages. */
export interface ManagedFault {
  /** As the operator's condition says it: on `Accepted` for a protocol, on `ResolvedRefs` for the others. */
  readonly condition: 'UnsupportedProtocol' | 'TooManyTLSSecrets' | 'InvalidCertificateRef';
  /** A sentence for a message. */
  readonly reason: string;
  readonly at: Place;
  readonly listener: Listener;
}
