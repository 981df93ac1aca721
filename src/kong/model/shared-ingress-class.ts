import type { KubeObject } from '../../kubernetes/object.ts';
import type { Controller, GatewayStatus } from './model.ts';

/** Who reads Ingresses: an ingress controller, or the part of Kong Operator that serves a Gateway. */
export type IngressReader = { readonly controller: Controller } | { readonly gateway: GatewayStatus };

/** An ingress class whose Ingresses several read, a part of Kong Operator among them. */
export interface SharedIngressClass {
  readonly ingressClass: string;
  /** At least one. */
  readonly ingresses: readonly KubeObject[];
  /** At least two. */
  readonly readers: readonly IngressReader[];
}
