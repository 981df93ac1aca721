import type { KubeObject } from '../../kubernetes/object.ts';
import type { Controller } from './model.ts';

/** An Ingress that controllers of Kong's certainly read. */
export interface ServedIngress {
  readonly object: KubeObject;
  /** Those of whose class it is, at least one. */
  readonly controllers: readonly Controller[];
  /** The Services of manifests that it leads to. */
  readonly services: readonly KubeObject[];
}
