import { isYamlName } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import type { Unseen } from '../deployed/named-object.ts';
import type { MayBring, NamedThing } from '../model/may-bring.ts';
import { statedNames } from '../objects/stated-names.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { addsBringer, type ChangedTree } from './changed-bringers.ts';

/**
 * What may bring an object that no cluster of a tree has: anything that a change adds and that is not seen in full, a
 * file that states it and that nothing is known to deploy, and what brings more into its namespace than the tree shows.
 * The tree is searched once, when somebody asks.
 * @param tree `base` is null where the tree is no side of a change
 */
export function mayBringIn(
  tree: Omit<ChangedTree, 'base'> & { readonly base: ChangedTree['base'] | null },
  tools: readonly GitOpsTool[],
): MayBring {
  const { index, base, deployed, paths } = tree;
  let added: boolean | null = null;
  let stated: ReadonlySet<string> | null = null;
  let standing: readonly Unseen[] | null = null;
  const byPath = new Map<string, ReadonlySet<string>>();
  const statedAt = (path: string): ReadonlySet<string> => {
    const known = byPath.get(path) ?? new Set(statedIn(path, index));
    byPath.set(path, known);
    return known;
  };
  return (object) => {
    if (base !== null && (added ??= addsBringer({ ...tree, base }))) return true;
    stated ??= new Set([...paths].flatMap((path) => [...statedIn(path, index), ...leftIn(path, index, base)]));
    const own = object.path === undefined ? null : statedAt(object.path);
    if (keysOf(object).some((key) => stated?.has(key) === true || own?.has(key) === true)) return true;
    standing ??= unseenIn(index, deployed.unseen, tools);
    return standing.some(
      ({ namespace, by }) => by !== object.neededBy && (namespace === null || namespace === object.namespace),
    );
  };
}

/** What a file stated that is no longer YAML: nobody applies it, so what was applied of it stays. */
function leftIn(path: string, index: TreeIndex, base: Sources | null): readonly string[] {
  const isBroken = index.sources.file(path)?.problems.some(({ kind }) => kind === 'syntax') === true;
  return base === null || !isBroken ? [] : statedIn(path, { sources: base, isExcluded: index.isExcluded });
}

/** What a file states, wherever it stands in it. */
function statedIn(path: string, { sources, isExcluded }: Pick<TreeIndex, 'sources' | 'isExcluded'>): readonly string[] {
  if (!isYamlName(path) || isExcluded(path)) return [];
  return (sources.file(path)?.documents ?? []).flatMap(({ root }) => statedNames(root).map(keyOf));
}

/** A manifest that states no namespace may go into any. */
function keysOf(object: NamedThing): readonly string[] {
  return [keyOf(object), keyOf({ ...object, namespace: null })];
}

function keyOf({ kind, namespace, name }: NamedThing): string {
  return JSON.stringify([kind, namespace, name]);
}

/** What all objects of tools bring from elsewhere, also those that lead nowhere near Kong. */
function unseenIn(
  { sources, isExcluded, setAside, objects }: TreeIndex,
  unseen: ChangedTree['deployed']['unseen'],
  tools: readonly GitOpsTool[],
): readonly Unseen[] {
  const marks = tools.flatMap((tool) => tool.objects?.mark ?? []);
  const mayHold = (path: string): boolean => isYamlName(path) && sources.contains(path, ...marks);
  return sources.paths
    .filter((path) => mayHold(path) && !isExcluded(path) && setAside(path) === null)
    .flatMap(objects)
    .flatMap((object) => unseen(object) ?? []);
}
