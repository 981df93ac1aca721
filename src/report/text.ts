import { afterMerge, sideOf, type Finding } from '../finding.ts';
import { countedUnread } from '../review/accounting.ts';
import type { Review } from '../review/review.ts';
import { isCounted, worstFirst, worstOf } from '../review/verdict.ts';
import { clustersSentence, messageInClusters, someOf } from './clusters.ts';
import { afterConfiguration, configurationLines } from './configuration-effect.ts';
import { configurationNoteLines } from './configuration-notes.ts';
import { counted, cutSentences } from './counts.ts';
import { excerpt, patchLines, type Screen } from './excerpt.ts';
import { headlineOf, noLongerVerifiedLines, notReadLines, silencedLines } from './not-read.ts';
import { removedLines } from './removed.ts';
import { plain, type Palette } from './palette.ts';
import { comparedSentence, type ComparedStates } from './compared-states.ts';
import { patchOf } from './patch.ts';
import { sideNote } from './side-note.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import type { LineOf } from './source-lines.ts';
import { upgradeLines } from './upgrade-text.ts';
import { unverifiedGroups } from './unverified-groups.ts';
import { wrapped } from './wrapped.ts';

export interface TextOptions {
  /** The lines of head, or of the tree in `check`. */
  readonly lineOf: LineOf;
  /** Whether there was a base: then only introduced findings are shown in full. */
  readonly compared: boolean;
  readonly palette?: Palette;
  /** Where sentences are broken, between words; they are not when absent, so that a pipe can search them. */
  readonly columns?: number | undefined;
  /** What was compared; absent for files in memory and in `check`. */
  readonly states?: ComparedStates;
  /** Whether nothing is cut, however much there is. */
  readonly all?: boolean;
}

/** A pull request can break one Service for many listeners; the first places say enough. */
const mostRelated = 4;

/** More than a handful hides the findings above them. */
const mostUnverified = 5;

/** Of one part of what a version changes. */
const mostDifferences = 10;

/** Nobody reads more at once; the title counts them. */
const mostInFull = 20;
const mostInList = 20;

