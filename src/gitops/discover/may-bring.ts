import { referenceGrant } from '../../kubernetes/kinds.ts';
import { groupOf } from '../../kubernetes/known-kinds.ts';
import { stringAt, type Node } from '../../source/node.ts';
import { isYamlName } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import type { Unseen } from '../deployed/named-object.ts';
import type { MayBring, NamedThing } from '../model/may-bring.ts';
import { statedNames } from '../objects/stated-names.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { addsBringer, makesMore, type ChangedTree } from './changed-bringers.ts';

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
  let followed: ReadonlySet<string> | null = null;
  const made = new Map<string, boolean>();
  // Several clusters ask for the same.
  const isMade = (object: NamedThing): boolean => {
    const key = JSON.stringify(object);
    const known = made.get(key) ?? index.sources.paths.some((path) => mayMake(path, object, index));
    made.set(key, known);
    return known;
  };
  const byPath = new Map<string, ReadonlySet<string>>();
  const statedAt = (path: string): ReadonlySet<string> => {
    const known = byPath.get(path) ?? new Set(statedIn(path, index));
    byPath.set(path, known);
    return known;
  };
  return (object) => {
    if (base !== null && (added ??= addsBringer({ ...tree, base }))) return true;
    const isFollowed = (path: string): boolean => (followed ??= followedFiles(deployed)).has(path);
    stated ??= new Set(
      [...paths].flatMap((path) => [...(isFollowed(path) ? [] : statedIn(path, index)), ...leftIn(path, index, base)]),
    );
    const { path } = object;
    const own = path === undefined || isFollowed(path) ? null : statedAt(path);
    if (keysOf(object).some((key) => stated?.has(key) === true || own?.has(key) === true)) return true;
    standing ??= unseenIn(index, deployed.unseen, tools);
    const comes = standing.some(
      ({ namespace, by }) => by !== object.neededBy && (namespace === null || namespace === object.namespace),
    );
    return comes || isMade(object);
  };
}

/**
 * Files of which it is known what becomes of them: what they state is where it is deployed, and nowhere else. One that is
 * applied by hand may be applied anywhere.
 */
function followedFiles({ units }: ChangedTree['deployed']): ReadonlySet<string> {
  return new Set(
    units.flatMap(({ anchors, usedFiles, objects }) =>
      [...usedFiles, ...objects.map(({ path }) => path)].filter((path) => path !== anchors[0]),
    ),
  );
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

/**
 * Whether a file holds an object of another group that may make the thing, or give it a label: `managedNamespaceMetadata` of
 * Argo CD, a policy that generates or mutates, an operator whose objects are called as what they make.
 */
function mayMake(path: string, thing: NamedThing, { sources, isExcluded, kindOf }: TreeIndex): boolean {
  const { name, labels = [], neededBy } = thing;
  const isGrant = thing.kind === referenceGrant.kind;
  const needles = isGrant ? [thing.kind] : name === '' ? labels : [name];
  if (needles.length === 0 || neededBy !== undefined || !isYamlName(path) || isExcluded(path)) return false;
  if (!sources.contains(path, ...needles)) return false;
  return (sources.file(path)?.documents ?? []).some(({ root }) => {
    const [version, kind = ''] = ['apiVersion', 'kind'].map((key) => stringAt(root, key)?.value);
    if (version === undefined || !makesMore(groupOf(version))) return false;
    // A grant counts by what it says, whatever its name.
    if (isGrant) return holdsKind(root, thing.kind);
    if (name === '') return labels.some((key) => holdsKey(root, key));
    // What tools deploy is followed.
    return kindOf(groupOf(version), kind)?.matters !== 'deploys' && makes(root, thing);
  });
}

/** Operators call what they make as their own object, or as it says of the Service; policies state what they generate. */
function makes(root: Node, thing: NamedThing): boolean {
  const own = [['metadata'], ['spec', 'service']].map((path) => stringAt(root, ...path, 'name')?.value);
  const isBeside = (stringAt(root, 'metadata', 'namespace')?.value ?? thing.namespace) === thing.namespace;
  return (isBeside && own.includes(thing.name)) || generates(root, thing);
}

function generates(node: Node, thing: NamedThing): boolean {
  if (node.kind === 'list') return node.items.some((item) => generates(item, thing));
  if (node.kind !== 'map') return false;
  const [kind, name] = ['kind', 'name'].map((key) => stringAt(node, 'generate', key)?.value);
  if (kind === thing.kind && name === thing.name) return true;
  return [...node.entries.values()].some(({ value }) => generates(value, thing));
}

function holdsKind(node: Node, kind: string): boolean {
  if (node.kind === 'list') return node.items.some((item) => holdsKind(item, kind));
  if (node.kind !== 'map') return false;
  return (
    stringAt(node, 'kind')?.value === kind || [...node.entries.values()].some(({ value }) => holdsKind(value, kind))
  );
}

function holdsKey(node: Node, key: string): boolean {
  if (node.kind === 'list') return node.items.some((item) => holdsKey(item, key));
  return node.kind === 'map' && [...node.entries].some(([own, { value }]) => own === key || holdsKey(value, key));
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
