import { kinds } from './kinds.ts';
import type { GroupKind, Kind } from './kind.ts';

const read = kinds.filter(({ matters }) => matters !== 'not-read');
/** By group, then by kind: a text made of both for each question costs more than all that is known of the kind. */
const byGroup = new Map(
  [...Map.groupBy(kinds, ({ group }) => group)].map(([group, rows]) => [
    group,
    new Map(rows.map((row) => [row.kind, row])),
  ]),
);

/** What is known of a kind, or undefined where the review has no use for it. */
export function kindOf(group: string, kind: string): Kind | undefined {
  const ofGroup = byGroup.get(group);
  const row = ofGroup?.get(kind) ?? ofGroup?.get('*');
  return row?.matters === 'not-read' ? undefined : row;
}

/** Whether some kind of the group has a row: what its others bring is known to be nothing. */
export function isKnownGroup(group: string): boolean {
  return byGroup.has(group);
}

/** What is known of a kind by some table of kinds, or undefined where it has no use for it. */
export type KindLookup = (group: string, kind: string) => Kind | undefined;

/** `gateway.networking.k8s.io` of `gateway.networking.k8s.io/v1`; empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Whether the object is of a kind, in a version of it that is read. */
export function isOfKind(object: GroupKind & { readonly apiVersion: string }, { group, kind }: GroupKind): boolean {
  if (object.group !== group || object.kind !== kind) return false;
  const versions = kindOf(group, kind)?.versions;
  return versions === undefined || versions.includes(object.apiVersion.slice(group === '' ? 0 : group.length + 1));
}

/** Groups of kinds that a review reads for their own sake: their names are the mark of a file that holds one. */
export const reviewedGroups: readonly string[] = [
  ...new Set(read.flatMap(({ group, matters }) => (matters === 'reviewed' ? [group] : []))),
];

/** Names of the kinds that a review reads for their own sake, without groups. */
export const reviewedKindNames: readonly string[] = read.flatMap(({ kind, matters }) =>
  matters === 'reviewed' && kind !== '*' ? [kind] : [],
);

/** Whether an object of a kind is reason enough to review its cluster; of a workload, where it runs Kong. */
export function isReviewed({ group, kind }: GroupKind): boolean {
  const matters = kindOf(group, kind)?.matters;
  return matters === 'reviewed' || matters === 'workload';
}

const whenNamed = read.filter(({ matters }) => matters === 'when-named');

/** Bytes of which a file holds one where it states a kind that matters only when it is named; the shortest that tell. */
export const whenNamedMarks: readonly string[] = marksOf(whenNamed.filter(({ speaksOfKong }) => speaksOfKong !== true));

/** The same of kinds that nothing names, and that matter where their file speaks of Kong. */
export const marksBesideKong: readonly string[] = marksOf(
  whenNamed.filter(({ speaksOfKong }) => speaksOfKong === true),
);

function marksOf(rows: readonly Kind[]): readonly string[] {
  return withoutLonger(rows.flatMap(({ kind }) => (kind === '*' ? [] : [kind])));
}

const lastKeys = read.flatMap(({ references = [] }) =>
  references
    .filter(({ to }) => whenNamed.some(({ group, kind }) => group === to.group && kind === to.kind))
    .map(({ path }) => path.slice(path.lastIndexOf('.') + 1)),
);

/** The keys whose value names such an object, and those whose value is a list of which each item does. */
export const namingKeys: { readonly fields: readonly string[]; readonly lists: readonly string[] } = {
  fields: lastKeys.filter((key) => !key.endsWith('[]')),
  lists: lastKeys.filter((key) => key.endsWith('[]')).map((key) => key.slice(0, -2)),
};

/** Of several needles those that do not contain another one: whoever holds the longer one holds the shorter. */
export function withoutLonger(needles: readonly string[]): readonly string[] {
  return needles.filter((needle) => !needles.some((other) => other !== needle && needle.includes(other)));
}

const names = new Set(read.flatMap(({ kind, matters }) => (matters === 'defines' ? [] : [kind])));
const patterns = read.flatMap((row) => row.names ?? []);
const notRead = new Set(kinds.flatMap(({ kind, matters }) => (matters === 'not-read' ? [kind] : [])));

/** Whether a kind of this name is read in some group. */
function mayBeRead(kind: string): boolean {
  if (names.has(kind)) return true;
  return !notRead.has(kind) && (kind.endsWith('List') || patterns.some((pattern) => pattern.test(kind)));
}

/**
 * Whether a YAML text may state an object of a kind that a review reads or values of Kong's charts, told without
 * parsing; `more` are names of other kinds that count. Where the answer is no, it is certain: each document is a map at
 * the left edge with plain keys, so that its kind is one of the lines that were looked at. A text with no `kind` at its
 * left edge may be values.
 */
export function mayHoldKind(text: string, more: ReadonlySet<string>): boolean {
  let stated = false;
  for (const [, kind = ''] of text.matchAll(/^["']?kind["']?[ \t]*:[ \t]*["']?([A-Za-z]+)/gm)) {
    if (mayBeRead(kind) || more.has(kind)) return true;
    stated = true;
  }
  if (!stated) return /apiVersion/.test(text) || /ingressController|servicePort/.test(text);
  return ofWholeGroup(text) || unusualLine.test(text) || unusualKind.test(text) || beginsIndented(text);
}

/** Groups of which every kind is read, known or not: one that the group does not have is told. */
const wholeGroups = read.flatMap(({ group, kind, matters }) => (kind === '*' && matters === 'reviewed' ? [group] : []));

/** Whether an object may be of such a group. An `apiVersion` that is not one word on its line may be of any. */
function ofWholeGroup(text: string): boolean {
  return [...text.matchAll(/^["']?apiVersion["']?[ \t]*:([^\n]*)/gm)].some(
    ([, value = '']) => !/^[ \t]*["']?[\w./-]/.test(value) || wholeGroups.some((group) => value.includes(group)),
  );
}

/** A line at the left edge that is no plain key, item, comment or marker of a document alone on its line. */
const unusualLine =
  /^(?![ \t\r\n#]|$|-[ \t]|-\r?$|[A-Za-z][\w./-]*:(?:[ \t\r]|$)|---(?:[ \t]*\r?$|[ \t]+#))|[\u0085\u2028\u2029]|\r(?!\n)/m;

/** A `kind` whose value is not one word on its line. */
const unusualKind = /^kind:(?![ \t]*(?:[A-Za-z]+|"[A-Za-z]+"|'[A-Za-z]+')(?:[ \t]+#|[ \t]*\r?$))/m;

/** Whether a document does not begin at the left edge. */
function beginsIndented(text: string): boolean {
  const blank = /(?:[ \t\r]*(?:#[^\n]*)?\n)*/y;
  for (let start = 0; start !== -1;) {
    blank.lastIndex = start;
    blank.test(text);
    const at = blank.lastIndex;
    if (/[ \t]/.test(text[at] ?? '') && /^[ \t]+[^\s#]/.test(text.slice(at, at + 1_000))) return true;
    const marker = text.indexOf('\n---', at);
    start = marker === -1 ? -1 : text.indexOf('\n', marker + 1) + 1 || -1;
  }
  return false;
}
