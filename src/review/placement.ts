import { subjectKey, subjectName, type Related } from '../finding.ts';
import type { ClusterView, ListenerStatus } from '../kong/model/model.ts';
import { isLocation, type Location, type Place } from '../source/location.ts';
import type { ChangedLines } from './changed-lines.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import { listenerSubject } from '../rules/wording/names.ts';

/**
 * Where an introduced finding is shown. A change that breaks an object outside the diff is reported
 * on the changed line that breaks it, with the object as related place; everything else stays where
 * the rule put it.
 */
export function placeOnChange(
  candidate: CandidateFinding,
  changes: ChangedLines,
  before: readonly ClusterView[],
  after: readonly ClusterView[],
): { at: Location; related: readonly Related[] } {
  if (changes.touches(candidate.at)) return candidate;
  const cause = causeOf(candidate, changes, before) ?? changedVersion(candidate, changes, after);
  if (cause === undefined) return candidate;
  const rest = candidate.related.filter(({ at }) => !(at.path === cause.path && at.line === cause.line));
  return { at: cause, related: [{ at: candidate.at, message: `${affected(candidate)} is affected here` }, ...rest] };
}

/** `listener "tcp" of Gateway kong/edge` where a listener is at fault, else the object. */
function affected({ subject }: CandidateFinding): string {
  const { part } = subject;
  return `${part?.kind === 'listener' ? `listener "${part.name}" of ` : ''}${subjectName(subject)}`;
}

function causeOf(
  candidate: CandidateFinding,
  changes: ChangedLines,
  before: readonly ClusterView[],
): Location | undefined {
  const restsOn = [...candidate.related.map(({ at }) => at), ...candidate.restsOn.filter(isLocation)];
  const added = restsOn.find((at) => changes.touches(at) && at.line === at.endLine) ?? undefined;
  if (added) return added;
  for (const place of servedBefore(candidate, before)) {
    const removed = isLocation(place) ? changes.lineOfRemoved(place) : undefined;
    if (removed) return removed;
  }
  return restsOn.map((at) => changes.nearest(at)).find((at) => at !== undefined);
}

/** The chain that served the listener before the change: the line that went is one of its links. */
function servedBefore(candidate: CandidateFinding, before: readonly ClusterView[]): Place[] {
  // Two listeners that clash do so whatever serves them.
  if (candidate.clashesWith !== null) return [];
  const sought = subjectKey(candidate.subject);
  const listeners = before
    .filter(({ name }) => name === candidate.cluster)
    .flatMap(({ gateways }) => gateways)
    .flatMap((status) =>
      status.listeners.filter(({ listener }) => subjectKey(listenerSubject(status, listener.name.value)) === sought),
    );
  return listeners.flatMap(linksOf);
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
