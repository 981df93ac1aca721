import {
  type Entry,
  get,
  listAt,
  mapAt,
  type MapNode,
  type Node,
  type ScalarNode,
  stringAt,
  withValue,
} from '../../source/node.ts';
import type { KindLookup } from '../../kubernetes/known-kinds.ts';
import type { FilledText } from '../tree/filled-text.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { mapEntries } from '../deployed/map-scalars.ts';
import { objectAt } from '../../kubernetes/read-object.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import { filledIn, isFilledIn, type Variables } from './filled-in.ts';
import { findObject } from './lookup.ts';
import { isNamed, type KubeObject } from '../../kubernetes/object.ts';

/**
 * Objects after `postBuild` replaced `${NAME}` and `${NAME:=default}` in them. A variable from a
 * Secret becomes an unknown value; one that nobody sets becomes empty, as in Flux.
 */
export function substituted(
  objects: readonly KubeObject[],
  variables: Variables | null,
  { kindOf, filledText }: Pick<TreeIndex, 'kindOf' | 'filledText'>,
): readonly KubeObject[] {
  if (variables === null) return objects;
  return objects.map((object) => substituteObject(object, variables, filledText, kindOf));
}

/** What `postBuild` of a Kustomization sets; null where it has none. */
export function variablesOf({ root, namespace }: KubeObject, lookup: ObjectLookup): Variables | null {
  const postBuild = mapAt(root, 'spec', 'postBuild');
  if (postBuild === undefined) return null;
  const values = new Map<string, ScalarNode>();
  const sources = new Set<string>();
  const unknown = new Set<string>();
  let missing: string | null = null;
  for (const item of listAt(postBuild, 'substituteFrom')) {
    const kind = stringAt(item, 'kind')?.value ?? '';
    const name = stringAt(item, 'name')?.value ?? '';
    const found = kind === 'ConfigMap' ? findObject(lookup, kind, name, namespace) : null;
    const stated = found === null ? lookup.everywhere(kind, name).map(({ path }) => path) : [found.path];
    for (const path of stated) sources.add(path);
    const isKnown = found !== null && !isEncrypted(found) && hasScalars(get(found.root, 'data'));
    if (!isKnown) for (const path of stated) unknown.add(path);
    if (found === null || isEncrypted(found)) missing ??= `variables come from ${kind} ${name}`;
    else addScalars(mapAt(found.root, 'data'), values);
  }
  addScalars(mapAt(postBuild, 'substitute'), values);
  // Without any variable Flux substitutes nothing, unless it is told to.
  const isAlways = stringAt(postBuild, 'substituteStrategy')?.value === 'Always';
  if (values.size === 0 && missing === null && !isAlways) return null;
  return { values, missing, sources, known: new Set([...sources].filter((path) => !unknown.has(path))) };
}

/** By SOPS: what stands there is no value. */
function isEncrypted({ root }: KubeObject): boolean {
  return get(root, 'sops') !== undefined;
}

function hasScalars(data: Node | undefined): boolean {
  return data?.kind === 'map' && [...data.entries.values()].every(({ value }) => value.kind === 'scalar');
}

function addScalars(map: MapNode | undefined, values: Map<string, ScalarNode>): void {
  for (const [key, entry] of map?.entries ?? []) if (entry.value.kind === 'scalar') values.set(key, entry.value);
}

function substituteObject(
  object: KubeObject,
  variables: Variables,
  filledText: FilledText,
  kindOf: KindLookup,
): KubeObject {
  if (isDisabled(object)) return object;
  const root = mapEntries(withoutFilledKeys(object.root), (scalar) => filledIn(scalar, variables, filledText));
  if (root === object.root) return object;
  const again = objectAt(root, object.path, kindOf);
  return again === null || !isNamed(again)
    ? { ...object, root }
    : { ...again, namespace: again.namespace ?? object.namespace };
}

function isDisabled({ root }: KubeObject): boolean {
  return ['labels', 'annotations'].some((field) => {
    const stated = get(root, 'metadata', field, 'kustomize.toolkit.fluxcd.io/substitute');
    return stated?.kind === 'scalar' && stated.value === 'disabled';
  });
}

/** Names of fields are text as well, which variables fill in: what stands in such a map may be any. */
function withoutFilledKeys(root: MapNode): MapNode {
  const of = (node: Node): Node => {
    if (node.kind === 'list') {
      const items = node.items.map(of);
      return items.some((item, i) => item !== node.items[i]) ? { ...node, items } : node;
    }
    if (node.kind !== 'map') return node;
    if ([...node.entries.keys()].some(isFilledIn))
      return { kind: 'unknown', reason: 'the name of a field holds a variable', at: node.at };
    return inside(node);
  };
  const inside = (map: MapNode): MapNode => {
    const changed = [...map.entries].flatMap(([key, entry]): [string, Entry][] => {
      const value = of(entry.value);
      return value === entry.value ? [] : [[key, withValue(entry, value)]];
    });
    return changed.length === 0 ? map : { ...map, entries: new Map([...map.entries, ...changed]) };
  };
  return inside(root);
}
