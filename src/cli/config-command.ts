import { readConfig } from '../config/read-config.ts';
import { codeBlock } from '../report/escape/escape-markdown.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { rules } from '../rules/index.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { write } from './output.ts';
import { readFromDisk } from './read-configuration.ts';

/** `portcullis config FILE`: what is wrong with a configuration; 1 where something is. */
export function configCommand(file: string, options: Options, io: Io): 0 | 1 {
  const { problems } = readConfig(
    file,
    readFromDisk(file, io),
    rules.map(({ id }) => id),
  );
  const found = problems.map(({ message, at: { line, column } }) => ({ message, line, column }));
  write(printed(file, found, options), options, io);
  return found.length > 0 ? 1 : 0;
}

interface Found {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

function printed(path: string, problems: readonly Found[], { format }: Options): string {
  if (format === 'json') return `${JSON.stringify({ version: 1, path, problems }, null, 2)}\n`;
  if (problems.length === 0) return `${escapeTerminal(path)} is valid.\n`;
  const lines = problems.map(({ message, line, column }) => escapeTerminal(`${path}:${line}:${column}: ${message}`));
  return format === 'markdown' ? codeBlock(lines.join('\n'), 'text') : `${lines.join('\n')}\n`;
}
