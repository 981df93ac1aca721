/** Examples by the plan of every page: of the wrong one the file that changes, of the right one the change, the rest folded at the end. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import {
  fileOf,
  parseRulePage,
  restSection,
  toldFile,
  type Block,
  type ExampleFiles,
  type RulePage,
} from '../rule-page.ts';

/** The page with its examples arranged. An author may write whole files everywhere. */
export function arranged(page: string): string {
  const parsed = parseRulePage(page);
  const common = commonFiles(parsed);
  const examples = ['Wrong', 'Right', restSection];
  const outdated = parsed.blocks.filter(({ language, section }) => language === 'yaml' && examples.includes(section));
  const edited = outdated
    .toReversed()
    .reduce((text, block) => replaced(text, block, inPlaceOf(block, parsed, common)), page);
  return withRest(edited, common);
}

/** Files that have one text in all examples, and in which nothing is found. */
function commonFiles({ wrong, right }: RulePage): ExampleFiles {
  const [first, ...others] = wrong;
  const told = new Set(wrong.map(toldFile));
  const same = Object.entries(first?.files ?? {}).filter(
    ([path, text]) =>
      !told.has(path) && right[path] === text && others.every(({ files }) => (files[path] ?? text) === text),
  );
  return Object.fromEntries(same);
}

/** What stands in the place of a block: itself, a diff, or nothing. */
function inPlaceOf(block: Block, { wrong }: RulePage, common: ExampleFiles): string {
  const [path, text] = fileOf(block);
  if (block.section === restSection || common[path] === text) return '';
  const before = wrong[0]?.files[path];
  if (block.section !== 'Right' || before === undefined) return fenced('yaml', block.body);
  return before === text ? '' : fenced('diff', diffOf(path, before, text));
}

const fenced = (language: string, body: string): string => `\`\`\`${language}\n${body}\`\`\``;

function diffOf(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(path, path, before, after, '', '', {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch.replace(/^ $/gm, '');
}

function replaced(text: string, { from, to }: Block, by: string): string {
  return by === ''
    ? text.slice(0, from) + text.slice(to).replace(/^\n+/, '')
    : text.slice(0, from) + by + text.slice(to);
}

function withRest(page: string, common: ExampleFiles): string {
  const at = page.indexOf(`## ${restSection}\n`);
  const body = (at < 0 ? page : page.slice(0, at)).trimEnd();
  const paths = Object.keys(common);
  if (paths.length === 0) return `${body}\n`;
  const blocks = Object.values(common).map((text) => fenced('yaml', text));
  const summary = `<summary>${paths.map((path) => `<code>${path}</code>`).join(', ')}</summary>`;
  return `${body}\n\n## ${restSection}\n\n<details>\n${summary}\n\n${blocks.join('\n\n')}\n\n</details>\n`;
}
