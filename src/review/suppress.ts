import type { Comment } from '../source/document.ts';
import { embeddedComments } from '../source/embedded.ts';
import { isLocation, type Location } from '../source/location.ts';
import type { Sources } from '../source/sources.ts';
import type { TreeView } from '../rules/model/rule.ts';
import type { CandidateFinding } from './candidate-finding.ts';

const marker = 'portcullis-ignore';
/** A comment that only speaks of suppressions is none. */
const opening = /^#\s*portcullis-ignore(?![\w-])/;
const form =
  /^#\s*portcullis-ignore\s+(?<rule>[a-z][a-z0-9-]*)(?:\s+until=(?<until>[^\s:]+))?\s*(?::\s*(?<reason>\S.*)?)?$/;

/** One `# portcullis-ignore <rule> until=YYYY-MM-DD: reason`. */
export interface Suppression {
  readonly rule: string;
  /** The line whose findings it silences: its own, or the one below when it stands alone. */
  readonly line: number;
  readonly at: Location;
  /** Why it suppresses nothing, or null when it is in force. */
  readonly fault: string | null;
  /** What its author says for it; empty where that is its fault. */
  readonly reason: string;
}

/** A finding that a comment keeps from being told, and that comment. */
export interface SilencedCandidate {
  readonly candidate: CandidateFinding;
  readonly by: Suppression;
}

/** Every suppression of the tree. `today` is `YYYY-MM-DD`; without it nothing has expired. */
export function readSuppressions(sources: Sources, ruleIds: ReadonlySet<string>, today: string | null): Suppression[] {
  return sources.paths
    .filter((path) => /\.ya?ml$/.test(path) && sources.contains(path, marker))
    .flatMap((path) => {
      const file = sources.file(path);
      // Values often stand as a block of text inside an Application: its comments are comments of that text.
      const all = file === undefined ? [] : [...file.comments, ...embeddedComments(file)];
      const comments = all.filter(({ text }) => opening.test(text));
      const spoken = spokenOf(comments);
      return comments.map((comment) => {
        const { line } = comment.at;
        return suppressionOf(comment, comment.ownLine ? (spoken.get(line) ?? line + 1) : line, ruleIds, today);
      });
    });
}

/**
 * Suppressions on consecutive lines all speak of the first line below them. A file may hold
 * thousands in a row: they are looked up by line, from the last to the first.
 */
function spokenOf(comments: readonly Comment[]): ReadonlyMap<number, number> {
  const spoken = new Map<number, number>();
  const own = comments.filter(({ ownLine }) => ownLine).map(({ at }) => at.line);
  for (const line of own.toSorted((one, other) => other - one)) spoken.set(line, spoken.get(line + 1) ?? line + 1);
  return spoken;
}

function suppressionOf(
  { text, at }: Comment,
  line: number,
  ruleIds: ReadonlySet<string>,
  today: string | null,
): Suppression {
  const { rule = '', until, reason } = form.exec(text.trim())?.groups ?? {};
  return { rule, line, at, fault: faultOf(rule, until, reason, ruleIds, today), reason: reason ?? '' };
}

function faultOf(
  rule: string,
  until: string | undefined,
  reason: string | undefined,
  ruleIds: ReadonlySet<string>,
  today: string | null,
): string | null {
  if (rule === '') return 'this suppression is not of the form "portcullis-ignore <rule> until=YYYY-MM-DD: reason"';
  if (!ruleIds.has(rule)) return `this suppression names "${rule}", and there is no such rule`;
  if (reason === undefined) return `this suppression of ${rule} gives no reason; write it after a colon`;
  if (until === undefined) return null;
  if (!isDay(until)) return `"${until}" is not a date of the form YYYY-MM-DD`;
  return today !== null && until < today ? `this suppression of ${rule} expired on ${until}` : null;
}

/** What decides whether a suppression covers a candidate. */
export interface Coverage {
  /** Where a change shows a candidate: a suppression there covers it too. */
  shownAt(candidate: CandidateFinding): Location;
  /** Whether a suppression that would cover a candidate may. */
  isHonoured(one: Suppression, candidate: CandidateFinding): boolean;
}

/**
 * Candidates that no suppression in force covers, those that one does, and what is wrong with the suppressions. A
 * candidate is suppressed where it stands, at each place that it names or rests on, and where a change shows it.
 */
export function suppress(
  candidates: readonly CandidateFinding[],
  suppressions: readonly Suppression[],
  { shownAt, isHonoured }: Coverage,
): {
  readonly kept: readonly CandidateFinding[];
  readonly silenced: readonly SilencedCandidate[];
  readonly problems: TreeView['suppressionProblems'];
} {
  const inForce = suppressions.filter(({ fault }) => fault === null);
  const keyOf = (rule: string, path: string, line: number): string => JSON.stringify([rule, path, line]);
  const byLine = Map.groupBy(inForce, ({ rule, at, line }) => keyOf(rule, at.path, line));
  const covering = (candidate: CandidateFinding): ReadonlySet<Suppression> =>
    new Set(
      placesOf(candidate, shownAt).flatMap(({ path, line }) => byLine.get(keyOf(candidate.rule, path, line)) ?? []),
    );
  const covered =
    inForce.length === 0
      ? []
      : candidates.flatMap((candidate) => [...covering(candidate)].map((by) => ({ candidate, by })));
  const honoured = covered.filter(({ candidate, by }) => isHonoured(by, candidate));
  const used = new Set(honoured.map(({ by }) => by));
  const refused = new Set(covered.map(({ by }) => by));
  const silenced = new Map(honoured.toReversed().map((each) => [each.candidate, each]));
  return {
    kept: candidates.filter((candidate) => !silenced.has(candidate)),
    silenced: candidates.flatMap((candidate) => silenced.get(candidate) ?? []),
    problems: suppressions
      .filter((one) => !used.has(one))
      .map((one) => ({ at: one.at, rule: one.rule, message: one.fault ?? complaint(one, refused.has(one)) })),
  };
}

function complaint({ rule }: Suppression, isRefused: boolean): string {
  return isRefused
    ? `this suppression of ${rule} is not honoured: the configuration honours only those of the base branch`
    : `unused suppression: no finding of ${rule} stands here`;
}

/** Whether a text is a day of the calendar; `Date` by itself takes the 31st of February for one in March. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function placesOf(
  candidate: CandidateFinding,
  shownAt: (candidate: CandidateFinding) => Location,
): readonly Location[] {
  return [
    candidate.at,
    shownAt(candidate),
    ...candidate.related.map(({ at }) => at),
    ...candidate.restsOn.filter(isLocation),
  ];
}
