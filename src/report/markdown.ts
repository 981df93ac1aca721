import { afterConfiguration, configurationLines } from './configuration-effect.ts';
import { configurationNoteLines } from './configuration-notes.ts';
import type { Finding } from '../finding.ts';
import type { Review } from '../review/review.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { assumptionsOf } from './assumptions.ts';
import { withinBytes, type Section } from './escape/budget.ts';
import { messageInClusters, someOf } from './clusters.ts';
import { confirmCommands } from './confirm.ts';
import { cutSentences } from './counts.ts';
import { gatewayPictures } from './chain-picture.ts';
import { gatewaySection } from './gateway-section.ts';
import { codeBlock, codeSpan, prose } from './escape/escape-markdown.ts';
import { comparedSentence, type ComparedStates } from './compared-states.ts';
import { removedLines } from './removed.ts';
import { byWeight, headlineOf, noLongerVerifiedLines, silencedLines } from './not-read.ts';
import { patchOf, patchText } from './patch.ts';
import { sideNote } from './side-note.ts';
import type { LineOf } from './source-lines.ts';
import { unverifiedGroups, type UnverifiedGroup } from './unverified-groups.ts';
import { affectedGateways } from './affected-gateways.ts';
import { pictureMarkdown } from './pictures/picture-mermaid.ts';
import type { GatewayPicture } from './pictures/picture.ts';
import { affectedRoutes } from './affected-routes.ts';
import { routeSection } from './route-section.ts';
import { upgradeMarkdown } from './upgrade-section.ts';

export interface MarkdownOptions {
  /** The lines of head, or of the tree in `check`. */
  readonly lineOf: LineOf;
  /** Whether there was a base. */
  readonly compared: boolean;
  /** The most bytes of UTF-8 the text may take; GitHub refuses a summary of more than 65,535. */
  readonly maxBytes?: number;
  /** What was compared; absent for files in memory and in `check`. */
  readonly states?: ComparedStates;
}

/** Without a full stop: a title has none. */
export const nothingRelevant = 'No Gateway API or Kong configuration in this change';

/** The review as the summary of a check run. What comes from the repository is neutralised; whole items are dropped when room runs out. */
export function markdownReport(review: Review, options: MarkdownOptions): string {
  const { maxBytes = 65_000 } = options;
  return `${withinBytes(reportSections(review, options, pictureMarkdown), maxBytes - 1).trimEnd()}\n`;
}

/** What the report consists of, all of it; pictures of Gateways stand behind them as extras. */
export function reportSections(
  review: Review,
  options: MarkdownOptions,
  drawn: (picture: GatewayPicture) => string,
): readonly Section[] {
  const { lineOf, compared, states } = options;
  const affected = affectedGateways(review, compared);
  const having = (status: Finding['status']): readonly string[] =>
    review.findings
      .filter((finding) => finding.status === status)
      .map((finding) => findingItem(finding, review, lineOf));
  const clusters = review.clusters.filter(({ name }) => affected.some(({ cluster }) => cluster === name));
  const counts = compared && !review.relevant ? `${nothingRelevant}.` : `**${headlineOf(review, compared)}**`;
  const cut = cutSentences(review).trim();
  const told = cut === '' ? counts : `${counts}\n\n${cut}`;
  const headline = states ? `${comparedSentence(states, codeSpan)}\n\n${told}` : told;
  const sections: Section[] = [
    section(`${headline}\n\n`, having('introduced'), 'finding'),
    section('### What the versions change\n\n', review.upgrades.map(upgradeMarkdown), 'cluster'),
    {
      ...section(
        '### Gateways\n\n',
        affected.map((gateway) => gatewaySection(gateway, compared)),
        'Gateway',
      ),
      extras: gatewayPictures(review, affected, compared).map((picture) => (picture ? drawn(picture) : '')),
    },
    routeSection(affectedRoutes(review, compared), compared),
    compared
      ? folded('Findings that were there before this change', having('existing'), 'finding')
      : section('### Findings\n\n', having('existing'), 'finding'),
    folded('Findings that this change fixes', having('fixed'), 'finding'),
    folded('No longer applied', bullets(removedLines(review).map(prose)), 'object'),
    section('### Could not verify\n\n', bullets(unverifiedGroups(review).map(unverifiedText)), 'item'),
    section(
      '### Could not read\n\n',
      bullets(byWeight(review.unread).map(({ path, reason }) => `${codeSpan(path)}: ${prose(reason)}`)),
      'file',
    ),
    section('### Silenced by this change\n\n', bullets(silencedLines(review).map(prose)), 'finding'),
    section('### No longer verified\n\n', bullets(noLongerVerifiedLines(review).map(prose)), 'line'),
    section('### Configuration without effect\n\n', bullets(configurationNoteLines(review).map(prose)), 'note'),
    section(`### ${afterConfiguration}\n\n`, bullets((configurationLines(review) ?? []).map(prose)), 'finding'),
    folded('What the review rests on', bullets(clusters.flatMap(restsOn)), 'assumption'),
    commandSection(confirmCommands(affected)),
  ];
  return sections.filter(({ opening, items }) => items.length > 0 || opening.startsWith(headline));
}

const bullets = (lines: readonly string[]): readonly string[] => [...new Set(lines)].map((line) => `- ${line}\n`);

function section(opening: string, items: readonly string[], noun: string): Section {
  const more = (count: number): string => (count === 0 ? '' : `- … ${count} more ${noun}${count === 1 ? '' : 's'}\n`);
  return { opening, items, closing: items.length > 0 ? '\n' : '', more };
}

function folded(title: string, items: readonly string[], noun: string): Section {
  const opening = `<details><summary>${title} (${items.length})</summary>\n\n`;
  return { ...section(opening, items, noun), closing: '\n</details>\n\n' };
}

function commandSection(commands: readonly string[]): Section {
  const opening = '### Confirm after the merge\n\n```sh\n';
  return {
    opening,
    items: commands.map((command) => `${command}\n`),
    closing: '```\n',
    isOneBlock: true,
    more: (count) => `# … ${count} more\n`,
  };
}

function restsOn(cluster: Review['clusters'][number]): readonly string[] {
  return [`cluster ${codeSpan(cluster.name)}: ${prose(cluster.evidence)}`, ...assumptionsOf(cluster)];
}

function unverifiedText({ about, clusters, reason }: UnverifiedGroup): string {
  const names = someOf(clusters.map((name) => codeSpan(name)));
  const where = clusters.length === 1 ? `cluster ${names}` : `${clusters.length} clusters: ${names}`;
  return `${someOf(about.map(prose))} in ${where}: ${prose(reason)}`;
}

const signs = { error: '❌', warning: '⚠️', notice: 'ℹ️' };

const placeOf = ({ at, side }: Pick<Finding, 'at' | 'side'>): string =>
  `${codeSpan(`${at.path}:${at.line}`)}${sideNote(side)}`;

function findingItem(finding: Finding, review: Review, lineOf: LineOf): string {
  const { severity, rule, related, suggestion } = finding;
  const message = prose(messageInClusters(finding, review));
  const rows = [
    `- ${signs[severity]} ${placeOf(finding)} ${message} ([${rule}](${docsUrl(rule)}))`,
    ...related.map((other) => `  - ${placeOf(other)} ${prose(other.message)}`),
  ];
  if (suggestion) {
    const patch = codeBlock(patchText(patchOf(suggestion, lineOf)), 'diff');
    rows.push(
      `  - suggestion for ${codeSpan(suggestion.path)}`,
      ...patch
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
    );
  }
  return `${rows.join('\n')}\n`;
}
