/** Begins a rule: `npm run new-rule <subject>/<id>` writes the rule, its page and its test, and the one line in the list of rules. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [subject = '', id = ''] = (process.argv[2] ?? '').split('/');
const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function fail(message: string): never {
  console.error(`new-rule: ${message}`);
  process.exit(2);
}

if (!/^[a-z]+(-[a-z0-9]+)+$/.test(id))
  fail('usage: npm run new-rule <subject>/<id>, in kebab-case, for example listener/listener-port-unavailable');

/** Folders that hold rules: those with a page. */
const subjects = readdirSync(join(root, 'src/rules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: folder }) => folder)
  .filter((folder) => readdirSync(join(root, 'src/rules', folder)).some((file) => file.endsWith('.md')));
if (!subjects.includes(subject)) fail(`a rule speaks of one of: ${subjects.join(', ')}`);

/** A template with the new names, and with imports as they are from its new place. */
function fromTemplate(template: string): string {
  return readFileSync(join(root, 'scripts/new-rule', template), 'utf8')
    .replaceAll('rule-id', id)
    .replace("about: 'gateway'", `about: '${subject}'`)
    .replaceAll('ruleId', name);
}

const files = {
  [`src/rules/${subject}/${id}.ts`]: fromTemplate('rule-id.ts')
    .replaceAll('../../src/rules/', '../')
    .replaceAll('../../src/', '../../'),
  [`src/rules/${subject}/${id}.md`]: fromTemplate('rule-id.md'),
  [`test/rules/${subject}/${id}.test.ts`]: fromTemplate('rule-id-test.ts')
    .replaceAll('../../test/rules/', '../')
    .replaceAll('../../test/', '../../'),
};
for (const path of Object.keys(files)) if (existsSync(join(root, path))) fail(`${path} exists`);

/** The import after the last import, the entry at the end of the list. */
function withRule(index: string): string {
  const lastImport = index.lastIndexOf('\nimport ');
  const endOfImports = index.indexOf('\n', lastImport + 1) + 1;
  const listEnd = index.lastIndexOf('];');
  if (lastImport < 0 || listEnd < endOfImports) fail('src/rules/index.ts is no longer a list of imports and one array');
  return `${index.slice(0, endOfImports)}import { ${name} } from './${subject}/${id}.ts';\n${index.slice(endOfImports, listEnd)}  ${name},\n];${index.slice(listEnd + 2)}`;
}

const index = join(root, 'src/rules/index.ts');
writeFileSync(index, withRule(readFileSync(index, 'utf8')));
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

console.log(['Written:', ...Object.keys(files), 'src/rules/index.ts (one import, one line)'].join('\n  '));
console.log(
  `\nNext: write the page and the rule. \`npm run docs -- ${id}\` fills in the output of the page, and \`npm test -- ${id} test/rules/pages\` shows what is left.`,
);
