/** Begins a rule: `npm run new-rule <id>` writes the rule, its page and its test, and the one line in the list of rules. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const id = process.argv[2] ?? '';
const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function fail(message: string): never {
  console.error(`new-rule: ${message}`);
  process.exit(2);
}

if (!/^[a-z]+(-[a-z0-9]+)+$/.test(id))
  fail('usage: npm run new-rule <id>, in kebab-case, for example listener-port-unavailable');

/** A template with the new names, and with imports as they are from its new place. */
function fromTemplate(template: string): string {
  return readFileSync(join(root, 'scripts/new-rule', template), 'utf8')
    .replaceAll('rule-id', id)
    .replaceAll('ruleId', name);
}

const files = {
  [`src/rules/${id}.ts`]: fromTemplate('rule-id.ts').replace('../../src/rules/', './').replace('../../src/', '../'),
  [`src/rules/${id}.md`]: fromTemplate('rule-id.md'),
  [`test/rules/${id}.test.ts`]: fromTemplate('rule-id-test.ts').replace(
    '../review-files',
    '../../scripts/review-files',
  ),
};
for (const path of Object.keys(files)) if (existsSync(join(root, path))) fail(`${path} exists`);

/** The import after the last import, the entry at the end of the list. */
function withRule(index: string): string {
  const lastImport = index.lastIndexOf('\nimport ');
  const endOfImports = index.indexOf('\n', lastImport + 1) + 1;
  const listEnd = index.lastIndexOf('];');
  if (lastImport < 0 || listEnd < endOfImports) fail('src/rules/index.ts is no longer a list of imports and one array');
  return `${index.slice(0, endOfImports)}import { ${name} } from './${id}.ts';\n${index.slice(endOfImports, listEnd)}  ${name},\n];${index.slice(listEnd + 2)}`;
}

const index = join(root, 'src/rules/index.ts');
writeFileSync(index, withRule(readFileSync(index, 'utf8')));
for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);

console.log(['Written:', ...Object.keys(files), 'src/rules/index.ts (one import, one line)'].join('\n  '));
console.log(
  '\nNext: write the rule, then `npm run docs` fills in the output of its page, and `npm test -- test/rules` shows what is left.',
);
