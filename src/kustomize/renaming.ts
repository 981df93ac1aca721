import type { Place } from '../source/location.ts';
import { get, type MapNode, type Node, type ScalarNode } from '../source/node.ts';
import { bounds } from './bounds.ts';
import { editField, type Edit, type FieldSpec } from './field-path.ts';
import {
  apiVersionOf,
  idText,
  isSelected,
  keyOf,
  originalId,
  remembering,
  renamedAs,
  withRoot,
  type Resource,
  type ResourceId,
} from './resource.ts';
import { isClusterScoped } from './kinds.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { rawText, stringNode, withEntry, withItems } from './values.ts';

/** Kinds whose names stay as they are: their names mean more than a name. */
function keepsItsName({ group, kind }: { group: string; kind: string }): boolean {
  return (
    kind === 'CustomResourceDefinition' ||
    kind === 'Namespace' ||
    (kind === 'APIService' && group === 'apiregistration.k8s.io')
  );
}

const affixFields = { prefix: 'namePrefix', suffix: 'nameSuffix' };

/** `namePrefix` or `nameSuffix`. The new name stands where the prefix or suffix does. */
export function addAffix(
  resources: readonly Resource[],
  affix: ScalarNode,
  side: 'prefix' | 'suffix',
  specs: readonly FieldSpec[],
): Resource[] {
  const text = rawText(affix);
  const change = (field: Node) => {
    const name = side === 'prefix' ? text + rawText(field) : rawText(field) + text;
    if (name.length > bounds.name)
      throw new Unbuildable(naming`${affixFields[side]} makes a name longer than ${bounds.name} characters`, {
        cause: 'limit',
      });
    return stringNode(name, affix.at);
  };
  const edits = specs.map((spec) => {
    const edit: Edit = { spec, creates: { leaf: 'scalar', at: affix.at }, change };
    return { edit, isName: spec.path.join('/') === 'metadata/name' };
  });
  return resources.map((resource) => {
    const id = originalId(resource);
    if (keepsItsName(id)) return resource;
    let renamed = resource;
    for (const { edit, isName } of edits) {
      if (!isSelected(id, edit.spec)) continue;
      if (isName) renamed = remembering(withAffix(renamed, text, side));
      renamed = withRoot(renamed, editField(renamed.root, renamed.id, edit, null));
    }
    return renamed;
  });
}

function withAffix(resource: Resource, text: string, side: 'prefix' | 'suffix'): Resource {
  return side === 'prefix'
    ? { ...resource, prefixes: [...resource.prefixes, text] }
    : { ...resource, suffixes: [...resource.suffixes, text] };
}

/**
 * `namespace`: overrides the namespace of everything that kustomize does not know to be
 * cluster-scoped, renames Namespaces, and moves subjects called `default`.
 */
export function setNamespace(
  resources: readonly Resource[],
  namespace: ScalarNode,
  specs: readonly FieldSpec[],
): Resource[] {
  const counts = new Map<string, number>();
  const count = (resource: Resource, by: number): number => {
    const key = keyOf(resource);
    const sum = (counts.get(key) ?? 0) + by;
    counts.set(key, sum);
    return sum;
  };
  for (const resource of resources) count(resource, 1);
  const move = toNamespace(namespace, specs);
  return resources.map((resource) => {
    const moved = renamedAs(resource, move(resource.root, resource.id));
    count(resource, -1);
    if (count(moved, 1) !== 1) {
      throw new Unbuildable(naming`namespace ${rawText(namespace)}: two objects become ${idText(moved.id)}`, {
        kind: 'duplicate',
      });
    }
    return moved;
  });
}

const metadataNamespace: FieldSpec = { path: ['metadata', 'namespace'], create: true };

function toNamespace(namespace: ScalarNode, specs: readonly FieldSpec[]): (root: MapNode, id: ResourceId) => MapNode {
  const at: Place = namespace.at;
  const value = stringNode(rawText(namespace), at);
  const change = () => value;
  const edit = (spec: FieldSpec): Edit => ({ spec, creates: { leaf: 'scalar', at }, change });
  const own = edit(metadataNamespace);
  const others = specs
    .map((spec) => ({ path: spec.path.join('/'), edit: edit(spec) }))
    .filter(({ path }) => path !== 'metadata/namespace');
  return (original, id) => {
    const { kind } = id;
    const apiVersion = apiVersionOf(original);
    let root = original;
    if (!isClusterScoped(apiVersion, kind)) {
      root = editField(root, id, own, null);
    }
    const binds = kind === 'RoleBinding' || kind === 'ClusterRoleBinding';
    if (binds) root = withDefaultSubjects(root, value);
    for (const { path, edit: further } of others) {
      if ((path === 'metadata/name' && apiVersion !== 'v1') || (binds && path === 'subjects/namespace')) continue;
      root = editField(root, id, further, null);
    }
    return root;
  };
}

function withDefaultSubjects(root: MapNode, namespace: ScalarNode): MapNode {
  const subjects = get(root, 'subjects');
  if (subjects?.kind !== 'list') return root;
  const items = subjects.items.map((subject) =>
    subject.kind === 'map' && rawText(get(subject, 'name')) === 'default'
      ? withEntry(subject, 'namespace', namespace)
      : subject,
  );
  return withEntry(root, 'subjects', withItems(subjects, items));
}
