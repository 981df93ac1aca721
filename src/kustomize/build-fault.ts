import type { Location } from '../source/location.ts';
import type { ScalarNode } from '../source/node.ts';

/** What `kustomize build` stops at. */
export type BuildFaultKind =
  /** A path that a kustomization names and that is not in the tree. */
  | 'missing'
  /** A directory that is taken in and holds no kustomization. */
  | 'no-kustomization'
  /** A Component among the resources, or among the components something that is none. */
  | 'component'
  /** A directory takes in itself, or one that takes it in. */
  | 'cycle'
  /** Two objects of one identity. */
  | 'duplicate'
  /** A patch for an object that is not in the build. */
  | 'no-target'
  /** A key that stands twice in a resource: a patch may take it away before kustomize comes to it. */
  | 'duplicate-key'
  /** A field that a kustomization does not have, or a value of another type. */
  | 'schema'
  /** A file outside the directory, which kustomize reads only where it is told to. */
  | 'restricted'
  /** Anything else that kustomize refuses. */
  | 'refused';

/** Why a build stops, as data; the sentence is the problem's. */
export interface BuildFault {
  readonly kind: BuildFaultKind;
  /** What is wrong there; null where only the file is known. */
  readonly at: Location | null;
  /** The path that is not in the tree. */
  readonly missing: string | null;
  /** The value that names what is missing, and the field of the kustomization that it stands in. */
  readonly named: ScalarNode | null;
  readonly field: string | null;
}
