import { configPath, defaultConfig, type Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { sourcesOf } from '../source/memory-sources.ts';
import { engine } from './engine.ts';
import type { Review } from './review.ts';

/** Texts by path, relative to the root of a repository, with `/`. */
export type Files = Readonly<Record<string, string>>;

/**
 * Reviews files in memory, as `check` would a directory that holds them; with a base, as `review` would
 * a commit and its base. The configuration is that of the base, so that a change cannot weaken its own
 * judge. No suppression has expired.
 * @param only Ids of the rules that are asked, at the severities of the configuration; null: every rule.
 * @throws Error that names the first problem of a configuration that is not valid.
 */
export function reviewFiles(head: Files, base: Files | null = null, only: readonly string[] | null = null): Review {
  const config = configOf(base ?? head);
  return engine.review(base && sourcesOf(base), sourcesOf(head), only ? withRules(only, config) : config, null);
}

function withRules(only: readonly string[], config: Config): Config {
  const others = engine.ruleIds.filter((id) => !only.includes(id));
  return { ...config, rules: new Map([...config.rules, ...others.map((id) => [id, 'off'] as const)]) };
}

/** The configuration that stands among files; the default where none does. */
export function configOf(files: Files): Config {
  const text = files[configPath];
  if (text === undefined) return defaultConfig;
  const { config, problems } = readConfig(configPath, text, engine.ruleIds);
  if (problems[0]) throw new Error(`${configPath}: ${problems[0].message}`);
  return config;
}