/** The review for a person at a terminal. Ends with a line break. */
export function textReport(
  review: Review,
  { lineOf, compared, palette = plain, columns, states, all = false }: TextOptions,
): string {
  const inFull = review.findings.filter((finding) => isCounted(finding, compared));
  const most = (count: number): number => (all ? Infinity : count);
  const worst = new Set(inFull.toSorted(worstFirst).slice(0, most(mostInFull)));
  const others = review.findings.filter((finding) => !isCounted(finding, compared));
  const screen = { palette, columns };
  const blocks = [
    states ? [palette.faint(escapeTerminal(comparedSentence(states)))] : [],
    ...inFull.filter((each) => worst.has(each)).map((each) => findingBlock(each, review, { lineOf, ...screen })),
    moreFindings(
      inFull.filter((each) => !worst.has(each)),
      palette,
    ),
    briefBlock(
      'existing before this change',
      others.filter(({ status }) => status === 'existing'),
      review,
      { ...screen, most: most(mostInList) },
    ),
    briefBlock(
      'fixed by this change',
      others.filter(({ status }) => status === 'fixed'),
      review,
      { ...screen, most: most(mostInList) },
    ),
    ...review.upgrades.map((upgrade) => upgradeLines(upgrade, palette, most(mostDifferences))),
    listBlock('no longer applied', cut(removedLines(review), most(mostInList)), screen),
    listBlock('could not verify', cut(unverifiedLines(review), most(mostUnverified)), screen),
    listBlock('could not read', cut(notReadLines(review), most(mostInList)), screen),
    listBlock('silenced by this change', silencedLines(review), screen),
    listBlock('no longer verified', noLongerVerifiedLines(review), screen),
    listBlock('configuration without effect', configurationNoteLines(review), screen),
    listBlock(afterConfiguration, cut(configurationLines(review) ?? [], most(mostInList)), screen),
    closingLines(review, compared, palette),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

const placeOf = ({ at, side }: Pick<Finding, 'at' | 'side'>): string =>
  escapeTerminal(`${at.path}:${at.line}:${at.column}${sideNote(side)}`);

function findingBlock(
  finding: Finding,
  review: Review,
  { lineOf, palette, columns }: { lineOf: LineOf; palette: Palette; columns: number | undefined },
): readonly string[] {
  const { severity, rule, at, related, suggestion } = finding;
  const where = clustersSentence(finding.clusters, review);
  const sentence = escapeTerminal(`${finding.statement}${where === '' ? '' : ` ${where}`}`);
  // What the controller will write is shown at the marker, where the eye is.
  const outcome = finding.outcome === null ? '' : escapeTerminal(afterMerge(finding.outcome));
  const marked = excerpt({ at, side: sideOf(finding), severity, label: outcome, above: 1 }, lineOf, {
    palette,
    columns,
  });
  return [
    `${palette.strong(placeOf(finding))}  ${palette.severity(severity, severity)}  ${palette.faint(rule)}`,
    ...wrapped(sentence, columns),
    ...(marked.length > 0 ? marked : outcome === '' ? [] : wrapped(outcome, columns)),
    ...relatedLines(related, lineOf, { palette, columns }),
    ...(suggestion
      ? [
          palette.faint(`suggestion: ${escapeTerminal(suggestion.path)}`),
          ...patchLines(patchOf(suggestion, lineOf), { palette, columns }),
        ]
      : []),
  ];
}

function relatedLines(related: Finding['related'], lineOf: LineOf, { palette, columns }: Screen): readonly string[] {
  const lines = related
    .slice(0, mostRelated)
    .flatMap(({ at, message, side }) => [
      ...wrapped(`see: ${placeOf({ at, ...(side && { side }) })}  ${escapeTerminal(message)}`, columns).map(
        palette.faint,
      ),
      ...excerpt({ at, side: side ?? 'head', severity: null, label: '', above: 0 }, lineOf, { palette, columns }),
    ]);
  const left = related.length - mostRelated;
  return left > 0 ? [...lines, palette.faint(`see: ${left} more`)] : lines;
}

/** What is left of the findings, by rule, the most frequent first. */
function moreFindings(left: readonly Finding[], palette: Palette): readonly string[] {
  if (left.length === 0) return [];
  const counts = [...Map.groupBy(left, ({ rule }) => rule)]
    .map(([rule, found]) => [rule, found.length] as const)
    .toSorted(([, a], [, b]) => b - a)
    .map(([rule, count]) => `${count} ${rule}`);
  const named = counts.slice(0, mostRules);
  const more = counts.length > mostRules ? `, and of ${counts.length - mostRules} more rules` : '';
  return [palette.strong(`${counted(left.length, 'more finding')} (${named.join(', ')}${more}); --all shows them`)];
}

const mostRules = 5;

function briefBlock(
  title: string,
  findings: readonly Finding[],
  review: Review,
  { most, ...screen }: Screen & { readonly most: number },
): readonly string[] {
  const lines = findings.map(
    (finding) => `${placeOf(finding)}  ${finding.severity}  ${finding.rule}  ${messageInClusters(finding, review)}`,
  );
  return listBlock(title, cut(lines, most), screen);
}

/** One line that is left takes no more room than to say so. */
function cut(lines: readonly string[], most: number): readonly string[] {
  const left = lines.length - most;
  return left > 1 ? [...lines.slice(0, most), `${left} more; --all shows them`] : lines;
}

function listBlock(
  title: string,
  lines: readonly string[],
  { palette, columns }: Pick<Screen, 'palette' | 'columns'>,
): readonly string[] {
  if (lines.length === 0) return [];
  const room = columns === undefined ? undefined : columns - 4;
  const items = lines.flatMap((line) =>
    wrapped(escapeTerminal(line), room).map((part, index) => `${index === 0 ? '  ' : '    '}${part}`),
  );
  return [palette.strong(`${title}:`), ...items];
}

function unverifiedLines(review: Review): readonly string[] {
  return unverifiedGroups(review).map(({ about, clusters, reason }) => {
    const where = clusters.length === 1 ? `cluster ${clusters[0]}` : `${clusters.length} clusters: ${someOf(clusters)}`;
    return `${someOf(about)} (${where}): ${reason}`;
  });
}

function closingLines(review: Review, compared: boolean, palette: Palette): readonly string[] {
  if (compared && !review.relevant) return [palette.good('No Gateway API or Kong configuration in this change.')];
  const counts = `${headlineOf(review, compared)}.`;
  const worst = worstOf(review.findings, compared);
  const isSound = worst === null && countedUnread(review.unread).length === 0;
  return [
    isSound ? palette.good(counts) : palette.severity(worst ?? 'warning', counts),
    palette.faint(`${cutSentences(review)}${lookedAt(review)}`),
  ];
}

/** Silence after looking at nothing is not success; the reader sees what was looked at. */
function lookedAt({ clusters }: Review): string {
  const gateways = clusters.flatMap((cluster) => cluster.gateways);
  const listeners = gateways.flatMap((gateway) => gateway.listeners);
  const seen = [
    counted(clusters.length, 'cluster'),
    counted(gateways.length, 'Gateway'),
    counted(listeners.length, 'listener'),
  ];
  return `Looked at ${seen.join(', ')}.`;
}
