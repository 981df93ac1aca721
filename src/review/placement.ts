import { subjectKey, subjectName, type Related } from '../finding.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { ListenerStatus } from '../kong/model/model.ts';
import type { SharedCause } from '../rules/model/rule.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { onceFor } from '../source/once-for.ts';
import { isInside, isLocation, type Location, type Place } from '../source/location.ts';
import type { ChangedLines } from './changed-lines.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import { listenerSubject, objectSubject } from '../rules/wording/names.ts';

/** Where a candidate is shown. */
export interface Placement {
  readonly at: Location;
  readonly related: readonly Related[];
  /** Whether that is the first line of a stretch that changed, of which any line may be what matters. */
  readonly isOfStretch?: boolean;
}

/**
 * Where an introduced finding is shown: where the rule put it, if the change is there; else on the changed line of
 * what fails, if it is part of the change; else on the changed line that breaks it, with what fails as related place.
 */
export function placeOnChange(
  candidate: CandidateFinding,
  changes: ChangedLines,
  before: readonly ClusterView[],
  after: readonly ClusterView[],
  broughtAbout: (fingerprint: string) => Location | undefined = () => undefined,
): Placement {
  if (changes.touches(candidate.at)) return { ...candidate, at: changedIn(candidate.at, changes) };
  const own = changedPartOf(candidate, changes, after);
  if (own !== undefined) return movedTo(own, candidate);
  const shared = candidate.cause && placeOfCause(candidate.cause, changes);
  if (shared) return movedTo(shared, candidate);
  const told = causeOf(candidate, changes, before);
  const near = told === undefined ? nearestOf(candidate, changes) : undefined;
  const known = told ?? near ?? changedVersion(candidate, changes, after);
  const tried = candidate.cluster !== '' && !isOfChangedObject(candidate, changes, after);
  const cause = known ?? (tried ? broughtAbout(candidate.fingerprint) : undefined);
  const isOfStretch = known === undefined || known === near;
  return cause === undefined ? candidate : { ...movedTo(cause, candidate), isOfStretch };
}

/** Of several lines the first that changed, where that is not the first of them. */
function changedIn(at: Location, changes: ChangedLines): Location {
  const nearest = changes.nearestWithin(at, at);
  return nearest === undefined || nearest.line === at.line ? at : nearest;
}

/** The changed line; undefined where none of the cause changed where it is written, and where its file is gone. */
export function placeOfCause({ places, side }: SharedCause, changes: ChangedLines): Location | undefined {
  for (const at of places) {
    const changed = side === 'base' ? changes.lineOfRemovedWithin(at) : changes.touches(at) ? at : undefined;
    if (changed !== undefined) return changed;
  }
  return undefined;
}

/** A candidate on the changed line that brings it about, with what fails as related place. */
export function movedTo(place: Location, candidate: CandidateFinding): { at: Location; related: readonly Related[] } {
  const own = { at: candidate.at, message: `${affected(candidate)} is affected here` };
  const isElsewhere = ({ at }: Related): boolean => !(at.path === place.path && at.line === place.line);
  return { at: place, related: [own, ...candidate.related].filter(isElsewhere) };
}

/** The changed line of the listener or object that fails: one that the finding names, else the one nearest to its place. */
function changedPartOf(
  candidate: CandidateFinding,
  changes: ChangedLines,
  after: readonly ClusterView[],
): Location | undefined {
  const stretch = stretchOf(candidate, after);
  if (stretch === undefined) return undefined;
  const named = candidate.related.find(({ at }) => isInside(at, stretch) && changes.touches(at));
  return named?.at ?? changes.nearestWithin(stretch, candidate.at);
}

/** An object that the change touches is read there anyway; under another name it had the same fault before. */
function isOfChangedObject(
  { cluster, subject: { kind, namespace, name: named }, at }: CandidateFinding,
  changes: ChangedLines,
  after: readonly ClusterView[],
): boolean {
  const view = after.find(({ name }) => name === cluster);
  const whole = view && objectsByKey(view).get(subjectKey({ kind, namespace, name: named }))?.root.at;
  return whole !== undefined && isLocation(whole) && changes.nearestWithin(whole, at) !== undefined;
}

