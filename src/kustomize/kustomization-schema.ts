import { entriesOf } from '../source/entries.ts';
import { type MapNode, type Node, withValue } from '../source/node.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { isNull, mapEntries, rawText, stringNode } from './values.ts';

/**
 * The shape of a kustomization file. Kustomize refuses a file with an unknown field or a value of
 * another type, so a build that reads on would be wrong.
 */
type Type =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'any'
  | { readonly list: Type }
  | { readonly map: Type }
  | { readonly fields: Readonly<Record<string, Type>> };

const strings: Type = { list: 'string' };
const stringMap: Type = { map: 'string' };
const gvk = { group: 'string', version: 'string', kind: 'string' } as const;
const identity = { ...gvk, name: 'string', namespace: 'string' } as const;
const selector: Type = { fields: { ...identity, annotationSelector: 'string', labelSelector: 'string' } };
const patch: Type = { fields: { path: 'string', patch: 'string', target: selector, options: { map: 'boolean' } } };
const image: Type = {
  fields: { name: 'string', newName: 'string', tagSuffix: 'string', newTag: 'string', digest: 'string' },
};
const options: Type = {
  fields: { labels: stringMap, annotations: stringMap, disableNameSuffixHash: 'boolean', immutable: 'boolean' },
};
const generator = {
  namespace: 'string',
  name: 'string',
  behavior: 'string',
  literals: strings,
  files: strings,
  envs: strings,
  env: 'string',
  options,
} as const;
const fieldOptions: Type = {
  fields: { delimiter: 'string', index: 'integer', encoding: 'string', create: 'boolean' },
};

/** The shape of one replacement, inline or in a file of its own. */
export const replacementType: Type = {
  fields: {
    source: { fields: { ...identity, fieldPath: 'string', options: fieldOptions } },
    targets: {
      list: { fields: { select: selector, reject: { list: selector }, fieldPaths: strings, options: fieldOptions } },
    },
    sourceValue: 'string',
    path: 'string',
  },
};

const helmChart: Type = {
  fields: {
    name: 'string',
    version: 'string',
    repo: 'string',
    releaseName: 'string',
    namespace: 'string',
    additionalValuesFiles: strings,
    valuesFile: 'string',
    valuesInline: { map: 'any' },
    valuesMerge: 'string',
    includeCRDs: 'boolean',
    skipHooks: 'boolean',
    apiVersions: strings,
    kubeVersion: 'string',
    nameTemplate: 'string',
    skipTests: 'boolean',
    debug: 'boolean',
    devel: 'boolean',
  },
};

const oldHelmChart: Type = {
  fields: {
    chartName: 'string',
    chartVersion: 'string',
    chartRepoUrl: 'string',
    chartHome: 'string',
    chartRepoName: 'string',
    helmBin: 'string',
    helmHome: 'string',
    values: 'string',
    valuesLocal: { map: 'any' },
    valuesMerge: 'string',
    releaseName: 'string',
    releaseNamespace: 'string',
    extraArgs: strings,
  },
};

const label: Type = {
  fields: {
    pairs: stringMap,
    includeSelectors: 'boolean',
    includeTemplates: 'boolean',
    fields: { list: { fields: { ...gvk, path: 'string', create: 'boolean' } } },
  },
};

const kustomization: Type = {
  fields: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'any',
    openapi: stringMap,
    namePrefix: 'string',
    nameSuffix: 'string',
    namespace: 'string',
    commonLabels: stringMap,
    labels: { list: label },
    commonAnnotations: stringMap,
    patchesStrategicMerge: strings,
    patchesJson6902: { list: patch },
    patches: { list: patch },
    images: { list: image },
    imageTags: { list: image },
    replacements: { list: replacementType },
    replicas: { list: { fields: { name: 'string', count: 'integer' } } },
    vars: { list: 'any' },
    sortOptions: 'any',
    resources: strings,
    components: strings,
    crds: strings,
    bases: strings,
    configMapGenerator: { list: { fields: generator } },
    secretGenerator: { list: { fields: { ...generator, type: 'string' } } },
    helmGlobals: { fields: { chartHome: 'string', configHome: 'string' } },
    helmCharts: { list: helmChart },
    helmChartInflationGenerator: { list: oldHelmChart },
    generatorOptions: options,
    configurations: strings,
    generators: strings,
    transformers: strings,
    validators: strings,
    buildMetadata: strings,
  },
};

