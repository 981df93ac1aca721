import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { counted } from '../report/counts.ts';
import type { Selection } from '../review/selection.ts';
import { nearestName } from '../source/nearest-name.ts';
import type { Io } from './io.ts';
import type { FindingOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

/**
 * What of the findings the options ask for.
 * @throws UsageError for a rule that does not exist, and for options that do nothing together.
 */
export async function selectionOf(
  options: FindingOptions,
  { baseline, within }: Pick<Selection, 'baseline' | 'within'> = { baseline: null, within: null },
): Promise<Selection> {
  const { rule: ids, severity, format, quiet, all, fix, dryRun } = options;
  if (dryRun === true && fix !== true) throw new UsageError('--dry-run shows what --fix would write; give both.');
  if (dryRun === true && (options.also ?? []).length > 0)
    throw new UsageError('--dry-run prints a diff and no report; leave out --output FORMAT=FILE.');
  if (format !== 'text') {
    const lost = quiet === true ? '--quiet' : all === true ? '--all' : dryRun === true ? '--dry-run' : null;
    if (lost !== null) throw new UsageError(`${lost} is for the text that people read; leave out --format ${format}.`);
  }
  if (ids !== undefined) {
    const { rules } = await import('../rules/index.ts');
    const known = rules.map(({ id }) => id);
    for (const id of ids) if (!known.includes(id)) throw new UsageError(noName('rule', id, known));
  }
  return { rules: ids ?? null, severity: severity ?? null, baseline, within };
}

/** The sentence for a name that does not exist, with what may have been meant. */
export function noName(what: string, id: string, known: readonly string[]): string {
  const near = nearestName(id, known);
  // For a person who remembers half of a name.
  const words = id.split('-').filter((word) => word.length > 3);
  const alike =
    near === null ? known.filter((other) => words.some((word) => other.includes(word))).slice(0, 3) : [near];
  const hint = alike.length > 0 ? ` (${alike.join(', ')}?)` : '';
  return `there is no ${what} "${escapeTerminal(id)}"${hint}; "portcullis rules" lists the rules`;
}

/** Says that a part of the findings is neither told nor counted: nobody is to take a choice for the whole. */
export function tellLeftOut(
  leftOut: number,
  { rule, severity, quiet }: FindingOptions,
  io: Io,
  within: string | null = null,
): void {
  if (leftOut === 0 || quiet === true) return;
  const by = [rule === undefined ? '' : '--rule', severity === undefined ? '' : '--severity'].filter(
    (each) => each !== '',
  );
  const outside = within === null ? '' : ` outside of ${escapeTerminal(within)}`;
  const why = [...(by.length === 0 ? [] : [`by ${by.join(' and ')}`]), ...(outside === '' ? [] : [`as${outside}`])];
  io.err(`portcullis: ${counted(leftOut, 'other finding')} left out ${why.join(', or ')}.\n`);
}