/** Where the whole of what fails is written. */
function stretchOf({ cluster, subject }: CandidateFinding, after: readonly ClusterView[]): Location | undefined {
  const view = after.find(({ name }) => name === cluster);
  if (view === undefined) return undefined;
  const sought = subjectKey(subject);
  const [listener] = listenersByKey(view).get(sought) ?? [];
  const node = listener?.listener.node ?? objectsByKey(view).get(sought)?.root;
  return node && isLocation(node.at) ? node.at : undefined;
}

// Thousands of findings may be looked up in one cluster.

/** The first object of each subject. */
const objectsByKey = onceFor(
  ({ objects }: ClusterView): ReadonlyMap<string, KubeObject> =>
    new Map(objects.toReversed().map((object) => [subjectKey(objectSubject(object)), object])),
);

const listenersByKey = onceFor(({ gateways }: ClusterView): ReadonlyMap<string, readonly ListenerStatus[]> => {
  const byKey = new Map<string, ListenerStatus[]>();
  for (const status of gateways) {
    for (const each of status.listeners) {
      const key = subjectKey(listenerSubject(status, each.listener.name.value));
      const alike = byKey.get(key);
      if (alike === undefined) byKey.set(key, [each]);
      else alike.push(each);
    }
  }
  return byKey;
});

/** `listener "tcp" of Gateway kong/edge` where a listener is at fault, else the object. */
export function affected({ subject }: CandidateFinding): string {
  const { part } = subject;
  return `${part?.kind === 'listener' ? `listener "${part.name}" of ` : ''}${subjectName(subject)}`;
}

function causeOf(
  candidate: CandidateFinding,
  changes: ChangedLines,
  before: readonly ClusterView[],
): Location | undefined {
  for (const { at } of candidate.related.filter(({ side }) => side === 'base')) {
    const removed = changes.lineOfRemoved(at);
    if (removed) return removed;
  }
  const added = placesOf(candidate).find((at) => changes.touches(at) && at.line === at.endLine) ?? undefined;
  if (added) return added;
  for (const place of servedBefore(candidate, before)) {
    const removed = isLocation(place) ? changes.lineOfRemoved(place) : undefined;
    if (removed) return removed;
  }
  return undefined;
}

function nearestOf(candidate: CandidateFinding, changes: ChangedLines): Location | undefined {
  return placesOf(candidate)
    .map((at) => changes.nearest(at))
    .find((at) => at !== undefined);
}

/** What a candidate names and rests on, as it stands after the change. */
function placesOf({ related, restsOn }: CandidateFinding): readonly Location[] {
  const standing = related.filter(({ side }) => side !== 'base');
  return [...standing.map(({ at }) => at), ...restsOn.filter(isLocation)];
}

/** The chain that served the listener before the change: the line that went is one of its links. */
function servedBefore(candidate: CandidateFinding, before: readonly ClusterView[]): Place[] {
  // Two listeners that clash do so whatever serves them.
  if (candidate.clashesWith !== null) return [];
  const sought = subjectKey(candidate.subject);
  return before
    .filter(({ name }) => name === candidate.cluster)
    .flatMap((view) => listenersByKey(view).get(sought) ?? [])
    .flatMap(linksOf);
}

function linksOf({ servedBy }: ListenerStatus): Place[] {
  if (servedBy === null) return [];
  const { port, listen } = servedBy;
  return [port.port.at, port.targetPort.at, ...(listen ? [listen.entry.at] : []), port.protocol.at];
}

/** Another version of a chart or of the controller can break what stands untouched beside it. */
function changedVersion(
  { cluster }: CandidateFinding,
  changes: ChangedLines,
  after: readonly ClusterView[],
): Location | undefined {
  return after
    .filter(({ name }) => name === cluster)
    .flatMap(({ releases, controllers }) => [
      ...releases.map(({ release }) => release.chartVersion),
      ...controllers.map(({ version }) => version),
    ])
    .flatMap((version) => (version.certainty === 'known' ? [version.at] : []))
    .find((at) => changes.touches(at));
}
