import type { ObjectVerdict } from '../../admission/verdict.ts';
import type { Route } from '../../gatewayapi/route.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Identity } from '../../kubernetes/targets.ts';
import type { Place } from '../../source/location.ts';
import type { Absence } from './absence.ts';
import type { Controller } from './model.ts';

/** A BackendTLSPolicy, and a controller that serves routes to a Service which it is for. */
export interface PolicyReader {
  readonly policy: KubeObject;
  readonly controller: Controller;
  /** The Service, `namespace/name`. */
  readonly service: string;
  /** The routes that lead there, at least one. */
  readonly routes: readonly Route[];
  /** Whether the controller writes on the policy what it makes of it, as far as it reads policies. */
  readonly isAnswered: boolean;
}

/** A BackendTLSPolicy that has no effect, because a controller does not take it. */
export interface UntakenPolicy extends PolicyReader {
  readonly at: Place;
  /** `spec.validation.subjectAltNames`. */
  readonly field: string;
  readonly fault: TlsPolicyFault;
}

export type TlsPolicyFault =
  /** Releases before `since` know no such policies. */
  | { readonly kind: 'too-old'; readonly since: string }
  /** The version of them that the controller reads is not served. */
  | {
      readonly kind: 'not-served';
      readonly version: string;
      readonly definitions: Pick<ObjectVerdict, 'label' | 'statedAt'>;
    }
  | { readonly kind: 'gate-off'; readonly gate: string }
  /** What no release supports. */
  | { readonly kind: 'alternative-names' | 'well-known-certificates' }
  /** Certificates that are to come from something else than a ConfigMap or Secret. */
  | { readonly kind: 'certificate-kind'; readonly named: Identity }
  | { readonly kind: 'certificate-absent'; readonly named: Identity; readonly absence: Absence }
  /** Another policy of the namespace is for the same Service: neither is taken. */
  | { readonly kind: 'conflict'; readonly other: KubeObject };
