import { afterMerge, type Finding } from '../finding.ts';
import type { Preview } from '../review/preview.ts';
import type { Format } from './format.ts';
import { counted } from './counts.ts';
import { codeSpan, prose } from './escape/escape-markdown.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import type { Palette } from './palette.ts';
import { upgradeJson } from './upgrade-json.ts';
import { upgradeMarkdown } from './upgrade-section.ts';
import { upgradeLines } from './upgrade-text.ts';
import { jsonText } from './escape/json-text.ts';

const mostLines = 100;

/** What other versions would bring about, in the format asked for; ends with a line break. */
export function previewReport(preview: Preview, format: Format, palette: Palette): string {
  if (format === 'json') return previewJson(preview);
  return format === 'markdown' ? previewMarkdown(preview) : previewText(preview, palette);
}

function previewJson({ upgrades, findings, clusters, unread }: Preview): string {
  const data = {
    version: 1,
    upgrades: upgrades.map(upgradeJson),
    unmoved: unmovedIn({ upgrades, clusters }),
    findings: findings.map(({ rule, severity, status, clusters: names, message, at }) => {
      return { rule, severity, status, clusters: names, message, path: at.path, line: at.line };
    }),
    unread,
  };
  return jsonText(data);
}

/** Clusters in which nothing moves: what is asked for is not there, or has that version already. */
function unmovedIn({ upgrades, clusters }: Pick<Preview, 'upgrades' | 'clusters'>): readonly string[] {
  const moved = new Set(upgrades.map(({ cluster }) => cluster));
  return clusters.filter((name) => !moved.has(name));
}

function previewText(preview: Preview, palette: Palette): string {
  const blocks = [
    ...preview.upgrades.map((upgrade) => upgradeLines(upgrade, palette, mostLines)),
    findingBlock('What would be wrong', preview.findings, 'introduced', palette),
    findingBlock('What would be put right', preview.findings, 'fixed', palette),
    closingLines(preview).map((line) => palette.faint(escapeTerminal(line))),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function findingBlock(
  title: string,
  findings: readonly Finding[],
  status: Finding['status'],
  palette: Palette,
): readonly string[] {
  const lines = findings
    .filter((finding) => finding.status === status)
    .map((finding) => escapeTerminal(`  ${findingText(finding)}`));
  return lines.length === 0 ? [] : [palette.strong(title), ...lines];
}

function findingText({ at, severity, rule, statement, outcome }: Finding): string {
  return `${at.path}:${at.line}  ${severity}  ${rule}  ${statement}${outcome === null ? '' : ` ${afterMerge(outcome)}`}`;
}

function closingLines(preview: Preview): readonly string[] {
  const unmoved = unmovedIn(preview);
  const { unread } = preview;
  return [
    ...(unmoved.length > 0
      ? [
          `${preview.upgrades.length === 0 ? 'Nothing moves' : 'Nothing else moves'}: ${listed(unmoved)} ${unmoved.length === 1 ? 'has' : 'have'} that version already, or nothing of the kind.`,
        ]
      : []),
    ...(unread > 0 ? [`${counted(unread, 'file')} could not be read; "portcullis check" names them.`] : []),
  ];
}

/** More names are a list for programs. */
const mostNames = 5;

function listed(names: readonly string[]): string {
  const left = names.length - mostNames;
  const shown = left > 1 ? [...names.slice(0, mostNames), `${left} more`] : names;
  return `${names.length === 1 ? 'cluster' : 'clusters'} ${shown.join(', ')}`;
}

function previewMarkdown(preview: Preview): string {
  const list = (title: string, status: Finding['status']): string => {
    const items = preview.findings
      .filter((finding) => finding.status === status)
      .map(
        (finding) =>
          `- ${codeSpan(`${finding.at.path}:${finding.at.line}`)} ${prose(finding.message)} (${finding.rule})\n`,
      );
    return items.length === 0 ? '' : `### ${title}\n\n${items.join('')}\n`;
  };
  const parts = [
    ...preview.upgrades.map(upgradeMarkdown),
    list('What would be wrong', 'introduced'),
    list('What would be put right', 'fixed'),
    ...closingLines(preview).map((line) => `${prose(line)}\n\n`),
  ];
  return `${parts.join('').trimEnd()}\n`;
}