/** Checks a kustomization against the shape; field names in another case are put right, as Go does. */
export function checkKustomization(root: MapNode): MapNode {
  const checked = check(root, kustomization, '');
  return checked.kind === 'map' ? checked : root;
}

/** A kustomization as whoever drops unknown fields writes it anew; numbers where texts belong become texts. */
export function tolerated(root: MapNode): MapNode {
  const kept = pruned(root, kustomization);
  return kept.kind === 'map' ? kept : root;
}

function pruned(node: Node, type: Type): Node {
  if (typeof type === 'string') {
    const isOther = node.kind === 'scalar' && node.value !== null && typeof node.value !== 'string';
    return type === 'string' && isOther ? stringNode(rawText(node), node.at) : node;
  }
  if ('list' in type)
    return node.kind === 'list' ? { ...node, items: node.items.map((item) => pruned(item, type.list)) } : node;
  if (node.kind !== 'map') return node;
  if ('map' in type) return mapEntries(node, (value) => pruned(value, type.map));
  const entries = [...node.entries.values()].flatMap((entry) => {
    const name = fieldNamed(type.fields, entry.key);
    const field = name === null ? undefined : type.fields[name];
    return field === undefined ? [] : [withValue(entry, pruned(entry.value, field))];
  });
  return { ...node, entries: entriesOf(entries) };
}

/** Checks a value against a shape; null fits everywhere. */
export function check(node: Node, type: Type, where: string): Node {
  if (type === 'any' || isNull(node) || node.kind === 'unknown') return node;
  if (typeof type === 'string') {
    if (node.kind === 'scalar' && typeOf(node.value) === type) return node;
    throw new Unbuildable(naming`${where} must be a ${type}`, { kind: 'schema', at: node.at });
  }
  if ('list' in type) {
    if (node.kind !== 'list') throw new Unbuildable(naming`${where} must be a list`, { kind: 'schema', at: node.at });
    for (const item of node.items) check(item, type.list, where);
    return node;
  }
  if (node.kind !== 'map') {
    const subject = where === '' ? 'the kustomization' : where;
    throw new Unbuildable(naming`${subject} must be a map`, { kind: 'schema', at: node.at });
  }
  if ('map' in type) return mapEntries(node, (value, key) => check(value, type.map, `${where}.${key}`));
  return checkFields(node, type.fields, where);
}

function typeOf(value: unknown): string {
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

function checkFields(node: MapNode, fields: Readonly<Record<string, Type>>, where: string): MapNode {
  const entries = new Map(node.entries);
  let renamed = false;
  for (const { key, keyAt, value } of node.entries.values()) {
    const name = fieldNamed(fields, key);
    const path = where === '' ? key : `${where}.${key}`;
    const type = name === null ? undefined : fields[name];
    if (name === null || type === undefined)
      throw new Unbuildable(naming`unknown field ${path}`, { kind: 'schema', at: keyAt });
    check(value, type, path);
    if (name === key) continue;
    entries.delete(key);
    entries.set(name, { key: name, keyAt, value });
    renamed = true;
  }
  return renamed ? { ...node, entries } : node;
}

function fieldNamed(fields: Readonly<Record<string, Type>>, key: string): string | null {
  if (Object.hasOwn(fields, key)) return key;
  return Object.keys(fields).find((name) => name.toLowerCase() === key.toLowerCase()) ?? null;
}
