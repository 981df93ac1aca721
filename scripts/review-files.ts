import { configPath, readConfig } from '../src/config/read-config.ts';
import { defaultConfig, type Config } from '../src/config/config.ts';
import { linesFrom } from '../src/report/source-lines.ts';
import { textReport } from '../src/report/text.ts';
import { review, type Review } from '../src/review/review.ts';
import { rules } from '../src/rules/index.ts';
import { sourcesOf } from '../src/source/load.ts';

export type Files = Readonly<Record<string, string>>;

function configOf(files: Files): Config {
  const text = files[configPath];
  if (text === undefined) return defaultConfig;
  const { config, problems } = readConfig(
    configPath,
    text,
    rules.map(({ id }) => id),
  );
  if (problems[0]) throw new Error(`${configPath}: ${problems[0].message}`);
  return config;
}

/** Reviews files in memory, as `check` would a directory that holds them; with a base, as `review` would. */
export function reviewFiles(head: Files, base: Files | null = null): Review {
  return review(base && sourcesOf(base), sourcesOf(head), configOf(base ?? head));
}

/** What the command line would print for them, without colour. */
export function screenOf(head: Files, base: Files | null = null): string {
  return textReport(reviewFiles(head, base), { lineOf: linesFrom((path) => head[path]), compared: base !== null });
}
