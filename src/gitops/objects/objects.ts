import { isLocation } from '../../source/location.ts';
import { onceFor } from '../../source/once-for.ts';
import type { Document } from '../../source/document.ts';
import { get, listAt, mapAt, type MapNode, type Node, scalarWith, stringAt, withValue } from '../../source/node.ts';
import { type KindLookup, kindOf } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { type ContainerSigns, type KongProgram, isCalledLikeKong, kongPrograms } from '../model/kong-image.ts';
import { objectAt } from '../../kubernetes/read-object.ts';

/** Lists within lists are legal and useless; the API server never writes them deep. */
const listDepth = 4;

/**
 * The objects of a document that a review reads, with `kind: List` taken apart. What has no
 * name (a kustomization, values) is none, unless it is of a kind that the API server is known to refuse without one.
 */
export function objectsOf(document: Document, kinds: KindLookup): readonly KubeObject[] {
  return objectsIn(document.root, document.path, kinds, listDepth);
}

function objectsIn(root: Node, path: string, kinds: KindLookup, depth: number): readonly KubeObject[] {
  if (root.kind !== 'map' || depth === 0) return [];
  const kind = stringAt(root, 'kind')?.value;
  if (kind === undefined) return [];
  if (kind.endsWith('List') && get(root, 'items')?.kind === 'list') return objectsInList(root, path, kinds, depth);
  const object = objectAt(root, path, kinds);
  return object !== null && isOfInterest(object) ? [object] : [];
}

function objectsInList(list: MapNode, path: string, kinds: KindLookup, depth: number): readonly KubeObject[] {
  return listAt(list, 'items').flatMap((item) => objectsIn(itemOf(item, list), path, kinds, depth - 1));
}

/** An item of a `GatewayList` that names no kind is a Gateway, as kubectl reads it. */
function itemOf(item: Node, list: MapNode): Node {
  const [apiVersion, kind] = [list.entries.get('apiVersion'), list.entries.get('kind')];
  if (item.kind !== 'map' || item.entries.has('kind') || kind?.value.kind !== 'scalar' || !apiVersion) return item;
  const name = String(kind.value.value).replace(/List$/, '');
  if (name === '') return item;
  const own = withValue(kind, scalarWith(kind.value, { value: name, text: name }));
  return { ...item, entries: new Map([['apiVersion', apiVersion], ['kind', own], ...item.entries]) };
}

/**
 * Whether the object has a bearing on Kong or a Gateway. A workload has none unless it runs Kong or
 * one of its controllers; GitOps tools install workloads of their own beside it.
 */
export function isOfInterest(object: KubeObject): boolean {
  return programsOf(object)?.some((program) => program !== null) ?? true;
}

/** Whether the object runs Kong or its controller: an installation by manifest. */
export function installsKong(object: KubeObject): boolean {
  if (kindOf(object.group, object.kind)?.installsKong !== true) return false;
  return programsOf(object)?.some((program) => program === 'unseen' || program?.provenBy === 'image') ?? true;
}

/** What the containers of a workload run of Kong's, or may by settings that stand in another object; null for other kinds. */
function programsOf(object: KubeObject): readonly (KongProgram | 'unseen' | null)[] | null {
  const path = kindOf(object.group, object.kind)?.pod;
  if (path === undefined) return null;
  const spec = get(object.root, ...path, 'spec');
  return spec === undefined ? [] : programsIn(spec);
}

/** Overlays of one base share the Pods that they leave as they are. */
const programsIn = onceFor((spec: Node) => {
  const containers = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')];
  const programs = kongPrograms(containers.map(signsOf));
  return containers.map((container, i) => {
    const program = programs[i] ?? null;
    const image = stringAt(container, 'image')?.value ?? '';
    return program === null && isCalledLikeKong(image) && get(container, 'envFrom') !== undefined ? 'unseen' : program;
  });
});

function signsOf(container: Node): ContainerSigns {
  const args = [...listAt(container, 'command'), ...listAt(container, 'args')];
  return {
    image: stringAt(container, 'image')?.value ?? '',
    variables: new Set(listAt(container, 'env').flatMap((entry) => stringAt(entry, 'name')?.value ?? [])),
    args: args.flatMap((node) => (node.kind === 'scalar' ? [String(node.value ?? '')] : [])),
  };
}

/** Whether `helm test` alone would create the object. */
export function isTestHook(object: KubeObject): boolean {
  const hook = stringAt(mapAt(object.root, 'metadata', 'annotations'), 'helm.sh/hook')?.value;
  return hook !== undefined && /\btest(-success|-failure)?\b/.test(hook);
}

/** Where an object was written: equal for one object that two kustomizations take in. */
export function definitionKey(object: KubeObject): string {
  const start = isLocation(object.root.at) ? object.root.at.start : object.name.value;
  return `${object.path}#${start}#${object.kind}`;
}
