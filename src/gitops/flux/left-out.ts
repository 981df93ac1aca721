import { type Node, get } from '../../source/node.ts';
import { directoryOf, isWithin } from '../../source/paths.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { FluxSource } from './build.ts';
import { sourceIgnore } from './source-ignore.ts';

/**
 * What decides whether Flux applies what a Kustomization builds, or what of the repository it sees, and is not
 * followed: a change of it may apply what nobody saw come.
 * @param source the GitRepository, where it is known
 */
export function leftOutByFlux(
  object: KubeObject,
  title: string,
  { directory, ignore }: Pick<FluxSource, 'directory' | 'ignore'>,
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
  if (source !== null) add(source.path, get(source.root, 'spec', 'include'));
  if (source !== null && ignore.unclear.has(source.path)) add(source.path, get(source.root, 'spec', 'ignore'));
  for (const path of ignore.unclear) {
    const folder = directoryOf(path);
    const concerns = isWithin(directory, folder) || isWithin(folder, directory);
    if (path !== source?.path && concerns) inputs.set(path, sources.oid(path) ?? '');
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

/** Each path is held against each of them. */
const mostRepositories = 10;

/**
 * Tells paths below directories that Flux builds which it does not have, or perhaps not.
 * @param directories that Kustomizations name
 */
export function leftOutOfAll(directories: readonly string[], index: TreeIndex): (path: string) => boolean {
  if (directories.length === 0) return () => false;
  const stating = index.manifests.filter((path) => index.sources.contains(path, 'GitRepository'));
  const repositories = stating.flatMap((path) => index.objects(path)).filter(({ kind }) => kind === 'GitRepository');
  const ignoring = repositories.filter(({ root }) => get(root, 'spec', 'ignore') !== undefined);
  const ignores = [null, ...ignoring.slice(0, mostRepositories)].map((source) => sourceIgnore(source, index.sources));
  return (path) =>
    directories.some((directory) => isWithin(path, directory)) && ignores.some(({ keeps }) => keeps(path) !== true);
}
