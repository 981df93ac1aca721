import type { Json } from '../../../src/source/node.ts';

type Plain = Readonly<Record<string, Json>>;

/**
 * What counts of objects that a chart makes: routes whole, the names, types and ports of the Services that they name,
 * each with what it means by default left out. The order of objects, labels and selectors do not count.
 */
export function plainObjects(objects: readonly Json[]): readonly Json[] {
  const plain = objects.filter(isPlain);
  const named = JSON.stringify(plain.filter(isRoute).map(({ spec }) => spec));
  return plain
    .filter(({ kind, metadata }) =>
      kind === 'Service'
        ? isPlain(metadata) && named.includes(`"name":${JSON.stringify(metadata['name'])}`)
        : isRoute({ kind }),
    )
    .map((object) => withoutDefaults({ ...object, metadata: metadataOf(object), spec: specOf(object) }) as Plain)
    .toSorted((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1));
}

function isRoute({ kind }: Plain): boolean {
  return typeof kind === 'string' && kind.endsWith('Route');
}

function isPlain(value: Json): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function titleOf({ kind, metadata }: Plain): string {
  return JSON.stringify([kind, isPlain(metadata) ? metadata['name'] : null]);
}

function metadataOf({ metadata }: Plain): Json {
  if (!isPlain(metadata)) return undefined;
  const { name, namespace, annotations } = metadata;
  return { name, namespace, annotations };
}

function specOf({ kind, spec }: Plain): Json {
  if (kind !== 'Service' || !isPlain(spec)) return spec;
  const { type, externalName, clusterIP, ports } = spec;
  return { type, externalName, clusterIP, ports };
}

const defaults: Plain = { group: '', weight: 1, type: 'ClusterIP', kind: 'Service', protocol: 'TCP' };

function withoutDefaults(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutDefaults(item));
  if (!isPlain(value)) return value;
  const kept = Object.entries(value).flatMap(([key, own]) => {
    const isObject = 'apiVersion' in value;
    const isDefault = !isObject && own === defaults[key];
    const isParentDefault =
      (key === 'group' && own === 'gateway.networking.k8s.io') || (key === 'kind' && own === 'Gateway');
    const isSame = key === 'targetPort' && own === value['port'];
    return isDefault || isParentDefault || isSame || isNothing(own) ? [] : [[key, withoutDefaults(own)] as const];
  });
  return Object.fromEntries(kept);
}

function isNothing(value: Json): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
