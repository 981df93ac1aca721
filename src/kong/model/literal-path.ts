import type { KubeObject } from '../../kubernetes/object.ts';
import type { ScalarNode } from '../../source/node.ts';
import type { Controller } from './model.ts';

/** A path of an Ingress that is written as a pattern, and that Kong compares letter by letter. */
export interface LiteralPath {
  readonly object: KubeObject;
  readonly node: ScalarNode;
  readonly field: string;
  readonly path: string;
  /** `asterisk`: a path that ends with one, as other controllers have it. */
  readonly written: 'regular expression' | 'asterisk';
  /** What makes a regular expression of a path that begins with it. */
  readonly prefix: string;
  readonly controller: Controller;
}
