/**
 * Rewrites what the documentation shows of the tool: `npm run docs`; of one rule's page alone: `npm run docs -- <rule>`.
 * With `--check` it only says what is stale, and fails.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Outcome } from '../src/finding.ts';
import { reviewFiles } from '../src/review/in-memory.ts';
import { engine } from '../src/review/engine.ts';
import { inProcess } from '../src/session/in-process.ts';
import type { Io } from '../src/cli/io.ts';
import { main } from '../src/cli/main.ts';
import { createProgram, exitCodes } from '../src/cli/program.ts';
import { conditionsPage } from '../src/rules/conditions/write-page.ts';
import { rules } from '../src/rules/index.ts';
import type { Rule } from '../src/rules/model/rule.ts';
import { pagePath } from '../src/rules/rule-pages.ts';
import { counted, type CountName } from '../src/github/job/counts.ts';
import { gauges, labels, prometheusName } from '../src/serve/prometheus.ts';
import { readAlertWords } from './chart-alerts.ts';
import { help as deployHelp } from './deploy/parameters.ts';
import { readAlarms } from './package/alarms.ts';
import { createDemoRepository } from './demo-repository.ts';
import { screenOf } from './screen.ts';
import { parseRulePage, rulesFor, sidesOf, withOutputs } from './rule-page.ts';
import { arranged } from './rule-page/arranged.ts';
import { withHeader } from './rule-page/header.ts';
import { withRelated } from './rule-page/related.ts';
import { breakages as serverBreakages, others } from '../test/deploy/breakages.ts';
import { breakages, silence, type Row } from '../test/lambda/breakages.ts';
import { versionPages } from './version-pages.ts';

const root = join(import.meta.dirname, '..');

/** The text between two marks, `<!-- name -->` and `<!-- /name -->`, replaced. */
function between(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = page.indexOf(open);
  const end = page.indexOf(close);
  if (start < 0 || end < start) throw new Error(`the page has no place for "${name}"`);
  return `${page.slice(0, start + open.length)}\n\n${text.trim()}\n\n${page.slice(end)}`;
}

const fenced = (text: string): string => `\`\`\`text\n${text.trimEnd()}\n\`\`\``;

function ruleTable(): string {
  const rows = rules.map(
    ({ about, id, title, severity }) => `| [\`${id}\`](${about}/${id}.md) | ${severity} | ${title} |`,
  );
  return ['| Rule | Severity | True when it fires |', '| --- | --- | --- |', ...rows].join('\n');
}

/** What `npm run demo` prints. */
async function demoScreen(): Promise<string> {
  const { directory, remove } = createDemoRepository();
  let screen = '';
  try {
    await main(['review', '--base', 'main', '--head', 'mqtt'], {
      ...io,
      cwd: directory,
      out: (text) => (screen += text),
    });
  } finally {
    remove();
  }
  return screen;
}

const io: Io = {
  out: () => {},
  err: () => {},
  cwd: '',
  columns: undefined,
  colour: false,
  errIsTerminal: false,
  today: '2026-01-01',
  reviewer: inProcess(engine),
  milliseconds: Infinity,
  env: {},
};

function helpPages(): string {
  const program = createProgram(io, () => {});
  const pages = [program, ...program.commands].map((command) => {
    const help = command.configureHelp({ ...command.configureHelp(), helpWidth: 100 }).helpInformation();
    const isRoot = command === program;
    return `## ${isRoot ? 'portcullis' : `portcullis ${command.name()}`}\n\n${fenced(isRoot ? help + exitCodes : help)}`;
  });
  return pages.join('\n\n');
}

const table = (head: string, rows: readonly string[]): string => [head, '| --- | --- |', ...rows].join('\n');

/** What breaks, which alarm says so, and within how long: what the tests break on purpose. */
function breakageTable(rows: readonly Pick<Row, 'what' | 'rings' | 'within'>[]): string {
  const days = (minutes: number): string => `${Math.floor(minutes / (24 * 60))} days`;
  const lines = rows.map(
    ({ what, rings, within }) => `| ${what} | \`${rings}\` | ${within >= 24 * 60 ? days(within) : `${within} min`} |`,
  );
  return ['| What breaks | Alarm | Within |', '| --- | --- | --- |', ...lines].join('\n');
}

