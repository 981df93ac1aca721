import type { Listener } from '../../gatewayapi/gateway.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import type { Condition } from './condition.ts';
import type { GatewayOptions } from './gateway-options.ts';

export type ReferenceReason = 'InvalidCertificateRef' | 'TooManyTLSSecrets' | 'RefNotPermitted' | 'InvalidRouteKinds';

/** What Kong Operator has against a reference or a kind of a listener of a Gateway that it manages. */
export interface ReferenceFault {
  readonly reason: ReferenceReason;
  readonly cause:
    | 'tls-mode'
    | 'certificate-count'
    | 'group-or-kind'
    | 'not-permitted'
    | 'missing'
    | 'unlabelled'
    | 'invalid'
    | 'route-kind';
  /** As the operator's condition says it. */
  readonly message: string;
  readonly at: Place;
  /** What is wrong with the Secret, or why a grant does not count; the kind of route. Null where the cause tells all. */
  readonly detail: string | null;
  /** The Secret, or what makes it, where the tree has it; what a change removes, where that is to blame. */
  readonly object: KubeObject | null;
  readonly isRemoved: boolean;
}

/** What Kong Operator has against the parameters of a class, or of a Gateway. */
export interface ParametersFault {
  readonly cause: 'group-or-kind' | 'no-namespace' | 'not-found';
  /** As the operator's condition says it. */
  readonly message: string;
  readonly at: Place;
}

/** How two listeners of one Gateway clash in the operator's eyes. */
export interface ManagedConflict {
  readonly reason: 'ProtocolConflict' | 'HostnameConflict';
  /** The first listener that it meets. */
  readonly other: Listener;
}

/** What the operator makes of a listener of a Gateway that it manages. */
export interface ManagedListener {
  readonly listener: Listener;
  readonly conflict: ManagedConflict | null;
  readonly isServed: boolean;
  readonly faults: readonly ReferenceFault[];
}

/** Why the operator never gets a Gateway that it accepts to serve anything. */
export interface ProvisioningFault {
  readonly cause:
    | 'protocol'
    | 'listener-name'
    | 'gateway-name'
    | 'too-many-listeners'
    | 'listener-option'
    | 'proxy-listen'
    | 'port-maps'
    | 'listen-syntax'
    | 'database'
    | 'image'
    | 'sign-in'
    | 'parameters';
  /** Half a sentence for messages. */
  readonly reason: string;
  readonly at: Place;
  readonly listener: Listener | null;
  /** `DataPlaneReady` of the Gateway, or what stands in its place; null where it is not known. */
  readonly condition: Condition | null;
}

/** What Kong Operator makes of a Gateway, where its release is known. */
export interface ManagedGateway {
  /** By which it is judged. */
  readonly release: string;
  readonly listeners: readonly ManagedListener[];
  /** Whether the operator makes Kong for it; false also where it does not accept the Gateway. */
  readonly isProvisioned: boolean;
  readonly fault: ProvisioningFault | null;
  /** Whether Konnect takes part, of which a repository tells little. */
  readonly needsKonnect: boolean;
  /** Parameters of the Gateway itself, which the release does not read; or null. */
  readonly ignoredParameters: Place | null;
  /** What GatewayConfigurations ask for; null where not all of it is known. */
  readonly options: GatewayOptions | null;
}
