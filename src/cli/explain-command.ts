import { rules } from '../rules/index.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { nearestName } from '../source/nearest-name.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { write } from './output.ts';
import { pageOf } from './pages.ts';
import { UsageError } from './usage-error.ts';

/** `portcullis explain RULE`: the page of a rule. */
export function explainCommand(id: string, options: Options, io: Io): number {
  const rule = rules.find((each) => each.id === id);
  const page = rule && pageOf(rule);
  if (rule === undefined || page === undefined)
    throw new UsageError(`there is no rule "${id}"${hint(id)}; "portcullis rules" lists them all`);
  if (options.format === 'json') {
    const { title, severity } = rule;
    write(`${JSON.stringify({ version: 1, id, title, severity, docs: docsUrl(id), page }, null, 2)}\n`, options, io);
  } else write(page, options, io);
  return 0;
}

/** The rule that was misspelt, else those that share a word with what was asked for, for a person who remembers half of a name. */
function hint(id: string): string {
  const nearest = nearestName(
    id,
    rules.map((rule) => rule.id),
  );
  if (nearest !== null) return ` (${nearest}?)`;
  const words = id.split('-').filter((word) => word.length > 3);
  const near = rules.map((rule) => rule.id).filter((other) => words.some((word) => other.includes(word)));
  return near.length > 0 ? ` (${near.slice(0, 3).join(', ')}?)` : '';
}
