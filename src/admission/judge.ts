import { gatewayClass, kongGroup, operatorGroup } from '../kubernetes/kinds.ts';
import { isOfKind } from '../kubernetes/known-kinds.ts';
import { isNamed, type KubeObject } from '../kubernetes/object.ts';
import { admit } from '../kubernetes/schema/admit.ts';
import type { Admission } from '../kubernetes/schema/model/admission.ts';
import type { Breach } from '../kubernetes/schema/model/breach.ts';
import { admitCore } from '../kubernetes/schema/core/core.ts';
import type { PublishedDefinitions } from '../kubernetes/schema/published.ts';
import type { ServedKind } from '../kubernetes/schema/model/schema.ts';
import { has, member, pathText, type Path, type Value } from '../kubernetes/schema/model/value.ts';
import { nearestName } from '../source/nearest-name.ts';
import { countedBreaches, mostBreaches } from './counted-breaches.ts';
import type { DefinedKind } from './defined-kind.ts';
import type { Definitions } from './definitions.ts';
import { knownKeys } from './known-keys.ts';
import { namelessVerdict } from './nameless.ts';
import { isPatternFor } from './pattern.ts';
import { itemsAround, keyPlace, valuePlace } from './places.ts';
import { plainValue } from './plain-value.ts';
import { notServedBy } from './served.ts';
import type { ObjectBreach, ObjectVerdict, UnknownField } from './verdict.ts';

/**
 * What the API server will say of an object when it is created, or null where nothing is known of its kind. Where the
 * cluster may have one of several sets of definitions, only what all of them say is told.
 * @param old the object as the cluster has it, where it does: then it is an update
 */
export function judgeObject(
  object: KubeObject,
  { isCore, candidates, served }: DefinedKind,
  published: PublishedDefinitions,
  old?: KubeObject,
): ObjectVerdict | null {
  const value = plainValue(object.root);
  // What SOPS has encrypted is another object once it is applied.
  if (isPatternFor(object) || isEncrypted(value)) return null;
  if (isCore) {
    if (!isNamed(object)) return namelessVerdict(object);
    return verdictOf(object, [], ofWhole(value, admitCore(value, object.kind)), () => []);
  }
  const [first, ...others] = served;
  if (first === undefined && candidates !== null && candidates.length > 0)
    return notServed(object, candidates, published);
  if (!isNamed(object)) return namelessVerdict(object);
  if (first === undefined || candidates === null) return null;
  const created = agreed(value, first, others, published);
  const before = old === undefined ? undefined : plainValue(old.root);
  const updated = before === undefined ? created : asUpdate(value, before, created, [first, ...others], published);
  // What a class that keeps its controller does to its Gateways is not worked out: nothing is said of the change.
  const admission = isOfKind(object, gatewayClass) ? { ...updated, breaches: created.breaches } : updated;
  const verdict = verdictOf(object, candidates, admission, (path) => knownKeys(first, path, published));
  return candidates.length > 1 && isGrowing(object) ? sureOf(verdict) : verdict;
}

/** Kinds that get new fields and values with most releases of Kong Operator. */
function isGrowing({ group, apiVersion }: KubeObject): boolean {
  return group === operatorGroup || (group === kongGroup && apiVersion.includes('alpha'));
}

/** Where no release is stated, it may be younger than what is known here: then what resembles nothing known may be new. */
function sureOf(verdict: ObjectVerdict): ObjectVerdict {
  return {
    ...verdict,
    breaches: verdict.breaches.filter(({ kind }) => kind !== 'enum'),
    unknownFields: verdict.unknownFields.filter(({ nearest }) => nearest !== null),
  };
}

/** The mark of SOPS alone encrypts nothing: anybody may write it. */
export function isEncrypted(value: Value): boolean {
  return has(value, 'sops') && JSON.stringify(value).includes('ENC[');
}

/** Kinds of one structure once. */
function distinctKinds(kinds: readonly ServedKind[]): readonly ServedKind[] {
  return [...new Map(kinds.map((kind) => [kind.root, kind])).values()];
}

/**
 * A Service that selects nothing is most often a part, which is merged into one that something else makes: what it lacks
 * may stand there. One with a name elsewhere needs no more than that name.
 */
function ofWhole(object: Value, admission: Admission): Admission {
  const spec = member(object, 'spec');
  const isWhole = has(spec, 'selector') || member(spec, 'type') === 'ExternalName';
  if (isWhole || member(object, 'kind') !== 'Service') return admission;
  return { ...admission, breaches: admission.breaches.filter(({ kind }) => kind !== 'required') };
}

/** What a verdict rests on where the cluster may have one of several sets. */
export function labelOf(candidates: readonly Definitions[]): string | null {
  const [only, second] = candidates;
  return second === undefined ? (only?.label ?? null) : 'in every release that may be installed';
}

/** What a verdict rests on, and where the tree says that it is installed. */
export function restingOn(candidates: readonly Definitions[]): Pick<ObjectVerdict, 'label' | 'statedAt'> {
  const [only, second] = candidates;
  return { label: labelOf(candidates), statedAt: second === undefined ? (only?.statedAt ?? null) : null };
}