/** The options of the deployment, its alarms and its metrics. */
function awsPage(page: string): string {
  const alarms = readAlarms().map(
    ({ name, AlarmDescription: words }) => `| \`${name.replace(/Alarm$/, '')}\` | ${words} |`,
  );
  const metrics = Object.entries(counted).map(([name, { means }]) => `| \`${name}\` | ${means} |`);
  const parts = {
    deploy: fenced(deployHelp),
    alarms: table('| Alarm | What it says |', alarms),
    breakages: breakageTable([...breakages, silence]),
    metrics: table('| Metric | Counts |', metrics),
  };
  return Object.entries(parts).reduce((text, [name, part]) => between(text, name, part), page);
}

/** The alerts of the chart, and the metrics of the server. */
function kubernetesPage(page: string): string {
  const alerts = readAlertWords().map(({ name, words }) => `| \`${name}\` | ${words} |`);
  const counts = Object.entries(counted).map(([name, { means }]) => {
    const label = labels[name as CountName];
    return `| \`${prometheusName(name as CountName)}\` | ${means}${label ? `, by \`${label.name}\`` : ''} |`;
  });
  const ofQueue = Object.values(gauges).map(({ name, help }) => `| \`${name}\` | ${help} |`);
  const broken = [...serverBreakages, ...others].map((row) => ({ ...row, rings: `Portcullis${row.rings}` }));
  const parts = {
    alerts: table('| Alert | What it says |', alerts),
    breakages: breakageTable(broken),
    metrics: table('| Metric | Counts |', [...counts, ...ofQueue]),
  };
  return Object.entries(parts).reduce((text, [name, part]) => between(text, name, part), page);
}

/** The schema of the configuration with the ids of all rules, which editors complete. */
function schemaWithRules(schema: string): string {
  const list = /("rules": \{[^{}]*"properties": )\{(?:[^{}]|\{[^{}]*\})*\}(?=,\s*"additionalProperties": false)/;
  if (!list.test(schema)) throw new Error('the schema has no list of rules');
  const rows = rules.map(({ id }) => `        "${id}": { "$ref": "#/definitions/severity" }`);
  return schema.replace(list, (_, open: string) => `${open}{\n${rows.join(',\n')}\n      }`);
}

type Page = readonly [path: string, rewrite: (page: string) => string];

const rulePage = (rule: Rule): Page => [
  pagePath(rule),
  (page) => {
    const told = withOutputs(page, ({ files }) => {
      const { head, base } = sidesOf(files);
      return screenOf(head, base, rulesFor(rule.id, files));
    });
    return withRelated(withHeader(arranged(told), rule, outcomeShown(rule, told)), rule);
  },
];

/** What the finding of a page's first example predicts. */
function outcomeShown({ id }: Rule, page: string): Outcome | null {
  const files = parseRulePage(page).wrong[0]?.files ?? {};
  const { head, base } = sidesOf(files);
  const { findings } = reviewFiles(head, base, rulesFor(id, files));
  return findings.find(({ rule }) => rule === id)?.outcome ?? null;
}

const everyPage = async (): Promise<Page[]> => {
  const demo = await demoScreen();
  return [
    ...rules.filter((rule) => existsSync(join(root, pagePath(rule)))).map(rulePage),
    ['src/rules/README.md', (page) => between(page, 'rules', ruleTable())],
    ['README.md', (page) => between(page, 'demo', fenced(`$ portcullis review --base main --head mqtt\n\n${demo}`))],
    ['docs/conditions.md', (page) => between(page, 'conditions', conditionsPage())],
    ['docs/command-line.md', (page) => between(page, 'help', helpPages())],
    ['schema/portcullis.schema.json', schemaWithRules],
    ['docs/aws.md', awsPage],
    ['docs/kubernetes.md', kubernetesPage],
    ...versionPages().map(([path, text]): Page => [path, () => text]),
  ];
};

const asked = process.argv.slice(2).filter((argument) => argument !== '--check');
const unknown = asked.find((id) => rules.every((rule) => rule.id !== id));
if (unknown !== undefined) {
  console.error(`docs: there is no rule "${unknown}"`);
  process.exit(2);
}

const pages = asked.length > 0 ? rules.filter(({ id }) => asked.includes(id)).map(rulePage) : await everyPage();
const checking = process.argv.includes('--check');
const stale = pages.filter(([path, rewrite]) => {
  const file = join(root, path);
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const fresh = rewrite(page);
  if (fresh !== page && !checking) writeFileSync(file, fresh);
  return fresh !== page;
});
for (const [path] of stale)
  console.log(`${checking ? 'stale' : 'rewritten'}: ${relative(process.cwd(), join(root, path))}`);
if (checking && stale.length > 0) {
  console.error('The documentation shows what the tool no longer prints: npm run docs');
  process.exitCode = 1;
}
