import { boundedName } from './bounded-name.ts';
import { bracePlaceholder } from '../source/brace-placeholder.ts';
import { onceFor } from '../source/once-for.ts';
import type { Located } from '../source/location.ts';
import { type MapNode, type Node, get, stringAt } from '../source/node.ts';
import { secret, service } from './kinds.ts';
import type { Kind } from './kind.ts';
import { type KindLookup, groupOf, kindOf } from './known-kinds.ts';
import type { KubeObject } from './object.ts';

/**
 * The object a map states, or null when it is none or of a kind that has no bearing. One that certainly has no name is
 * an object where the API server's rules for its kind are known; elsewhere a map without a name is none.
 */
export function objectAt(root: MapNode, path: string, lookup: KindLookup): KubeObject | null {
  const apiVersion = stringAt(root, 'apiVersion')?.value;
  const kind = stringAt(root, 'kind')?.value;
  if (apiVersion === undefined || kind === undefined) return null;
  const group = groupOf(apiVersion);
  const known = lookup(group, kind);
  if (known === undefined) return null;
  const stated = statedBy(root);
  if (stated.known === known && stated.object?.path === path) return stated.object;
  const object = objectOfKind(root, path, known, { apiVersion, group, kind });
  stated.known = known;
  stated.object = object;
  return object;
}

/** What a map stated last: both trees of a change, and whoever takes a file in, have one object for what is written once. */
const statedBy = onceFor((_root: MapNode): { known: Kind | null; object: KubeObject | null } => ({
  known: null,
  object: null,
}));

function objectOfKind(
  root: MapNode,
  path: string,
  known: Kind,
  type: Pick<KubeObject, 'apiVersion' | 'group' | 'kind'>,
): KubeObject | null {
  const name = textAt(root, 'name') ?? (hasKnownRules(known) ? noName(root) : null);
  if (name === null) return null;
  if (known.scope !== 'cluster' && get(root, 'metadata', 'namespace')?.kind === 'unknown') return null;
  const written = known.scope === 'cluster' ? undefined : textAt(root, 'namespace');
  const namespace = written === undefined ? null : boundedName(written).value;
  return { ...type, name: boundedName(name), namespace, root, path };
}

function hasKnownRules({ group, kind, matters }: Kind): boolean {
  return matters === 'reviewed' || [service, secret].some((core) => core.group === group && core.kind === kind);
}

/** The empty name of an object that has none; null where it may get one, from what is not known or from the API server. */
function noName(root: MapNode): Located<string> | null {
  const metadata = get(root, 'metadata');
  const [name, prefix] = [get(metadata, 'name'), get(metadata, 'generateName')];
  const mayGetOne = name?.kind === 'unknown' || (prefix !== undefined && !isBlank(prefix));
  return mayGetOne ? null : { value: '', at: (name ?? metadata ?? root).at };
}

function textAt(root: MapNode, field: 'name' | 'namespace'): Located<string> | undefined {
  const node = get(root, 'metadata', field);
  return stringAt(node) ?? bracePlaceholder(node);
}

function isBlank(node: Node): boolean {
  return node.kind === 'scalar' && (node.value === null || node.value === '');
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
