import type { MapNode, Node } from '../source/node.ts';
import { noAliases, type Aliases } from './aliases.ts';
import { isClusterScoped } from './kinds.ts';
import { isNull, rawText, stringNode, withEntry } from './values.ts';
import type { Place } from '../source/location.ts';

/** One object while it is being built, with the memory of what it was called before. */
export interface Resource {
  readonly root: MapNode;
  /** What it is called now, as `root` tells. */
  readonly id: ResourceId;
  /** Its group, version and kind as one text: made once, as builds hold thousands of objects against each other. */
  readonly type: string;
  /** As the object states it; empty where it states none. */
  readonly namespace: string;
  /** The file that holds the object, or the kustomization that generates it. */
  readonly path: string;
  /** Earlier identities, oldest first: every transformer that renames remembers the old one. */
  readonly previous: readonly PreviousId[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** Only generated objects have it: how it meets an object that is already there; `unspecified` creates. */
  readonly behavior: GeneratorBehavior | null;
  /** Whether the name gets a hash of the content at the end of the build. */
  readonly needsHash: boolean;
  readonly aliases: Aliases;
}

export type GeneratorBehavior = 'unspecified' | 'create' | 'merge' | 'replace';

export interface PreviousId {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** What identifies an object: group, version, kind, name and namespace. */
export interface ResourceId extends GroupVersionKind {
  readonly name: string;
  /** With `default` for none and a marker for cluster-scoped kinds, as kustomize compares them. */
  readonly namespace: string;
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Stands for the namespace of what lives in none. */
export const noNamespace = '_non_namespaceable_';

/** One for all: most have none. */
const none: readonly never[] = [];

export function resourceOf(root: MapNode, path: string): Resource {
  const id = currentId(root);
  return {
    root,
    id,
    type: typeOf(id),
    namespace: metadataText(root, 'namespace'),
    path,
    previous: none,
    prefixes: none,
    suffixes: none,
    behavior: null,
    needsHash: false,
    aliases: noAliases,
  };
}

/** The resource with other content. */
export function withRoot(resource: Resource, root: MapNode, aliases = resource.aliases): Resource {
  if (root === resource.root && aliases === resource.aliases) return resource;
  return changed(resource, root, resource.previous, aliases);
}

/** The resource with other content and its present identity remembered, as after a transformer that renames. */
export function renamedAs(resource: Resource, root: MapNode): Resource {
  // A list that has no room for more, as one by a spread would.
  return changed(resource, root, resource.previous.concat(resource.id), resource.aliases);
}

/** Field by field, which is several times faster than a spread of so many. */
function changed(resource: Resource, root: MapNode, previous: Resource['previous'], aliases: Aliases): Resource {
  const { path, prefixes, suffixes, behavior, needsHash } = resource;
  let { id, type, namespace } = resource;
  if (!isCalledAlike(resource.root, root)) {
    const isAlike = isOfSameType(resource.root, root);
    id = isAlike ? namedAs(id, root) : currentId(root);
    type = isAlike ? type : typeOf(id);
    namespace = metadataText(root, 'namespace');
  }
  return { root, id, type, namespace, path, previous, prefixes, suffixes, behavior, needsHash, aliases };
}

/** Whether two contents are called the same because they share what they are called. */
function isCalledAlike(one: MapNode, other: MapNode): boolean {
  const before = valueOf(one, 'metadata');
  const after = valueOf(other, 'metadata');
  return (
    before?.kind === 'map' &&
    after?.kind === 'map' &&
    valueOf(before, 'name') === valueOf(after, 'name') &&
    valueOf(before, 'namespace') === valueOf(after, 'namespace') &&
    isOfSameType(one, other)
  );
}

function isOfSameType(one: MapNode, other: MapNode): boolean {
  return valueOf(one, 'kind') === valueOf(other, 'kind') && valueOf(one, 'apiVersion') === valueOf(other, 'apiVersion');
}

function valueOf(map: MapNode, key: string): Node | undefined {
  return map.entries.get(key)?.value;
}

/** The text of a field of `metadata`, empty when there is none. */
export function metadataText(root: MapNode, field: string): string {
  const metadata = root.entries.get('metadata')?.value;
  const value = metadata?.kind === 'map' ? metadata.entries.get(field)?.value : undefined;
  return isNull(value) ? '' : rawText(value);
}

export function kindOf(root: MapNode): string {
  return rawText(root.entries.get('kind')?.value);
}

export function apiVersionOf(root: MapNode): string {
  return rawText(root.entries.get('apiVersion')?.value);
}

/** Splits `apps/v1`; the group of `v1` is empty. */
export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function gvkOf(root: MapNode): GroupVersionKind {
  return { ...splitApiVersion(apiVersionOf(root)), kind: kindOf(root) };
}

/** What the object is called now. */
export function currentId(root: MapNode): ResourceId {
  const apiVersion = apiVersionOf(root);
  const { group, version } = splitApiVersion(apiVersion);
  const kind = kindOf(root);
  const namespace = isClusterScoped(apiVersion, kind) ? noNamespace : '';
  return namedAs({ group, version, kind, name: '', namespace }, root);
}

/** What an object of the same kind is called now. */
function namedAs({ group, version, kind, namespace }: ResourceId, root: MapNode): ResourceId {
  const isNamespaced = namespace !== noNamespace;
  return {
    group,
    version,
    kind,
    name: metadataText(root, 'name'),
    namespace: isNamespaced ? effectiveNamespace(metadataText(root, 'namespace')) : namespace,
  };
}

/** An object without a namespace counts as one in `default`. */
export function effectiveNamespace(namespace: string): string {
  return namespace === '' ? 'default' : namespace;
}

/** The identities the object had before, oldest first. */
export function previousIds({ id: { group, version }, previous }: Resource): ResourceId[] {
  return previous.map(({ kind, name, namespace }) => ({ group, version, kind, name, namespace }));
}

/** What the object was called in the file it came from. */
export function originalId({ id, previous: [first] }: Resource): ResourceId {
  if (first === undefined) return id;
  return { group: id.group, version: id.version, kind: first.kind, name: first.name, namespace: first.namespace };
}

/** Every identity the object has or had. */
export function allIds(resource: Resource): ResourceId[] {
  return [...previousIds(resource), resource.id];
}

/** Whether the object has or had an identity. */
export function hasId({ id: current, previous }: Resource, id: ResourceId): boolean {
  if (current.group !== id.group || current.version !== id.version) return false;
  return isCalled(current, id) || previous.some((before) => isCalled(before, id));
}

function isCalled({ kind, name, namespace }: PreviousId, id: ResourceId): boolean {
  return name === id.name && kind === id.kind && namespace === id.namespace;
}

function typeOf({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}

/** All that identifies an object as one text: made when it is asked for, as thousands are held. */
export function keyOf({ type, id: { namespace, name } }: Resource): string {
  return `${type}/${namespace}/${name}`;
}

/** `Deployment default/web` for messages. */
export function idText(id: ResourceId): string {
  const isNamed = id.namespace !== noNamespace && id.namespace !== effectiveNamespace('');
  return `${id.kind} ${isNamed ? `${id.namespace}/` : ''}${id.name}`;
}

/** Whether `gvk` is selected; an empty part of the selector is a wildcard. */
export function isSelected(gvk: GroupVersionKind, selector: Partial<GroupVersionKind>): boolean {
  return (
    (!selector.group || selector.group === gvk.group) &&
    (!selector.version || selector.version === gvk.version) &&
    (!selector.kind || selector.kind === gvk.kind)
  );
}

/** The resource with its present identity remembered, before a transformer changes it. */
export function remembering(resource: Resource): Resource {
  return { ...resource, previous: [...resource.previous, resource.id] };
}

/** `root` with one field of `metadata` set to a string. */
export function withMetadataText(root: MapNode, field: string, text: string, at: Place): MapNode {
  const metadata = root.entries.get('metadata')?.value;
  if (metadata?.kind !== 'map') return root;
  return withEntry(root, 'metadata', withEntry(metadata, field, stringNode(text, at)));
}
