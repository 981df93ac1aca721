import { get, listAt, type Node } from '../source/node.ts';
import { metadataText, type Resource } from './resource.ts';
import { Unbuildable } from './unbuildable.ts';
import { rawText } from './values.ts';

const first = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Puts objects in the order of the output: `sortOptions`, or kustomize's order of kinds. */
export function ordered(resources: readonly Resource[], sortOptions: Node | undefined): readonly Resource[] {
  const order = rawText(get(sortOptions, 'order'));
  const legacy = get(sortOptions, 'legacySortOptions');
  if (sortOptions !== undefined && order !== 'fifo' && order !== 'legacy') {
    throw new Unbuildable('sortOptions.order must be fifo or legacy');
  }
  if (order === 'fifo') {
    if (legacy !== undefined) throw new Unbuildable('sortOptions.legacySortOptions is set but the order is fifo');
    return resources;
  }
  const names = (field: string) => listAt(legacy, field).map((node) => rawText(node));
  const ranks = legacy === undefined ? ranksOf(first, last) : ranksOf(names('orderFirst'), names('orderLast'));
  const keyed = resources.map((resource) => ({ resource, ...sortKey(resource, ranks) }));
  keyed.sort((a, b) => a.rank - b.rank || compare(a.gvk, b.gvk) || compare(a.id, b.id));
  return keyed.map(({ resource }) => resource);
}

function ranksOf(front: readonly string[], back: readonly string[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const [index, kind] of front.entries()) ranks.set(kind, index - front.length);
  for (const [index, kind] of back.entries()) ranks.set(kind, index + 1);
  return ranks;
}

function sortKey(
  { root, id }: Resource,
  ranks: ReadonlyMap<string, number>,
): { rank: number; gvk: string; id: string } {
  const { group, version, kind, name } = id;
  return {
    rank: ranks.get(kind) ?? 0,
    gvk: [group || '~G', version || '~V', kind || '~K'].join('_'),
    id: [metadataText(root, 'namespace') || '~X', name || '~N'].join('|'),
  };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
