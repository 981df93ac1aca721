import { get, listAt, type MapNode } from '../source/node.ts';
import type { Reader } from './reader.ts';
import type { BuildState } from './transform.ts';
import { rawText } from './values.ts';

/**
 * Notes what a kustomization uses that is not followed here, and what rests on it: generators may
 * add objects, variables leave values unknown. (Transformers are noted where they would run.)
 */
export function noteUnsupported(draft: BuildState, root: MapNode, reader: Reader): BuildState {
  for (const { field, reason, brings } of notFollowed) {
    const node = get(root, field);
    if (node !== undefined && (field === 'openapi' || listAt(root, field).length > 0))
      reader.missUnsupported(reason, node, brings);
  }
  if (listAt(root, 'validators').length > 0) reader.noteUnsupported('validators are not run');
  if (listAt(root, 'buildMetadata').length > 0) reader.noteUnsupported('buildMetadata is not written into the objects');
  const names = listAt(root, 'vars').map((variable) => rawText(get(variable, 'name')));
  return names.length === 0 ? draft : { ...draft, variables: new Set([...draft.variables, ...names]) };
}

const notFollowed = [
  {
    field: 'openapi',
    reason: 'a schema of its own (openapi) is not followed, so lists may be merged in another way',
    brings: false,
  },
  {
    field: 'crds',
    reason: 'crds are not followed, so names inside custom resources may change in another way',
    brings: false,
  },
  { field: 'generators', reason: 'generators are not run, so objects may be missing', brings: true },
  { field: 'vars', reason: 'vars are not resolved; values that use them are unknown', brings: false },
];
