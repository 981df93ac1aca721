import { resolve } from 'node:path';
import { configPath, defaultConfig, type Config } from '../config/config.ts';
import { readGiven } from '../disk/read-given.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import type { Session } from '../session/reviewer.ts';
import { limits } from '../source/limits.ts';
import type { Sources } from '../source/sources.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { withInventories } from './read-inventories.ts';
import { reasonOf } from './system-refusals.ts';
import { UsageError } from './usage-error.ts';

/**
 * The configuration with its inventories: the file asked for, else the tree's own, else the defaults.
 * @throws UsageError when it cannot be read or obeyed; half a configuration is not what anybody meant.
 */
export async function readConfiguration(options: Options, tree: Sources, io: Io, session: Session): Promise<Config> {
  return withInventories(await stated(options, tree, io, session), options, tree, io);
}

async function stated({ config: file }: Options, tree: Sources, io: Io, session: Session): Promise<Config> {
  if (file !== undefined) return await parse(file, readFromDisk(file, io), session);
  const text = tree.text(configPath);
  return text === undefined ? defaultConfig : await parse(configPath, text, session);
}

/** @throws UsageError when there is no such file, or it is no file or too large for one */
export function readFromDisk(file: string, io: Io): string {
  try {
    return readGiven(resolve(io.cwd, file), limits.fileBytes);
  } catch (cause) {
    throw new UsageError(`the configuration ${file} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

async function parse(path: string, text: string, session: Session): Promise<Config> {
  const { config, problems } = await session.ask('readConfig', { path, text });
  if (problems.length === 0) return config;
  const sentences = problems.map(({ message, at }) => escapeTerminal(`${at.path}:${at.line}:${at.column}: ${message}`));
  throw new UsageError(`the configuration is invalid: ${sentences.join('; ')}`);
}
