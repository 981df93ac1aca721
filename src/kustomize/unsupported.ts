import { get, listAt, type MapNode } from '../source/node.ts';
import type { Reader } from './reader.ts';
import type { BuildState } from './transform.ts';
import { rawText } from './values.ts';

/**
 * Notes what a kustomization uses that is not followed here, and what rests on it: generators may
 * add objects, variables leave values unknown. (Transformers are noted where they would run.)
 */
export function noteUnsupported(draft: BuildState, root: MapNode, reader: Reader): BuildState {
  if (get(root, 'openapi') !== undefined) {
    reader.miss('a schema of its own (openapi) is not followed, so lists may be merged in another way');
  }
  if (listAt(root, 'crds').length > 0) {
    reader.miss('crds are not followed, so names inside custom resources may change in another way');
  }
  if (listAt(root, 'generators').length > 0) reader.miss('generators are not run, so objects may be missing');
  if (listAt(root, 'validators').length > 0) reader.note('validators are not run');
  if (listAt(root, 'buildMetadata').length > 0) reader.note('buildMetadata is not written into the objects');
  const names = listAt(root, 'vars').map((variable) => rawText(get(variable, 'name')));
  if (names.length === 0) return draft;
  reader.miss('vars are not resolved; values that use them are unknown');
  return { ...draft, variables: new Set([...draft.variables, ...names]) };
}
