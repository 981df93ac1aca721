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
    reader.missUnsupported('a schema of its own (openapi) is not followed, so lists may be merged in another way');
  }
  if (listAt(root, 'crds').length > 0) {
    reader.missUnsupported('crds are not followed, so names inside custom resources may change in another way');
  }
  if (listAt(root, 'generators').length > 0)
    reader.missUnsupported('generators are not run, so objects may be missing');
  if (listAt(root, 'validators').length > 0) reader.noteUnsupported('validators are not run');
  if (listAt(root, 'buildMetadata').length > 0) reader.noteUnsupported('buildMetadata is not written into the objects');
  const names = listAt(root, 'vars').map((variable) => rawText(get(variable, 'name')));
  if (names.length === 0) return draft;
  reader.missUnsupported('vars are not resolved; values that use them are unknown');
  return { ...draft, variables: new Set([...draft.variables, ...names]) };
}
