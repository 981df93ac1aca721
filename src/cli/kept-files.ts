import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Io } from './io.ts';
import type { OutputFile } from './options.ts';
import { UsageError } from './usage-error.ts';

/** What is read, by the option that names it. */
const readOptions: readonly (readonly [name: string, what: string])[] = [
  ['config', 'the configuration'],
  ['inventory', 'the inventory'],
  ['baseline', 'the baseline'],
];

/**
 * Refuses to write a report over a file that is given to be read.
 * @throws UsageError that names both
 */
export function keepGivenFiles(program: Command, command: Command, { cwd }: Pick<Io, 'cwd'>): void {
  const { output, also = [] } = program.opts<{ readonly output?: string; readonly also?: readonly OutputFile[] }>();
  const written = [output ?? '-', ...also.map(({ file }) => file)].filter((file) => file !== '-');
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const given = readOptions.flatMap(([name, what]) => {
    const file = options[name];
    return typeof file === 'string' ? [{ file, what }] : [];
  });
  const read = [
    ...given,
    ...(command.name() === 'values' ? command.args.map((file) => ({ file, what: 'values' })) : []),
  ];
  for (const file of written) {
    const over = read.find((each) => isSame(resolve(cwd, each.file), resolve(cwd, file)));
    if (over !== undefined) throw new UsageError(`--output ${file} would write over ${over.what}; name another file.`);
  }
}

/** Whether two paths lead to one file; a file that is not there yet is known by its path. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev && a.ino !== 0n;
}
