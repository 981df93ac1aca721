import { type Node, get } from '../../source/node.ts';
import { baseName, directoryOf, isWithin } from '../../source/paths.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/**
 * What decides whether Flux applies what a Kustomization builds, and what of the repository it sees: none of it is
 * followed, so that a change of it may apply what nobody saw come.
 * @param source the GitRepository, where it is known
 */
export function leftOutByFlux(
  object: KubeObject,
  title: string,
  directory: string,
  source: KubeObject | null,
  { sources }: TreeIndex,
): readonly Unrendered[] {
  const inputs = new Map<string, string>();
  const add = (path: string, node: Node | undefined): void => {
    const text = textOfNode(node);
    if (node !== undefined && text !== 'false') inputs.set(path, `${inputs.get(path) ?? ''}${text}\n`);
  };
  // The last two are those of old versions, which have objects where kustomize has texts.
  for (const field of ['suspend', 'patchesStrategicMerge', 'patchesJson6902'])
    add(object.path, get(object.root, 'spec', field));
  for (const field of ['ignore', 'include']) if (source !== null) add(source.path, get(source.root, 'spec', field));
  const ignoring = sources.paths.filter((path) => baseName(path) === '.sourceignore');
  for (const path of ignoring) {
    const folder = directoryOf(path);
    if (isWithin(directory, folder) || isWithin(folder, directory)) inputs.set(path, sources.oid(path) ?? '');
  }
  if (inputs.size === 0) return [];
  const reason = `has a part in what Flux applies of what ${title} builds, and is not followed`;
  return [
    {
      key: `what ${title} of ${object.path} applies`,
      told: { path: object.path, cause: 'unsupported', reason },
      charts: [],
      inputs: () => inputs,
    },
  ];
}
