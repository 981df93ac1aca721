import type { KubeObject } from '../../kubernetes/object.ts';

/** Why something that is named counts as missing, or probably is. */
export type Absence =
  /** A change takes it out of the cluster. */
  | { readonly why: 'removed'; readonly object: KubeObject }
  /** The repository holds all of its kind. */
  | { readonly why: 'complete' }
  /** The only one whose name is a typing error away; certain where both stand in one file. */
  | { readonly why: 'near'; readonly object: KubeObject }
  /** The only one of that name stands in another namespace. */
  | { readonly why: 'elsewhere'; readonly object: KubeObject }
  /** The KongClusterPlugin of that name is of a class that no controller has. */
  | {
      readonly why: 'other-class';
      readonly object: KubeObject;
      /** Null where it carries none, and the controller's is not the default one. */
      readonly ingressClass: string | null;
      /** Whether it is what counts: the change takes the class away, or the repository holds all plugins. */
      readonly isCertain: boolean;
    };
