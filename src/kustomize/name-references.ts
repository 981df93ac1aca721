import { get, type ListNode, type MapNode, type Node } from '../source/node.ts';
import { editField, type FieldSpec } from './field-path.ts';
import type { NameReference } from './field-specs.ts';
import { defaultNameReferences } from './name-reference-table.ts';
import {
  isOrigin,
  reachesAny,
  reachOf,
  candidateOf,
  renamedFrom,
  renamesOf,
  type Candidate,
  type Reach,
  type Renames,
} from './renamed-objects.ts';
import { isSelected, metadataText, noNamespace, withRoot, type GroupVersionKind, type Resource } from './resource.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { isNull, rawText, withEntry, withItems } from './values.ts';

/**
 * After all renames: makes every field that names another object follow that object to its new
 * name (and, where the field has room for it, its namespace). A reference keeps its own place.
 */
export function followRenames(resources: readonly Resource[], references: readonly NameReference[]): Resource[] {
  const candidates = resources.map(candidateOf);
  const renames = renamesOf(candidates);
  if (renames === null) return [...resources];
  const referrers = references === defaultNameReferences ? defaultReferrers : fieldsByKind(references);
  return candidates.map((referrer) => {
    const fields = [...(referrers.get(referrer.original.kind) ?? []), ...(referrers.get('') ?? [])];
    return fields.length === 0 ? referrer.resource : withNewNames(referrer, renames, fields);
  });
}

interface ReferenceField {
  readonly target: Partial<GroupVersionKind>;
  readonly spec: FieldSpec;
}

function fieldsByKind(references: readonly NameReference[]): ReadonlyMap<string, readonly ReferenceField[]> {
  const byKind = new Map<string, ReferenceField[]>();
  for (const target of references) {
    for (const spec of target.fields) {
      const kind = spec.kind ?? '';
      const fields = byKind.get(kind) ?? [];
      fields.push({ target, spec });
      byKind.set(kind, fields);
    }
  }
  return byKind;
}

/** Almost every build has kustomize's own references. */
const defaultReferrers = fieldsByKind(defaultNameReferences);

function withNewNames(referrer: Candidate, renames: Renames, fields: readonly ReferenceField[]): Resource {
  const reach = reachOf(referrer);
  if (!reachesAny(reach, renames)) return referrer.resource;
  let root = referrer.resource.root;
  for (const { target, spec } of fields) {
    if (!isSelected(referrer.original, spec)) continue;
    const ends = spec.path.at(-1);
    const toRole = ends === 'name' && spec.path.at(-2) === 'roleRef';
    const context: Context = { referrer, renames, reach, target, toRole };
    const change = (field: Node) => renamedField(field, context);
    root = editField(root, referrer.current, { spec: { path: spec.path }, leaf: null, at: root.at, change });
  }
  return root === referrer.resource.root ? referrer.resource : withRoot(referrer.resource, root);
}

interface Context {
  readonly referrer: Candidate;
  readonly renames: Renames;
  readonly reach: Reach;
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
  return withItems(
    field,
    field.items.map((item) => {
      if (isNull(item) || item.kind === 'unknown') return item;
      if (item.kind === 'scalar') return renamedScalar(item, context);
      if (item.kind === 'map') return renamedMap(item, context);
      throw new Unbuildable('a list of names holds a list');
    }),
  );
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
  const namespace = metadataText(found.resource.root, 'namespace');
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
  const role = context.toRole ? roleOf(context.referrer) : null;
  const matching = candidates.filter(
    (candidate) =>
      candidate.previous.some((id) => isSelected(id, context.target)) &&
      (role === null || candidate.previous.some((id) => isSelected(id, role))) &&
      inSameNamespace(context.referrer, candidate),
  );
  if (matching.length <= 1) return matching[0] ?? null;
  const loose = matching.filter(({ resource }) => sameAffixes(context.referrer.resource, resource, true));
  const close =
    loose.length > 1 ? loose.filter(({ resource }) => sameAffixes(context.referrer.resource, resource, false)) : loose;
  const identity = (candidate: Candidate) =>
    `${withNamespace ? metadataText(candidate.resource.root, 'namespace') : ''}/${candidate.current.name}`;
  const first = close[0];
  if (first === undefined) return null;
  if (close.every((candidate) => identity(candidate) === identity(first))) return first;
  throw new Unbuildable(naming`the name ${name} may refer to ${close.map(({ current }) => current.name).join(' or ')}`);
}

function roleOf(referrer: Candidate): Partial<GroupVersionKind> | null {
  const role = get(referrer.resource.root, 'roleRef');
  const [group, kind] = [get(role, 'apiGroup'), get(role, 'kind')];
  return group === undefined || kind === undefined ? null : { group: rawText(group), kind: rawText(kind) };
}

function inSameNamespace(referrer: Candidate, candidate: Candidate): boolean {
  return (
    referrer.current.namespace === noNamespace ||
    candidate.current.namespace === noNamespace ||
    candidate.current.kind === 'ServiceAccount' ||
    candidate.current.namespace === referrer.current.namespace
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
