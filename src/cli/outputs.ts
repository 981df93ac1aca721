import { normalize } from 'node:path';
import type { Command } from 'commander';
import { formats } from '../report/format.ts';
import { nearestName } from '../source/nearest-name.ts';
import type { OutputFile } from './options.ts';
import { UsageError } from './usage-error.ts';

/**
 * Tells the outputs that a program was given apart: the one without a format is that of `--format`, the others are
 * further reports.
 * @param writesOne the command, where it has one report whatever is asked for
 * @throws UsageError for outputs that contradict each other
 */
export function settleOutputs(program: Command, writesOne: string | null): void {
  const { output = [] } = program.opts<{ readonly output?: readonly string[] }>();
  const outputs = output.map(outputOf);
  const [own, another] = outputs.filter((each) => typeof each === 'string');
  if (another !== undefined) throw new UsageError('--output names one file; write FORMAT=FILE for more of them.');
  const also = outputs.filter((each) => typeof each !== 'string');
  if (also[0] !== undefined && writesOne !== null)
    throw new UsageError(`"${writesOne}" writes one report; leave out "${also[0].format}=".`);
  const files = [own ?? '-', ...also.map(({ file }) => file)].map((file) => (file === '-' ? file : normalize(file)));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined)
    throw new UsageError(`two reports go to ${twice === '-' ? 'stdout' : twice}; give each a file of its own.`);
  program.setOptionValue('output', own);
  program.setOptionValue('also', also);
}

function outputOf(file: string): string | OutputFile {
  const [, format, rest] = /^(\w+)=(.*)$/.exec(file) ?? [];
  if (format === undefined || rest === undefined) return file;
  const known = formats.find((each) => each === format);
  if (known !== undefined && rest === '') throw new UsageError(`--output "${file}" names no file.`);
  if (known !== undefined) return { format: known, file: rest };
  const near = nearestName(format, formats);
  const hint = near === null ? '' : ` (${near}?)`;
  throw new UsageError(`"${format}" is no format${hint}; for a file of that name write ./${file}`);
}
