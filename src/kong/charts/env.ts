import {
  byBytes,
  field,
  goFormat,
  mapOf,
  sortedKeys,
  truthy,
  elements,
  isNil,
  pathText,
  printed,
  RenderFailure,
  type Value,
} from '../../helm/go-template.ts';
import { toJson } from '../../source/json.ts';
import type { Located, Place } from '../../source/location.ts';
import type { Node } from '../../source/node.ts';
import type { Chart, RenderedEnv } from './chart.ts';

/** The automatic variables, over which the layers of the user are laid. */
export type AutoEnv = Map<string, RenderedEnv>;

/** A variable that the chart composes. */
export function composed(value: string, at: Place, entries: readonly Place[] | null = null): RenderedEnv {
  return { kind: 'value', value, at, node: null, entries };
}

/**
 * Lays one of the user's env maps over the variables so far. Keys are visited in byte order and
 * upper-cased, so `proxy_listen` beats `PROXY_LISTEN`.
 */
export function overlay(env: AutoEnv, layer: Value, prefix: string): void {
  if (isNil(layer)) return;
  if (layer.node?.kind === 'unknown') {
    const { reason, at } = layer.node;
    for (const name of env.keys()) env.set(name, { kind: 'unknown', reason, at });
    return;
  }
  if (layer.node?.kind === 'list' && layer.node.items.length === 0) return;
  const map = mapOf(layer);
  for (const key of sortedKeys(map)) {
    const node = map.entries.get(key)?.value;
    if (node !== undefined) env.set(`${prefix}${key.toUpperCase()}`, rendered(node));
  }
}

function rendered(node: Node): RenderedEnv {
  if (node.kind === 'unknown') return { kind: 'unknown', reason: node.reason, at: node.at };
  if (node.kind === 'list') return composed(goFormat(node), node.at);
  if (node.kind === 'map') {
    const own = node.entries.get('value')?.value;
    return own?.kind === 'scalar' ? rendered(own) : { kind: 'map', json: toJson(node), at: node.at };
  }
  if (node.value === null) return { kind: 'value', value: null, at: node.at, node, entries: null };
  if (typeof node.value === 'string' && node.value.includes('valueFrom')) {
    return {
      kind: 'unknown',
      reason: 'its text is pasted into the manifest as it stands (it holds "valueFrom")',
      at: node.at,
    };
  }
  return { kind: 'value', value: goFormat(node), at: node.at, node, entries: null };
}

/** Variables in the order in which the chart writes them. An empty map as a value breaks the manifest. */
export function sorted(env: AutoEnv, origin: Value): ReadonlyMap<string, RenderedEnv> {
  for (const [name, value] of env) {
    if (
      value.kind !== 'map' ||
      typeof value.json !== 'object' ||
      value.json === null ||
      Object.keys(value.json).length > 0
    )
      continue;
    throw new RenderFailure(`the variable ${name} is an empty map, which breaks the manifest`, {
      path: origin.path,
      at: value.at,
    });
  }
  return new Map([...env].toSorted(([a], [b]) => byBytes(a, b)));
}

/** Where unset variables may come from besides `env`, or null. */
export function envFrom(chart: Chart, value: Value): string | null {
  if (!chart.features.envFrom) return null;
  if (isNil(value)) throw new RenderFailure(`${pathText(value.path)} is null, but the chart takes its length`, value);
  return truthy(value) ? `${pathText(value.path)} adds variables that are not in the values` : null;
}

/** `unifiedRepoTag`, else `repository:tag`. */
export function imageOf(image: Value): Located<string> | null {
  const unified = field(image, 'unifiedRepoTag');
  if (truthy(unified)) return { value: printed(unified), at: unified.at };
  const repository = field(image, 'repository');
  const tag = field(image, 'tag');
  if (!truthy(repository)) return null;
  if (printed(tag) === '')
    throw new RenderFailure(`${pathText(image.path)}.tag is empty, which breaks the manifest`, image);
  return { value: `${printed(repository)}:${printed(tag)}`, at: tag.at };
}

/** The arguments of the controller; before 2.6.0 the chart put the program itself first. */
export function argumentsOf(chart: Chart, value: Value): readonly Located<string>[] {
  const own = truthy(value) ? elements(value).map((argument) => ({ value: printed(argument), at: argument.at })) : [];
  return chart.features.programArgument ? [{ value: '/kong-ingress-controller', at: value.at }, ...own] : own;
}
