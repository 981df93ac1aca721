import { boundedName } from './bounded-name.ts';
import { type MapNode, stringAt } from '../source/node.ts';
import { type KindLookup, groupOf, kindOf } from './known-kinds.ts';
import type { KubeObject } from './object.ts';

/** The object a map states, or null when it is none or of a kind that has no bearing. */
export function objectAt(root: MapNode, path: string, lookup: KindLookup): KubeObject | null {
  const apiVersion = stringAt(root, 'apiVersion')?.value;
  const kind = stringAt(root, 'kind')?.value;
  const name = stringAt(root, 'metadata', 'name');
  if (apiVersion === undefined || kind === undefined || name === undefined) return null;
  const group = groupOf(apiVersion);
  const known = lookup(group, kind);
  if (known === undefined) return null;
  const written = known.scope === 'cluster' ? undefined : stringAt(root, 'metadata', 'namespace');
  const namespace = written === undefined ? null : boundedName(written).value;
  return { apiVersion, group, kind, name: boundedName(name), namespace, root, path };
}

/** The object as it is when whoever applies it names a namespace for those that have none. */
export function withNamespace(object: KubeObject, namespace: string | null, force = false): KubeObject {
  if (namespace === null || kindOf(object.group, object.kind)?.scope === 'cluster') return object;
  return object.namespace === null || force ? { ...object, namespace } : object;
}

/** The object without a namespace where its kind has none: kustomize writes one into every kind that it does not know. */
export function withoutStrayNamespace(object: KubeObject, lookup: KindLookup): KubeObject {
  const isStray = object.namespace !== null && lookup(object.group, object.kind)?.scope === 'cluster';
  return isStray ? { ...object, namespace: null } : object;
}
