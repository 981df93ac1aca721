import { get, listAt, type Node } from '../source/node.ts';
import type { Resource } from './resource.ts';
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
  return sorted(resources, ranks);
}

function ranksOf(front: readonly string[], back: readonly string[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const [index, kind] of front.entries()) ranks.set(kind, index - front.length);
  for (const [index, kind] of back.entries()) ranks.set(kind, index + 1);
  return ranks;
}

/** Kinds are few, so that they are put in order first: objects are compared with those of their kind alone. */
function sorted(resources: readonly Resource[], ranks: ReadonlyMap<string, number>): readonly Resource[] {
  const byType = new Map<string, OfKind>();
  const kinds = new Map<string, OfKind>();
  for (const resource of resources) {
    const { type, id, namespace } = resource;
    let alike = byType.get(type);
    if (alike === undefined) {
      const gvk = `${id.group || '~G'}_${id.version || '~V'}_${id.kind || '~K'}`;
      const rank = ranks.get(id.kind) ?? 0;
      alike = kinds.get(`${rank} ${gvk}`) ?? { rank, gvk, objects: [] };
      byType.set(type, alike);
      kinds.set(`${rank} ${gvk}`, alike);
    }
    alike.objects.push({ resource, name: `${namespace || '~X'}|${id.name || '~N'}` });
  }
  return [...kinds.values()]
    .toSorted((a, b) => a.rank - b.rank || compare(a.gvk, b.gvk))
    .flatMap(({ objects }) => objects.toSorted((a, b) => compare(a.name, b.name)).map(({ resource }) => resource));
}

/** Objects of one kind, with namespace and name. */
interface OfKind {
  readonly rank: number;
  readonly gvk: string;
  readonly objects: { readonly resource: Resource; readonly name: string }[];
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
