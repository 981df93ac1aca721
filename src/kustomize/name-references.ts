import { get, type ListNode, type MapNode, type Node } from '../source/node.ts';
import { editField, type Edit, type FieldSpec } from './field-path.ts';
import type { NameReference } from './field-specs.ts';
import { defaultNameReferences } from './name-reference-table.ts';
import { isOrigin, reachesAny, reachOf, renamedFrom, Renames, type Candidate, type Reach } from './renamed-objects.ts';
import {
  isSelected,
  noNamespace,
  withRoot,
  type GroupVersionKind,
  type Resource,
  type ResourceId,
} from './resource.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { isNull, mapItems, rawText, withEntry } from './values.ts';

/**
 * After all renames: makes every field that names another object follow that object to its new
 * name (and, where the field has room for it, its namespace). A reference keeps its own place.
 */
export function followRenames(
  resources: readonly Resource[],
  references: readonly NameReference[],
): readonly Resource[] {
  const renames = Renames.of(resources);
  if (renames === null) return resources;
  const referrers = references === defaultNameReferences ? defaultReferrers : fieldsByKind(references);
  return resources.map((resource) => {
    const { kind } = resource.previous[0] ?? resource.id;
    const fields = referrers.get(kind) ?? referrers.get('') ?? [];
    return fields.length === 0 ? resource : withNewNames(resource, renames, fields);
  });
}

/** A field in which objects name others, and what becomes of it. */
interface ReferenceField {
  readonly spec: FieldSpec;
  readonly edit: Edit<Referrer>;
}

/** The fields in which objects of each kind name others; those of every kind, which come last, for the empty text. */
function fieldsByKind(references: readonly NameReference[]): ReadonlyMap<string, readonly ReferenceField[]> {
  const byKind = new Map<string, ReferenceField[]>();
  for (const target of references) {
    for (const spec of target.fields) {
      const { kind = '', path } = spec;
      const toRole = path.at(-1) === 'name' && path.at(-2) === 'roleRef';
      const change = (field: Node, referrer: Referrer): Node => renamedField(field, { ...referrer, target, toRole });
      const fields = byKind.get(kind) ?? [];
      fields.push({ spec, edit: { spec: { path }, creates: null, change } });
      byKind.set(kind, fields);
    }
  }
  const ofAny = byKind.get('') ?? [];
  for (const [kind, fields] of byKind) if (kind !== '') fields.push(...ofAny);
  return byKind;
}

/** Almost every build has kustomize's own references. */
const defaultReferrers = fieldsByKind(defaultNameReferences);

function withNewNames(resource: Resource, renames: Renames, fields: readonly ReferenceField[]): Resource {
  const reach = reachOf(resource);
  if (!reachesAny(reach, renames)) return resource;
  const referrer: Referrer = { resource, renames, reach };
  let root = resource.root;
  for (const { spec, edit } of fields)
    if (isSelectedAtFirst(resource, spec)) root = editField(root, resource.id, edit, referrer);
  return withRoot(resource, root);
}

/** Whether an object is of a kind, as it was called in its file. */
function isSelectedAtFirst({ id, previous: [first] }: Resource, spec: FieldSpec): boolean {
  return isSelected(first === undefined || first.kind === id.kind ? id : { ...id, kind: first.kind }, spec);
}

/** An object that may name others, as it is before its own references follow. */
interface Referrer {
  readonly resource: Resource;
  readonly renames: Renames;
  readonly reach: Reach;
}

interface Context extends Referrer {
  readonly target: Partial<GroupVersionKind>;
  readonly toRole: boolean;
}

function renamedField(field: Node, context: Context): Node {
  if (isNull(field) || field.kind === 'unknown') return field;
  if (field.kind === 'scalar') return renamedScalar(field, context);
  if (field.kind === 'map') return renamedMap(field, context);
  return renamedItems(field, context);
}

function renamedItems(field: ListNode, context: Context): ListNode {
  return mapItems(field, (item) => {
    if (isNull(item) || item.kind === 'unknown') return item;
    if (item.kind === 'scalar') return renamedScalar(item, context);
    if (item.kind === 'map') return renamedMap(item, context);
    throw new Unbuildable('a list of names holds a list');
  });
}

