import { isLocation, type Located } from '../../source/location.ts';
import { get, listAt, mapAt, stringAt, type Node } from '../../source/node.ts';
import { nearName } from '../../source/near-name.ts';
import { resolvePath } from '../../source/paths.ts';
import { configMap, secret } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { missingPath, missingSource, namedObject, type Naming } from '../deployed/missing-path.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import type { MissingSource } from '../model/deployment-fault.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { OwnSources } from './own-sources.ts';

/** What Flux's controllers look up for one object. */
export interface FluxContext {
  readonly index: TreeIndex;
  readonly own: OwnSources;
  readonly lookup: ObjectLookup;
}

/** An object of Flux as messages call it. */
export function fluxTitle({ kind, name }: KubeObject): string {
  return `Flux ${kind} ${name.value}`;
}

/** A Flux object that names something in a field. */
export function namingOf(object: KubeObject, field: string, what: string): Naming {
  return { object: namedObject(object), title: fluxTitle(object), root: object.root, field, what };
}

/** The path of a Kustomization that is not in the repository. */
export function missingKustomizationPath(object: KubeObject, context: FluxContext): readonly MissingSource[] {
  const spec = get(object.root, 'spec');
  const path = stringAt(spec, 'path');
  if (path === undefined || !context.own.isCertain(get(spec, 'sourceRef'), object.namespace, context.lookup)) return [];
  return pathFault(path, namingOf(object, 'spec.path', 'path'), context);
}

/** What a HelmRelease names and does not find: its chart's directory, values files of it, keys of values. */
export function missingReleaseSources(object: KubeObject, context: FluxContext): readonly MissingSource[] {
  return [...missingChart(object, context), ...missingKeys(object, context)];
}

function missingChart(object: KubeObject, context: FluxContext): readonly MissingSource[] {
  const spec = get(object.root, 'spec', 'chart', 'spec');
  const chart = stringAt(spec, 'chart');
  if (chart === undefined || !context.own.isCertain(get(spec, 'sourceRef'), object.namespace, context.lookup))
    return [];
  const directory = pathFault(chart, namingOf(object, 'spec.chart.spec.chart', 'chart'), context);
  if (directory.length > 0) return directory;
  const ignored = get(spec, 'ignoreMissingValuesFiles');
  if (ignored?.kind === 'scalar' && ignored.value === true) return [];
  return listAt(spec, 'valuesFiles').flatMap((file) =>
    file.kind === 'scalar' && typeof file.value === 'string'
      ? pathFault(
          { value: file.value, at: file.at },
          namingOf(object, 'spec.chart.spec.valuesFiles', 'values file'),
          context,
        )
      : [],
  );
}

function pathFault(text: Located<string>, by: Naming, { index }: FluxContext): readonly MissingSource[] {
  const path = resolvePath('', text.value.replace(/^\/+/, ''));
  return path === null ? [] : missingPath(path, text, by, index);
}

/** Keys of ConfigMaps and Secrets that are deployed together with the release. */
function missingKeys(object: KubeObject, { lookup }: FluxContext): readonly MissingSource[] {
  return listAt(object.root, 'spec', 'valuesFrom').flatMap((item) => missingKey(item, object, lookup));
}

function missingKey(item: Node, object: KubeObject, { near }: ObjectLookup): readonly MissingSource[] {
  const optional = get(item, 'optional');
  if (optional !== undefined && !(optional.kind === 'scalar' && optional.value === false)) return [];
  const [kind, name] = [stringAt(item, 'kind'), stringAt(item, 'name')];
  const stated = get(item, 'valuesKey');
  const key = stated === undefined ? 'values.yaml' : stringAt(item, 'valuesKey')?.value;
  if (kind === undefined || name === undefined || key === undefined) return [];
  const found = near(
    (other) => other.kind === kind.value && other.name.value === name.value && other.namespace === object.namespace,
  );
  const keys = found === undefined ? null : keysOf(found);
  const at = stated?.at ?? name.at;
  if (keys === null || keys.includes(key) || !isLocation(at)) return [];
  const known = keys.length === 0 ? 'it has none' : `its keys are ${keys.slice(0, 5).join(', ')}`;
  const meant = stated === undefined ? null : nearName(key, keys);
  const reason = `key ${JSON.stringify(key)} of ${kind.value} ${name.value}, which does not have it (${known})`;
  return [
    missingSource(namingOf(object, 'spec.valuesFrom', 'key'), at, reason, {
      value: stated?.kind === 'scalar' ? stated : null,
      near: meant,
    }),
  ];
}

/** Every key; null where more of them may come from elsewhere. */
function keysOf(object: KubeObject): readonly string[] | null {
  const { root } = object;
  const annotations = mapAt(root, 'metadata', 'annotations');
  const isCopied = [...(annotations?.entries.keys() ?? [])].some((key) =>
    /reflect|replicat|copy|inject|vault/i.test(key),
  );
  const isSecret = isOfKind(object, secret);
  if (isCopied || !(isSecret || isOfKind(object, configMap))) return null;
  const parts = (isSecret ? ['data', 'stringData'] : ['data']).map((field) => get(root, field));
  const isPlain = (part: Node | undefined): boolean =>
    part === undefined || part.kind === 'map' || (part.kind === 'scalar' && part.value === null);
  if (!parts.every(isPlain)) return null;
  const keys = parts.flatMap((part) => (part?.kind === 'map' ? [...part.entries.keys()] : []));
  return keys.some((key) => key.includes('$')) ? null : keys;
}
