import type { Admission } from '../../src/kubernetes/schema/model/admission.ts';
import { isEqual, isMap, mapOf, pathText, type Value } from '../../src/kubernetes/schema/model/value.ts';

/** What the API server's code says of an object. */
export interface Answer {
  readonly served: boolean;
  /** Why it cannot be decoded; empty where it can. */
  readonly decode: string;
  readonly problems: readonly { readonly path: string; readonly type: string; readonly text: string }[];
  readonly pruned: readonly string[];
  readonly stored: Value;
}

export function isAccepted({ served, decode, problems }: Answer): boolean {
  return served && decode === '' && problems.length === 0;
}

/** Where our verdict differs: taken or refused, each place of a refusal, what is pruned, what is stored. */
export function differences(ours: Admission, theirs: Answer): readonly string[] {
  if (!theirs.served) return ['the API server does not serve it'];
  if (ours.isUncertain) {
    return isAccepted(theirs) && ours.breaches.length > 0 ? ['refused, though uncertain, and taken by theirs'] : [];
  }
  if ((ours.breaches.length === 0) !== isAccepted(theirs)) {
    return [`${ours.breaches.length === 0 ? 'taken by us' : 'refused by us'} alone`];
  }
  if (theirs.decode !== '') return [];
  return isAccepted(theirs) ? [...prunedAlike(ours, theirs), ...storedAlike(ours, theirs)] : placesAlike(ours, theirs);
}

function prunedAlike({ unknownFields }: Admission, { pruned }: Answer): readonly string[] {
  // Metadata is decoded apart, and its unknown fields are told by the decoder.
  const ours = unknownFields.filter(([first]) => first !== 'metadata').map(pathText);
  const [one, other] = [ours, pruned].map((paths) => paths.toSorted().join(' '));
  return one === other ? [] : [`pruned: ours ${one}, theirs ${other}`];
}

function storedAlike(ours: Admission, theirs: Answer): readonly string[] {
  const [one, other] = [ours.stored, theirs.stored].map(withoutMetadata);
  return isEqual(one, other) ? [] : [`stored: ours ${JSON.stringify(one)}\n        theirs ${JSON.stringify(other)}`];
}

function withoutMetadata(object: Value): Value {
  return isMap(object) ? mapOf(Object.entries(object).filter(([key]) => key !== 'metadata')) : object;
}

/** Each of their places is near one of ours, and the other way round: a message of theirs may stand on the parent. */
function placesAlike(ours: Admission, theirs: Answer): readonly string[] {
  const places = ours.breaches.map(({ at }) => withoutIndexOfMetadata(pathText(at)));
  const problems = theirs.problems
    .filter(({ text }) => !text.includes('some validation rules were not checked'))
    .map((problem) => ({ ...problem, path: withoutIndexOfMetadata(problem.path.replace(/^<nil>\.?/, '')) }));
  const missed = problems.filter(({ path }) => path !== '' && !places.some((place) => isNear(place, path)));
  const stray = ours.breaches.filter(
    (_, index) => !problems.some(({ path }) => path === '' || isNear(places[index] ?? '', path)),
  );
  return [
    ...missed.map(({ path, text }) => `only theirs: ${path}: ${text}`),
    ...stray.map(({ at, message }) => `only ours: ${pathText(at)}: ${message}`),
  ];
}

/** Theirs speak of labels, annotations and owners as a whole. */
function withoutIndexOfMetadata(path: string): string {
  return /^metadata\.(?:labels|annotations|ownerReferences|finalizers)/.exec(path)?.[0] ?? path;
}

function isNear(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long === short || short === '' || (long.startsWith(short) && /^[.[]/.test(long.slice(short.length)));
}
