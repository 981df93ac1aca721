import type { KubeObject } from '../../kubernetes/object.ts';
import type { Controller } from './model.ts';

/** Objects of Kong's that controllers leave out for what stands on the objects themselves. */
export interface LeftOut {
  readonly classless: readonly ClasslessObject[];
  readonly globalTwins: readonly GlobalTwins[];
  /** KongPlugins with the label that makes a KongClusterPlugin one for all requests, and that nothing of the tree names. */
  readonly labelledPlugins: readonly KubeObject[];
}

/** An object without an ingress class, where no controller takes such. */
export interface ClasslessObject {
  readonly object: KubeObject;
  /** Who would read it with a class. */
  readonly controllers: readonly [Controller, ...Controller[]];
}

/** Plugins for all requests that are of one type: a controller that reads several sends none of them. */
export interface GlobalTwins {
  readonly type: string;
  /** At least two. */
  readonly plugins: readonly KubeObject[];
  readonly controller: Controller;
}
