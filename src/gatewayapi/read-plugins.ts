import type { KubeObject } from '../kubernetes/object.ts';
import { annotation } from './metadata.ts';
import { textAt } from './placeholder.ts';
import type { PluginRef } from './route.ts';

/** The KongPlugins that `konghq.com/plugins` names, as `name` or `namespace:name` between commas, and why not all are known. */
export function readPlugins(object: KubeObject): {
  readonly plugins: readonly PluginRef[];
  readonly unknownPart: string | null;
} {
  const text = textAt(annotation(object, 'konghq.com/plugins'));
  if (typeof text !== 'object') return { plugins: [], unknownPart: text ?? null };
  const names = text.value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return { plugins: names.map((item) => ({ ...namespaced(item), at: text.at })), unknownPart: null };
}

function namespaced(item: string): Pick<PluginRef, 'namespace' | 'name'> {
  const colon = item.indexOf(':');
  return colon < 0 ? { namespace: null, name: item } : { namespace: item.slice(0, colon), name: item.slice(colon + 1) };
}
