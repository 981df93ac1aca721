import { afterMerge, sideOf, type Finding } from '../finding.ts';
import { countedUnread } from '../review/accounting.ts';
import type { Review } from '../review/review.ts';
import { isCounted, worstFirst, worstOf } from '../review/verdict.ts';
import { clustersSentence, messageInClusters, someOf } from './clusters.ts';
import { afterConfiguration, configurationLines } from './configuration-effect.ts';
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
  const others = review.findings.filter((finding) => !inFull.includes(finding));
  const blocks = [
    states ? [palette.faint(escapeTerminal(comparedSentence(states)))] : [],
    ...inFull.filter((each) => worst.has(each)).map((each) => findingBlock(each, review, { lineOf, palette, columns })),
    moreFindings(
      inFull.filter((each) => !worst.has(each)),
      palette,
    ),
    briefBlock(
      'existing before this change',
      others.filter(({ status }) => status === 'existing'),
      review,
      { palette, most: most(mostInList) },
    ),
    briefBlock(
      'fixed by this change',
      others.filter(({ status }) => status === 'fixed'),
      review,
      { palette, most: most(mostInList) },
    ),
    ...review.upgrades.map((upgrade) => upgradeLines(upgrade, palette, most(mostDifferences))),
    listBlock('no longer applied', cut(removedLines(review), most(mostInList)), palette),
    listBlock('could not verify', cut(unverifiedLines(review), most(mostUnverified)), palette),
    listBlock('could not read', cut(notReadLines(review), most(mostInList)), palette),
    listBlock('silenced by this change', silencedLines(review), palette),
    listBlock('no longer verified', noLongerVerifiedLines(review), palette),
    listBlock(afterConfiguration, cut(configurationLines(review) ?? [], most(mostInList)), palette),
    closingLines(review, compared, palette),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

const placeOf = ({ at, side }: Pick<Finding, 'at' | 'side'>): string =>
  escapeTerminal(`${at.path}:${at.line}:${at.column}${sideNote(side)}`);

/** A word longer than a line stays whole: it is a path or a name that somebody will copy. */
const wrapped = (text: string, columns: number): string =>
  text.replace(new RegExp(`(?=.{${columns}})(.{1,${columns - 1}}) `, 'g'), '$1\n');

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
    columns === undefined ? sentence : wrapped(sentence, columns),
    ...(marked.length > 0 ? marked : outcome === '' ? [] : [outcome]),
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
      palette.faint(`see: ${placeOf({ at, ...(side && { side }) })}  ${escapeTerminal(message)}`),
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
  { palette, most }: { readonly palette: Palette; readonly most: number },
): readonly string[] {
  const lines = findings.map(
    (finding) => `${placeOf(finding)}  ${finding.severity}  ${finding.rule}  ${messageInClusters(finding, review)}`,
  );
  return listBlock(title, cut(lines, most), palette);
}

/** One line that is left takes no more room than to say so. */
function cut(lines: readonly string[], most: number): readonly string[] {
  const left = lines.length - most;
  return left > 1 ? [...lines.slice(0, most), `${left} more; --all shows them`] : lines;
}

function listBlock(title: string, lines: readonly string[], palette: Palette): readonly string[] {
  return lines.length === 0 ? [] : [palette.strong(`${title}:`), ...lines.map((line) => `  ${escapeTerminal(line)}`)];
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
