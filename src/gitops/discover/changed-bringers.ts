import { groupOf, isKnownGroup } from '../../kubernetes/known-kinds.ts';
import { objectAt } from '../../kubernetes/read-object.ts';
import { get, listAt, stringAt, type MapNode, type Node } from '../../source/node.ts';
import { isKustomizationName } from '../../source/kustomization-files.ts';
import { baseName, isWithin, isYamlName, joinPath } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { Unit } from '../deployed/unit.ts';
import { nestedObjects } from '../objects/nested-objects.ts';
import { statesOurs } from '../objects/states-ours.ts';
import { isBundleRepository } from '../model/bundle.ts';
import { chartAround } from '../tree/set-aside.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { DeployedUnits } from './deploy-tree.ts';
import { prose } from './unrendered-files.ts';

/** The tree after a change, and what it was before. */
export interface ChangedTree {
  readonly index: TreeIndex;
  readonly deployed: Pick<DeployedUnits, 'units' | 'unseen'>;
  readonly paths: ReadonlySet<string>;
  readonly base: Sources;
}

/**
 * Whether a change adds or alters anything by which objects may come that are not in the tree: what it moves there is no
 * more here, and in the cluster all the same.
 */
export function addsBringer(tree: ChangedTree): boolean {
  const known = new Set([...tree.paths].flatMap((path) => documentsOf(tree.base, path).map(textOfNode)));
  const values = valuesOfReleases(tree.deployed.units);
  return [...tree.paths].some((path) => mayBringMore(path, tree, (root) => known.has(textOfNode(root)), values));
}

function mayBringMore(
  path: string,
  tree: ChangedTree,
  isOld: (root: Node) => boolean,
  values: ReadonlySet<string>,
): boolean {
  const { index, base } = tree;
  const text = index.sources.text(path);
  if (text === undefined || index.isExcluded(path) || prose.test(path)) return false;
  if (index.isToolFile(path)) return true;
  if (isKustomizationName(path)) return hasMore(remotesOf(index.sources, path), remotesOf(base, path));
  if (baseName(path) === 'Chart.yaml') return hasMore(dependenciesOf(index.sources, path), dependenciesOf(base, path));
  const chart = chartAround(path, index);
  if (chart !== null && isWithin(path, joinPath(chart, 'templates')) && text.includes('{{')) return true;
  if (!isYamlName(path)) return statesOurs(text);
  const file = index.sources.file(path);
  if (file === undefined || file.unread !== null) return true;
  // Nobody applies what is no YAML.
  if (file.problems.some(({ kind }) => kind === 'syntax')) return false;
  const isValues = values.has(path) || /(^|\/)\./.test(path);
  return documentsOf(index.sources, path).some((root) => !isOld(root) && brings(root, path, tree, isValues));
}

/** Whether a document may bring more than what it states; one that states no object may be values of any chart. */
function brings(root: Node, path: string, { index, deployed, base }: ChangedTree, isValues: boolean): boolean {
  if (root.kind !== 'map') return false;
  if (nestedObjects(root).nodes.length > 0) return true;
  const [version, kind] = ['apiVersion', 'kind'].map((key) => stringAt(root, key)?.value);
  if (version === undefined || kind === undefined) return !isValues;
  const group = groupOf(version);
  if (index.kindOf(group, kind)?.matters === 'deploys') {
    const object = objectAt(root, path, index.kindOf);
    const isOpen = labelsNamespaces(root) || namesNewRepository(root, base);
    return object === null || isOpen || (deployed.unseen(object)?.length ?? 1) > 0;
  }
  return group === 'batch' || makesMore(group);
}

/** Whether it gives the Namespace that it deploys to labels which no manifest states. */
function labelsNamespaces(root: Node): boolean {
  return [[], ['spec', 'template']].some(
    (path) => get(root, ...path, 'spec', 'syncPolicy', 'managedNamespaceMetadata') !== undefined,
  );
}

/**
 * Whether it takes something from a repository that nothing named before. A tree does not know its own address, and a
 * repository with folders of the same names is not the same one.
 */
function namesNewRepository(root: Node, base: Sources): boolean {
  return addressesIn(root).some(
    (address) =>
      !isBundleRepository(address) && !base.paths.some((path) => isYamlName(path) && base.contains(path, address)),
  );
}

/** The addresses of repositories that are no charts'. */
function addressesIn(node: Node): readonly string[] {
  if (node.kind === 'list') return node.items.flatMap(addressesIn);
  if (node.kind !== 'map') return [];
  const own = node.entries.has('chart') ? undefined : stringAt(node, 'repoURL')?.value;
  return [
    ...(own === undefined ? [] : [own]),
    ...[...node.entries.values()].flatMap(({ value }) => addressesIn(value)),
  ];
}

/** Whether objects of a group may make others, or change them. */
export function makesMore(group: string): boolean {
  return !(isKnownGroup(group) || isBuiltIn(group));
}

/** Groups of Kubernetes itself, whose objects bring no others but Pods. */
function isBuiltIn(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}

function documentsOf(sources: Sources, path: string): readonly Node[] {
  return (sources.file(path)?.documents ?? []).flatMap(({ root }) =>
    stringAt(root, 'kind')?.value.endsWith('List') === true ? listAt(root, 'items') : [root],
  );
}

/** Files whose values go to charts of Kong's, which are known to bring no more than they say. */
function valuesOfReleases(units: readonly Unit[]): ReadonlySet<string> {
  return new Set(units.flatMap(({ releases }) => releases.flatMap(({ layers }) => layers.map(({ label }) => label))));
}

function hasMore(now: readonly string[], before: readonly string[]): boolean {
  return now.some((each) => !before.includes(each));
}

const fromElsewhere = ['helmCharts', 'helmChartInflationGenerator', 'generators', 'transformers', 'validators'];

/** What a kustomization takes from elsewhere, or has a program make. */
function remotesOf(sources: Sources, path: string): readonly string[] {
  return rootsOf(sources, path).flatMap((root) => [
    ...['resources', 'bases', 'components'].flatMap((key) => listAt(root, key).map(textOfNode).filter(isAddress)),
    ...fromElsewhere.flatMap((key) => listAt(root, key).map(textOfNode)),
  ]);
}

/** Whether a path of a kustomization leads to another repository. */
function isAddress(text: string): boolean {
  return /:\/\/|\?ref=|^"[\w.-]+\.[a-z]+[/:][^"]*\/|^"git@/.test(text);
}

function dependenciesOf(sources: Sources, path: string): readonly string[] {
  return rootsOf(sources, path).flatMap((root) => listAt(root, 'dependencies').map(textOfNode));
}

function rootsOf(sources: Sources, path: string): readonly MapNode[] {
  return (sources.file(path)?.documents ?? []).flatMap(({ root }) => (root.kind === 'map' ? [root] : []));
}
