import type { Config } from '../../config/config.ts';
import { isTypingError } from '../../source/near-name.ts';
import { isLocation } from '../../source/location.ts';
import { get, scalarWrittenAt, stringAt, type MapNode, type Node } from '../../source/node.ts';
import { secret } from '../../kubernetes/kinds.ts';
import { isYamlName } from '../../source/paths.ts';
import { statedNames } from '../objects/stated-names.ts';
import { belongsTo } from '../clusters/belongs-to.ts';
import { missingSource } from '../deployed/missing-path.ts';
import { namedKey, type NamedObject } from '../deployed/named-object.ts';
import type { Unit } from '../deployed/unit.ts';
import { holdsEvery } from '../model/absence.ts';
import type { MayBring } from '../model/may-bring.ts';
import type { AbsenceProof, MissingSource } from '../model/deployment-fault.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** What absence is proved by. */
interface Evidence extends Searched {
  /** Whether a file of the tree may make an object of a name. */
  readonly isMade: (name: string) => boolean;
}

/** What is searched for objects. */
interface Searched {
  readonly index: TreeIndex;
  readonly units: readonly Unit[];
  readonly config: Config;
  readonly mayBring: MayBring;
}

/** Which named objects a tree has, and which it certainly lacks. */
export interface NamedObjects {
  /** Keys of those that are there. */
  readonly found: ReadonlySet<string>;
  readonly faults: readonly MissingSource[];
  /** The first that was not looked for, because there are too many. */
  readonly passedOver: NamedObject | null;
}

/** Each asks for a search through the tree. */
export const mostSearches = 200;

/**
 * Looks for the objects that tools name. One that is nowhere in the tree is at fault only where that is proved, and
 * where nothing that is not seen may bring it.
 */
export function lookForNamed(searched: Searched): NamedObjects {
  const { sources } = searched.index;
  const made = new Map<string, boolean>();
  // Every cluster names its own, and mostly by the same name.
  const isMade = (name: string): boolean => {
    const known =
      made.get(name) ??
      sources.paths.some((path) => sources.contains(path, name) && mayMake(path, name, searched.index));
    made.set(name, known);
    return known;
  };
  const evidence: Evidence = { ...searched, isMade };
  const found = new Set<string>();
  const faults: MissingSource[] = [];
  const seen = new Map<string, readonly Stated[]>();
  const ofKind = (kind: string): readonly Stated[] => {
    const known = seen.get(kind) ?? statedOfKind(kind, evidence);
    seen.set(kind, known);
    return known;
  };
  let searches = 0;
  let passedOver: NamedObject | null = null;
  for (const unit of evidence.units) {
    for (const named of unit.named) {
      if (isThere(named, ofKind(named.kind))) found.add(namedKey(named));
      else if (++searches <= mostSearches) faults.push(...faultOf(named, unit, ofKind(named.kind), evidence));
      else passedOver ??= named;
    }
  }
  return { found, faults, passedOver };
}

/** An object as a file states it or a build makes it. */
interface Stated {
  readonly name: string;
  readonly namespace: string | null;
}

/** Whether an object of the name stands anywhere: one in another namespace may come into this one in ways that nobody sees. */
function isThere({ name }: NamedObject, stated: readonly Stated[]): boolean {
  return stated.some((each) => each.name === name.value);
}

function statedOfKind(kind: string, { index, units }: Evidence): readonly Stated[] {
  const built = units.flatMap(({ objects }) =>
    objects.flatMap((object) =>
      object.kind === kind ? [{ name: object.name.value, namespace: object.namespace }] : [],
    ),
  );
  const files = index.sources.paths.filter((path) => isYamlName(path) && index.sources.contains(path, kind));
  const written = files.flatMap((path) =>
    (index.sources.file(path)?.documents ?? []).flatMap(({ root }) =>
      statedNames(root).filter((each) => each.kind === kind),
    ),
  );
  return [...built, ...written];
}

function faultOf(
  named: NamedObject,
  unit: Unit,
  stated: readonly Stated[],
  evidence: Evidence,
): readonly MissingSource[] {
  const { by, kind, name } = named;
  const { at } = name;
  if (!isLocation(at) || mayBeThere(named, stated, evidence)) return [];
  const proof = proofOf(named, unit, stated, evidence);
  if (proof === null) return [];
  const shown = `${by.what} ${kind} ${named.namespace === null ? '' : `${named.namespace}/`}${name.value}`;
  return [
    missingSource(by, at, `${shown}, ${because[proof.kind]}`, {
      value: scalarWrittenAt(by.root, at) ?? null,
      near: proof.near,
      proof: proof.kind,
    }),
  ];
}

