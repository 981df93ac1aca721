import { configPath, type Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import type { ConfigProblem } from '../config/schema-problems.ts';
import type { CreateExpressions } from '../kubernetes/schema/model/expressions.ts';
import { configurationEffects } from '../review/configuration-effect.ts';
import { configurationNotes } from '../review/configuration-notes.ts';
import type { Engine } from '../review/engine.ts';
import type { Review } from '../review/review.ts';
import { selected, type Selection } from '../review/selection.ts';
import type { Sources } from '../source/sources.ts';
import type { ReviewInput } from './operations.ts';

interface Change {
  readonly before: Sources;
  readonly after: Sources;
  /** By the configuration that is in force. */
  readonly review: Review;
  readonly selection: Selection;
  readonly expressions: CreateExpressions | null;
}

/** What the configuration as a change leaves it would find otherwise; null where it leaves it alone or unusable. */
export function configurationAfter(
  engine: Engine,
  { failOn, today, branch, foreignConfig, withoutConfig = null }: ReviewInput,
  { before, after, review, selection, expressions }: Change,
): Pick<Review, 'configurationEffects' | 'configurationNotes'> | null {
  if (foreignConfig === true || before.oid(configPath) === after.oid(configPath)) return null;
  const config = after.has(configPath) ? configIn(engine, after) : withoutConfig;
  if (config === null) return null;
  const asked = { ...config, failOn: failOn ?? config.failOn };
  const then = engine.review(before, after, asked, today, branch, expressions);
  return {
    configurationEffects: configurationEffects(review.findings, selected(then, selection).review.findings),
    configurationNotes: configurationNotes(config, null, after),
  };
}

/** The configuration of a tree; null where it cannot be used. */
function configIn(engine: Engine, tree: Sources): Config | null {
  const text = tree.text(configPath);
  if (text === undefined) return null;
  const { config, problems } = readConfig(configPath, text, engine.ruleIds);
  return problems.length > 0 ? null : config;
}

/** The problems of the configuration that a change brings; null when it leaves the file alone. */
export function proposedConfig(engine: Engine, before: Sources, after: Sources): readonly ConfigProblem[] | null {
  if (before.oid(configPath) === after.oid(configPath)) return null;
  const text = after.text(configPath);
  if (text !== undefined) return readConfig(configPath, text, engine.ruleIds).problems;
  const unread = after.unread(configPath);
  const at = { path: configPath, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return unread ? [{ message: `the configuration ${unread.reason}`, at }] : [];
}
