import { dirname, resolve } from 'node:path';
import { configPath, type Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { DiskError } from '../disk/failure.ts';
import { configurationNote } from '../report/configuration-notes.ts';
import { codeBlock } from '../report/escape/escape-markdown.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { configurationNotes, type Paths } from '../review/configuration-notes.ts';
import { rules } from '../rules/index.ts';
import { byItself } from './checked-tree.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { write } from './output.ts';
import { readFromDisk } from './read-configuration.ts';

/** `portcullis config FILE`: what is wrong with a configuration, and what of it has no effect; 1 where something is wrong. */
export async function configCommand(file: string, options: Options, io: Io): Promise<0 | 1> {
  const text = readFromDisk(file, io);
  const ids = rules.map(({ id }) => id);
  const { config, problems } = readConfig(file, text, ids);
  const found = problems.map(({ message, at: { line, column } }) => ({ message, line, column }));
  const notes = found.length > 0 ? [] : await notesOn(resolve(io.cwd, file), config, io);
  write(printed(file, found, notes, options), options, io);
  return found.length > 0 ? 1 : 0;
}

/** What of the configuration of a repository has no effect there; of a file elsewhere nobody knows whose it is. */
async function notesOn(file: string, config: Config, io: Io): Promise<readonly string[]> {
  const root = dirname(dirname(file));
  if (resolve(root, configPath) !== file) return [];
  try {
    return configurationNotes(config, null, await pathsBelow(root)).map(configurationNote);
  } catch (cause) {
    if (!(cause instanceof DiskError)) throw cause;
    io.err(`portcullis: patterns were not held against the files: ${cause.message}\n`);
    return [];
  }
}

async function pathsBelow(root: string): Promise<Paths> {
  const entries = await byItself(root).tree.list();
  const paths = entries.map(({ path }) => path);
  const known = new Set(paths);
  return { paths, has: (path) => known.has(path), oid: () => undefined };
}

interface Found {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

function printed(path: string, problems: readonly Found[], notes: readonly string[], { format }: Options): string {
  if (format === 'json') return `${JSON.stringify({ version: 1, path, problems, notes }, null, 2)}\n`;
  if (problems.length === 0 && notes.length === 0) return `${escapeTerminal(path)} is valid.\n`;
  const lines = problems.map(({ message, line, column }) => `${path}:${line}:${column}: ${message}`);
  const told = problems.length > 0 ? lines : [`${path} is valid, but part of it has no effect:`, ...notes];
  const text = told.map(escapeTerminal).join('\n');
  return format === 'markdown' ? codeBlock(text, 'text') : `${text}\n`;
}
