import { dirname } from 'node:path';
import type { Judged } from './judge.ts';

export const isLeft = ({ verdict }: Judged): boolean => verdict === 'survived' || verdict === 'no coverage';

export interface Score {
  readonly file: string;
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  readonly uncovered: number;
  readonly equivalent: number;
  /** Percent of the mutants that are not equivalent; 100 where there are none. */
  readonly score: number;
}

export function scoreOf(file: string, judged: readonly Judged[]): Score {
  const count = (verdict: Judged['verdict']): number => judged.filter((mutant) => mutant.verdict === verdict).length;
  const [killed, timeout, equivalent] = [count('killed'), count('timeout'), count('equivalent')];
  const valid = judged.length - equivalent;
  return {
    file,
    killed,
    timeout,
    survived: count('survived'),
    uncovered: count('no coverage'),
    equivalent,
    score: valid === 0 ? 100 : (100 * (killed + timeout)) / valid,
  };
}

/** One score for each file, each folder with several of them, and all. */
export function scoresOf(judged: readonly Judged[]): Score[] {
  const files = Map.groupBy(judged, ({ file }) => file);
  const folders = Map.groupBy(judged, ({ file }) => `${dirname(file)}/`);
  const several = [...folders].filter(([, mutants]) => new Set(mutants.map(({ file }) => file)).size > 1);
  const scores = [...files, ...several].map(([file, mutants]) => scoreOf(file, mutants));
  return files.size > 1 ? [...scores, scoreOf('all', judged)] : scores;
}

const oneLine = (text: string, width = 80): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
};

/** `line:column original → replacement (mutator)` */
export function lineOf({ file, line, column, original, replacement, mutator, verdict }: Judged): string {
  const note = verdict === 'survived' ? '' : `, ${verdict}`;
  return `${file}:${line}:${column} ${oneLine(original)} -> ${oneLine(replacement)} (${mutator}${note})`;
}

export function tableOf(scores: readonly Score[]): string {
  const head = ['score', 'killed', 'timeout', 'survived', 'no coverage', 'equivalent', 'file'];
  const rows = scores.map((score) => [
    `${score.score.toFixed(1)} %`,
    ...[score.killed, score.timeout, score.survived, score.uncovered, score.equivalent].map(String),
    score.file,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  return [head, ...rows]
    .map((row) => row.map((cell, i) => (i === 6 ? cell : cell.padStart(widths[i] ?? 0))).join('  '))
    .join('\n');
}
