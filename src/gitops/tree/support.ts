import { listOf } from '../../source/entries.ts';
import { type Node, get, listAt } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { gateway, namespaceKind } from '../../kubernetes/kinds.ts';
import { namingKeys } from '../../kubernetes/known-kinds.ts';
import type { Patterns } from './tool-patterns.ts';

const publishService = /publish[-_]service(?:[-_]udp)?["']?\s*[:=]\s*["']?(?:[\w.-]+\/)?([\w.-]+)/gi;

/**
 * Names of objects that the given ones refer to: publish Services, the labels a Service selects
 * Kong by, Secrets of listeners, ConfigMaps that hold values, and what objects of tools name. A superset.
 */
export function namesReferredTo(objects: Iterable<KubeObject>, { references }: Patterns): ReadonlySet<string> {
  const names = new Set<string>();
  const fields = new Set([...namingKeys.fields, ...references.fields]);
  const lists = new Set([...namingKeys.lists, ...references.lists]);
  const keys = new Map([...fields, ...lists].map((key) => [key, { isField: fields.has(key), isList: lists.has(key) }]));
  for (const object of objects) {
    walk(object.root, keys, names);
    if (picksNamespaces(object)) names.add(namespaceKind.kind);
    const labels = get(object.root, 'spec', 'template', 'metadata', 'labels') ?? get(object.root, 'metadata', 'labels');
    if (object.kind !== 'Gateway' && labels?.kind === 'map')
      for (const entry of labels.entries.values()) addText(entry.value, names, shortestLabel);
  }
  return names;
}

/** Whether a Gateway asks for labels of Namespaces: any of them may bear on it, and the kind stands for their names. */
function picksNamespaces({ kind, root }: KubeObject): boolean {
  if (kind !== gateway.kind) return false;
  const listeners = get(root, 'spec', 'listeners');
  return listAt(listeners).some((each) => get(each, 'allowedRoutes', 'namespaces', 'selector') !== undefined);
}

/** Names of what objects of tools take values and variables from: `valuesFrom`, `substituteFrom`. */
export function namesListed(objects: Iterable<KubeObject>, { references }: Patterns): ReadonlySet<string> {
  const names = new Set<string>();
  const found = (node: Node): void => {
    if (node.kind === 'list') node.items.forEach(found);
    if (node.kind !== 'map') return;
    for (const [key, { value }] of node.entries) {
      if (references.lists.includes(key)) for (const item of listAt(value)) addText(get(item, 'name'), names);
      found(value);
    }
  };
  for (const object of objects) found(object.root);
  return names;
}

/** How keys name others: by one reference, or by each item of a list. */
type NamingKeys = ReadonlyMap<string, { readonly isField: boolean; readonly isList: boolean }>;

function walk(node: Node, keys: NamingKeys, names: Set<string>): void {
  if (node.kind === 'list') for (const item of node.items) walk(item, keys, names);
  if (node.kind === 'scalar' && typeof node.value === 'string') textNames(node.value, names);
  if (node.kind !== 'map') return;
  for (const { key, value } of listOf(node.entries)) {
    const naming = keys.get(key);
    if (naming?.isField === true) addText(get(value, 'name'), names);
    if (naming?.isList === true) for (const item of listAt(value)) addText(get(item, 'name') ?? item, names);
    if (key === 'name' && namesVariable(value)) addText(get(node, 'value'), names);
    if (mayPublish(key) && /publish[-_]service/i.test(key)) addText(value, names);
    walk(value, keys, names);
  }
}

/** Whether the name of an environment variable says that its value is a publish Service. */
function namesVariable(name: Node): boolean {
  if (name.kind !== 'scalar' || typeof name.value !== 'string') return false;
  return mayPublish(name.value) && name.value.includes('PUBLISH_SERVICE');
}

/** Most texts are too short to name a publish Service. */
function mayPublish(text: string): boolean {
  return text.length >= 'publish-service'.length;
}

/** An inline block of values, or a `--publish-service=…` argument. */
function textNames(text: string, names: Set<string>): void {
  if (!mayPublish(text) || !/publish/i.test(text)) return;
  for (const [, name] of text.matchAll(publishService)) if (name !== undefined) names.add(name);
}

/** A label of one letter stands in every text. */
const shortestLabel = 2;

function addText(node: Node | undefined, names: Set<string>, shortest = 1): void {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return;
  const name = node.value.slice(node.value.lastIndexOf('/') + 1);
  if (name.length >= shortest) names.add(name);
}

/** What is known of the bytes of a file. */
export function bytesOf(path: string, sources: Sources): string {
  return sources.text(path) ?? sources.glimpse(path) ?? '';
}
