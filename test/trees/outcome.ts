import { plain } from '../../src/report/palette.ts';
import { upgradeLines } from '../../src/report/upgrade-text.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

/**
 * What comes of a tree or a change, one line each: findings (`path:line:column severity rule message`,
 * in a change with the status in front, and the places that are named beside it indented below),
 * then what versions that the change moves bring about, then the clusters and what makes each of them one, then what could not be verified or read.
 */
export function outcomeOf(head: Files, base: Files | null = null): string {
  const { findings, clusters, unverified, unread, upgrades } = reviewFiles(head, base);
  const lines = [
    ...findings.flatMap(({ status, clusters: names, at, severity, rule, message, related, suggestion }) => [
      `${base === null ? '' : `${status} `}${at.path}:${at.line}:${at.column} ${severity} ${rule} ${message}`,
      ...(names.length > 1 ? [`  in clusters ${names.join(', ')}`] : []),
      ...related.map((other) => `  ${other.at.path}:${other.at.line} ${other.message}`),
      ...(suggestion
        ? [`  suggestion ${suggestion.path}:${suggestion.startLine}-${suggestion.endLine}`, ...suggested(suggestion.replacement)]
        : []),
    ]),
    ...upgrades.flatMap((upgrade) => upgradeLines(upgrade, plain, Infinity)),
    ...clusters.map(({ name, evidence }) => `cluster ${name}: ${evidence}`),
    ...unverified.map(({ about, reason }) => `unverified ${about}: ${reason}`),
    ...unread.map(({ path, reason, effect }) => `unread ${effect === 'none' ? '' : `(${effect}) `}${path}: ${reason}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function suggested(replacement: string): string[] {
  return replacement.split(/\r?\n/).map((line) => `  | ${line}`.trimEnd());
}