const because: Readonly<Record<AbsenceProof, string>> = {
  removed: 'which this change removes',
  complete: 'which is not in the repository, and it holds all of them',
  near: 'which is not in the repository; one of nearly the same name is',
};

function proofOf(
  named: NamedObject,
  unit: Unit,
  stated: readonly Stated[],
  { index, config }: Evidence,
): { readonly kind: AbsenceProof; readonly near: string | null } | null {
  const beside = stated.filter(({ namespace }) => namespace === named.namespace).map(({ name }) => name);
  const alike = [...new Set(beside)].filter((name) => isTypingError(named.name.value, name));
  const near = alike.length === 1 ? (alike[0] ?? null) : null;
  if (index.scope.before?.found.has(namedKey(named)) === true) return { kind: 'removed', near };
  const clusters = config.clusters.filter((cluster) => belongsTo(unit, cluster));
  const isWhole = clusters.length > 0 && clusters.every((cluster) => holdsEvery(unit, cluster)(named, named.namespace));
  if (isWhole) return { kind: 'complete', near };
  return near === null || named.namespace === null ? null : { kind: 'near', near };
}

/** Whether a chart, another repository, a generator, a script or a file that was not read may bring the object. */
function mayBeThere(
  named: NamedObject,
  stated: readonly Stated[],
  { index, units, mayBring, isMade }: Evidence,
): boolean {
  const { by, kind, namespace, name } = named;
  if (index.unread.length > 0 || /[$%{}<>]/.test(name.value)) return true;
  for (const { unseen, unverified } of units) {
    if (
      unseen.some(
        (open) =>
          open.by !== by.title && (open.namespace === null || namespace === null || open.namespace === namespace),
      )
    )
      return true;
    if (unverified.some(({ hidesObjects }) => hidesObjects === true)) return true;
  }
  if (mayBring({ kind, namespace, name: name.value, neededBy: by.title })) return true;
  // A variable, or a prefix of a kustomization, makes another name of what is written.
  if (stated.some((each) => /[$%{}<>]/.test(each.name))) return true;
  if (stated.some((each) => name.value.includes(each.name)) && changesNames(index)) return true;
  return isMade(name.value);
}

function changesNames({ sources }: TreeIndex): boolean {
  return sources.paths.some((path) => isYamlName(path) && sources.contains(path, 'namePrefix', 'nameSuffix'));
}

/** Whether a file that holds the name may make an object of it: anything but objects that are known to make none. */
function mayMake(path: string, name: string, index: TreeIndex): boolean {
  if (/\.(md|markdown|adoc|rst|txt)$/i.test(path)) return false;
  const file = isYamlName(path) ? index.sources.file(path) : undefined;
  if (file === undefined || file.unread !== null || file.problems.length > 0)
    return holdsWord(index.sources.text(path), name);
  return file.documents.some(({ root }) =>
    root.kind === 'map' && makesNothing(root, index) ? holdsInValues(root, name) : holds(root, name),
  );
}

/** Whether an object is of a kind that is known to bring no others, but what a review follows. */
function makesNothing(root: MapNode, { kindOf }: TreeIndex): boolean {
  const [apiVersion = '', kind = ''] = ['apiVersion', 'kind'].map((key) => stringAt(root, key)?.value);
  const row = kindOf(apiVersion.split('/').slice(0, -1).join('/'), kind);
  return row !== undefined && (row.secret === undefined || row.kind === secret.kind);
}

/** Kong's chart applies objects that stand in its values. */
function holdsInValues(root: MapNode, name: string): boolean {
  const values = get(root, 'spec', 'values');
  return values !== undefined && holds(values, name);
}

/** Whether a value, or a word of a longer one, is the name. */
function holds(node: Node, name: string): boolean {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' && holdsWord(node.value, name);
    case 'list':
      return node.items.some((item) => holds(item, name));
    case 'map':
      return [...node.entries].some(([key, { value }]) => key === name || (key !== 'namespace' && holds(value, name)));
    case 'unknown':
      return true;
  }
}

function holdsWord(text: string | undefined, name: string): boolean {
  if (text === undefined) return true;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`;
    if (!/[\w.-]/.test(around)) return true;
  }
  return false;
}