function renamedScalar(field: Node, context: Context): Node {
  const name = rawText(field);
  const found = selectReferral(name, renamedFrom(name, context.renames, context.reach), context, false);
  return found === null ? field : withText(field, found.current.name);
}

/** A map is read by its `name` and `namespace`, and gets both. */
function renamedMap(field: MapNode, context: Context): Node {
  const name = field.entries.get('name')?.value;
  if (name === undefined) throw new Unbuildable('a reference by name has no name');
  const found = selectReferral(rawText(name), inNamespaceOf(field, rawText(name), context), context, true);
  if (found === null) return field;
  const { namespace } = found.resource;
  const named = withEntry(field, 'name', withText(name, found.current.name));
  if (namespace === '') return named;
  const old = field.entries.get('namespace')?.value ?? name;
  return withEntry(named, 'namespace', withText(old, namespace));
}

function inNamespaceOf(field: MapNode, name: string, context: Context): readonly Candidate[] {
  const { renames, reach } = context;
  const candidates = renamedFrom(name, renames, reach);
  const namespace = field.entries.get('namespace')?.value;
  if (namespace === undefined) return candidates;
  const text = rawText(namespace);
  if (isOrigin(text, renames, reach)) return candidates.filter(({ original }) => original.namespace === text);
  return candidates.filter(({ current }) => current.namespace === text);
}

function withText(node: Node, text: string): Node {
  if (rawText(node) === text) return node;
  return { kind: 'scalar', value: text, text: JSON.stringify(text), style: 'double', at: node.at };
}

/** The one object of those that used to have the name; null when there is none. Two different ones stop the build. */
function selectReferral(
  name: string,
  candidates: readonly Candidate[],
  context: Context,
  withNamespace: boolean,
): Candidate | null {
  const role = context.toRole ? roleOf(context.resource) : null;
  const matching = candidates.filter(
    (candidate) =>
      candidate.previous.some((id) => isSelected(id, context.target)) &&
      (role === null || candidate.previous.some((id) => isSelected(id, role))) &&
      inSameNamespace(context.resource.id, candidate),
  );
  if (matching.length <= 1) return matching[0] ?? null;
  const loose = matching.filter(({ resource }) => sameAffixes(context.resource, resource, true));
  const close =
    loose.length > 1 ? loose.filter(({ resource }) => sameAffixes(context.resource, resource, false)) : loose;
  const identity = (candidate: Candidate) =>
    `${withNamespace ? candidate.resource.namespace : ''}/${candidate.current.name}`;
  const first = close[0];
  if (first === undefined) return null;
  if (close.every((candidate) => identity(candidate) === identity(first))) return first;
  throw new Unbuildable(naming`the name ${name} may refer to ${close.map(({ current }) => current.name).join(' or ')}`);
}

function roleOf({ root }: Resource): Partial<GroupVersionKind> | null {
  const role = get(root, 'roleRef');
  const [group, kind] = [get(role, 'apiGroup'), get(role, 'kind')];
  return group === undefined || kind === undefined ? null : { group: rawText(group), kind: rawText(kind) };
}

function inSameNamespace(referrer: ResourceId, { current }: Candidate): boolean {
  return (
    referrer.namespace === noNamespace ||
    current.namespace === noNamespace ||
    current.kind === 'ServiceAccount' ||
    current.namespace === referrer.namespace
  );
}

/** Whether two objects went through the same outer prefixes and suffixes. */
function sameAffixes(left: Resource, right: Resource, emptyFits: boolean): boolean {
  const same = (a: readonly string[], b: readonly string[]) =>
    (emptyFits && (a.length === 0 || b.length === 0)) || endAlike(a, b);
  return same(left.prefixes, right.prefixes) && same(left.suffixes, right.suffixes);
}

function endAlike(left: readonly string[], right: readonly string[]): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 0) return long.length === 0;
  return short.every((text, index) => text === long[index + long.length - short.length]);
}
