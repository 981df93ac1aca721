import { rules } from '../rules/index.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { noRule } from './asked-findings.ts';
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
    throw new UsageError(
      noRule(
        id,
        rules.map((each) => each.id),
      ),
    );
  if (options.format === 'json') {
    const { title, severity } = rule;
    write(`${JSON.stringify({ version: 1, id, title, severity, docs: docsUrl(id), page }, null, 2)}\n`, options, io);
  } else write(page, options, io);
  return 0;
}
