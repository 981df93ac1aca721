import { conditionNames, conditionPage } from '../rules/conditions/write-page.ts';
import { rules } from '../rules/index.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { noName } from './asked-findings.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { write } from './output.ts';
import { pageOf } from './pages.ts';
import { UsageError } from './usage-error.ts';

/** The files of an example that are as they should be, which the page folds: a terminal cannot. */
const withoutRest = (page: string): string => page.replace(/\n## The rest of the example\n[\s\S]*/, '');

/** `portcullis explain NAME`: the page of a rule, or what a condition or its reason means. */
export function explainCommand(name: string, options: Options, io: Io): number {
  const rule = rules.find((each) => each.id === name);
  const page = (rule && pageOf(rule)) ?? conditionPage(name);
  if (page === null) {
    const known = [...rules.map(({ id }) => id), ...conditionNames];
    throw new UsageError(noName('rule, condition or reason', name, known));
  }
  if (options.format === 'json') {
    const about = rule ? { id: name, title: rule.title, severity: rule.severity, docs: docsUrl(name) } : { name };
    write(`${JSON.stringify({ version: 1, ...about, page }, null, 2)}\n`, options, io);
  } else write(options.format === 'text' ? withoutRest(page) : page, options, io);
  return 0;
}
