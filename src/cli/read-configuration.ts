import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configPath, readConfig } from '../config/read-config.ts';
import { defaultConfig, type Config } from '../config/config.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { engine } from '../review/engine.ts';
import type { Sources } from '../source/sources.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { reasonOf } from './output.ts';
import { UsageError } from './usage-error.ts';

/**
 * The configuration: the file asked for, else the tree's own, else the defaults.
 * @throws UsageError when it cannot be read or obeyed; half a configuration is not what anybody meant.
 */
export function readConfiguration({ config: file }: Options, tree: Sources, io: Io): Config {
  if (file !== undefined) return parse(file, readFromDisk(file, io));
  const text = tree.text(configPath);
  return text === undefined ? defaultConfig : parse(configPath, text);
}

function readFromDisk(file: string, io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, file), 'utf8');
  } catch (cause) {
    throw new UsageError(`the configuration ${file} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

function parse(path: string, text: string): Config {
  const { config, problems } = readConfig(path, text, engine.ruleIds);
  if (problems.length === 0) return config;
  const sentences = problems.map(({ message, at }) => escapeTerminal(`${at.path}:${at.line}:${at.column}: ${message}`));
  throw new UsageError(`the configuration is invalid: ${sentences.join('; ')}`);
}
