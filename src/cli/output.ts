import { resolve } from 'node:path';
import { refuseLinks } from '../disk/written-place.ts';
import { writeOnto } from '../disk/write-onto.ts';
import { escapeRunner, type Notation } from '../report/escape/escape-runner.ts';
import type { Detail, Format } from '../report/format.ts';
import type { Verdict } from '../review/verdict.ts';
import type { Io } from './io.ts';
import type { FindingOptions, Options } from './options.ts';
import { reasonOf } from './system-refusals.ts';
import { UsageError } from './usage-error.ts';

/** Nothing where the format is made of commands for the runner. */
const notations: Readonly<Record<Format, Notation | null>> = {
  text: 'text',
  markdown: 'text',
  json: 'json',
  sarif: 'json',
  junit: 'xml',
  html: 'xml',
  github: null,
  gitlab: 'json',
  rdjson: 'json',
  checkstyle: 'xml',
};

/** Writes what a command has to say to the file asked for, or to stdout, which may be the log of a runner. */
export function write(text: string, { output, format }: Options, io: Io): void {
  if (output === undefined || output === '-') {
    const notation = notations[format];
    io.out(notation === null ? text : escapeRunner(text, notation));
    return;
  }
  const file = resolve(io.cwd, output);
  refuseLinks(file, io.cwd);
  try {
    writeOnto(file, text);
  } catch (cause) {
    throw new UsageError(`${output} cannot be written: ${reasonOf(cause)}`, { cause });
  }
}

/** 1 when the verdict is to fail, else 0. */
export function exitCodeOf(verdict: Verdict): 0 | 1 {
  return verdict === 'fail' ? 1 : 0;
}

/** Whether the text is for eyes that see colours. */
export function wantsColour({ color, output }: Options, io: Io): boolean {
  if (color === 'auto') return io.colour && (output === undefined || output === '-');
  return color === 'always';
}

/** Columns of a terminal in which sentences can still be read; some say that they have one, or none. */
const narrowest = 20;

/** How the text report is drawn: for the terminal, or plain for a file and a pipe. */
export function screenOf(
  options: FindingOptions,
  io: Io,
): { readonly colour: boolean; readonly columns: number | null; readonly detail: Detail } {
  const toStdout = options.output === undefined || options.output === '-';
  const detail = options.quiet === true ? 'brief' : options.all === true ? 'all' : 'normal';
  return {
    colour: wantsColour(options, io),
    columns: toStdout && io.columns ? Math.max(io.columns, narrowest) : null,
    detail,
  };
}