function notServed(
  object: KubeObject,
  candidates: readonly Definitions[],
  published: PublishedDefinitions,
): ObjectVerdict | null {
  const found = notServedBy(object, candidates, published);
  if (found === null) return null;
  return { object, ...restingOn(candidates), notServed: found, breaches: [], unknownFields: [], isUnverified: false };
}

/** What every candidate says: most objects are taken by the first, and then no other is asked. */
function agreed(
  value: Value,
  first: ServedKind,
  others: readonly ServedKind[],
  published: PublishedDefinitions,
): Admission {
  const verdict = admit(value, first, published);
  let { breaches, unknownFields } = verdict;
  if (breaches.length === 0 && unknownFields.length === 0) return verdict;
  for (const kind of distinctKinds(others)) {
    if (breaches.length === 0 && unknownFields.length === 0) break;
    if (kind.root === first.root) continue;
    const other = admit(value, kind, published);
    const refused = new Set(other.breaches.map(keyOf));
    const unknown = new Set(other.unknownFields.map(pathText));
    breaches = breaches.filter((breach) => refused.has(keyOf(breach)));
    unknownFields = unknownFields.filter((path) => unknown.has(pathText(path)));
  }
  return { ...verdict, breaches, unknownFields };
}

/**
 * What a new object would be refused for, with what comes of it on an update, and what an update alone is refused for:
 * a field that may not change.
 */
function asUpdate(
  value: Value,
  old: Value,
  created: Admission,
  kinds: readonly ServedKind[],
  published: PublishedDefinitions,
): Admission & { readonly onUpdate: ReadonlyMap<Breach, ObjectBreach['onUpdate']> } {
  const [newest, ...others] = distinctKinds(kinds);
  const first = newest === undefined ? [] : admit(value, newest, published, old).breaches;
  // Most updates are taken by the first, and then no other is asked.
  if (created.breaches.length === 0 && first.length === 0) return { ...created, onUpdate: new Map() };
  const updates = [first, ...others.map((kind) => admit(value, kind, published, old).breaches)];
  const count = (key: string): number => updates.filter((some) => some.some((each) => keyOf(each) === key)).length;
  const known = new Set(created.breaches.map(keyOf));
  // What was refused itself is hardly in the cluster, and what replaces it is no update then.
  const mayStand = distinctKinds(kinds).some((kind) => admit(old, kind, published).breaches.length === 0);
  const more = mayStand ? first.filter((each) => !known.has(keyOf(each)) && count(keyOf(each)) === updates.length) : [];
  const verdictFor = (breach: Breach): ObjectBreach['onUpdate'] => {
    const refusing = count(keyOf(breach));
    return refusing === updates.length ? 'refused' : refusing === 0 ? 'let-through' : 'uncertain';
  };
  const breaches = [...created.breaches, ...more];
  return { ...created, breaches, onUpdate: new Map(breaches.map((each) => [each, verdictFor(each)])) };
}

const keyOf = ({ kind, at, message }: Breach): string => JSON.stringify([kind, at, message]);

function verdictOf(
  object: KubeObject,
  candidates: readonly Definitions[],
  {
    breaches,
    unknownFields,
    hasUnknownRule,
    onUpdate,
  }: Admission & { readonly onUpdate?: ReadonlyMap<Breach, ObjectBreach['onUpdate']> },
  keysAt: (path: Path) => readonly string[],
): ObjectVerdict {
  return {
    object,
    ...restingOn(candidates),
    notServed: null,
    breaches: countedBreaches(distinct(breaches.flatMap((breach) => placed(object, breach, onUpdate?.get(breach))))),
    unknownFields: unknownFields.slice(0, mostBreaches).flatMap((path) => unknownField(object, path, keysAt)),
    isUnverified: hasUnknownRule && breaches.length === 0,
  };
}

function placed(
  { root }: KubeObject,
  { kind, at, message }: Breach,
  onUpdate: ObjectBreach['onUpdate'],
): readonly ObjectBreach[] {
  const place = valuePlace(root, at);
  if (place === null) return [];
  const breach = { kind, at: place, path: pathText(at), within: itemsAround(root, at), message };
  return [onUpdate === undefined ? breach : { ...breach, onUpdate }];
}

/** A list with unique keys and a rule that says the same are one breach. */
function distinct(breaches: readonly ObjectBreach[]): readonly ObjectBreach[] {
  const isSame = (one: ObjectBreach, other: ObjectBreach): boolean =>
    one.path === other.path && (one.kind === 'duplicate' || one.message === other.message);
  return breaches.filter((breach, index) => !breaches.slice(0, index).some((other) => isSame(other, breach)));
}

function unknownField(
  { root }: KubeObject,
  path: Path,
  keysAt: (path: Path) => readonly string[],
): readonly UnknownField[] {
  const at = keyPlace(root, path);
  const key = String(path.at(-1));
  return at === null ? [] : [{ at, path: pathText(path), key, nearest: nearestName(key, keysAt(path.slice(0, -1))) }];
}
