import { kindOf } from '../../src/kubernetes/known-kinds.ts';
import { objectsOf } from '../../src/gitops/objects/objects.ts';
import { parseYaml } from '../../src/source/parse.ts';
import type { KubeObject } from '../../src/kubernetes/object.ts';

/** The objects of a YAML text. */
export function objects(text: string): readonly KubeObject[] {
  return parseYaml('all.yaml', text).documents.flatMap((document) => objectsOf(document, kindOf));
}

/** The one object of a YAML text. */
export function object(text: string): KubeObject {
  const [only] = objects(text);
  if (only === undefined) throw new Error('expected an object');
  return only;
}
