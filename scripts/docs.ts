/** Rewrites what the documentation shows of the tool: `npm run docs`. With `--check` it only says what is stale, and fails. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createProgram, exitCodes } from '../src/cli/program.ts';
import { rules } from '../src/rules/index.ts';
import { pagePath } from '../src/rules/rule-pages.ts';
import type { Files } from '../src/review/in-memory.ts';
import { screenOf } from './screen.ts';
import { withOutputs } from './rule-page.ts';

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

function filesBelow(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.ya?ml$/.test(path));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** What `npm run demo` prints, drawn in memory. */
function demoScreen(): string {
  const base = filesBelow(join(root, 'examples/base'));
  return screenOf({ ...base, ...filesBelow(join(root, 'examples/head')) }, base);
}

function helpPages(): string {
  const program = createProgram(
    {
      out: () => {},
      err: () => {},
      cwd: '',
      columns: undefined,
      colour: false,
      errIsTerminal: false,
      today: '',
      env: {},
    },
    () => {},
  );
  const pages = [program, ...program.commands].map((command) => {
    const help = command.configureHelp({ ...command.configureHelp(), helpWidth: 100 }).helpInformation();
    const isRoot = command === program;
    return `## ${isRoot ? 'portcullis' : `portcullis ${command.name()}`}\n\n${fenced(isRoot ? help + exitCodes : help)}`;
  });
  return pages.join('\n\n');
}

const rulePages = rules.map(pagePath).filter((path) => existsSync(join(root, path)));
const pages: readonly (readonly [path: string, rewrite: (page: string) => string])[] = [
  ...rulePages.map((path) => [path, (page: string) => withOutputs(page, ({ files }) => screenOf(files))] as const),
  ['src/rules/README.md', (page) => between(page, 'rules', ruleTable())],
  [
    'README.md',
    (page) => between(page, 'demo', fenced(`$ portcullis review --base main --head mqtt\n\n${demoScreen()}`)),
  ],
  ['docs/command-line.md', (page) => between(page, 'help', helpPages())],
];

const checking = process.argv.includes('--check');
const stale = pages.filter(([path, rewrite]) => {
  const file = join(root, path);
  const page = readFileSync(file, 'utf8');
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
