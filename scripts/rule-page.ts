/** What a rule's page shows, so that `npm run docs` can rewrite it and tests can run it. */
import { applyPatch, parsePatch } from 'diff';

/** Texts by path. */
export type ExampleFiles = Readonly<Record<string, string>>;

/** A wrong example: files, and the exact output of the tool below them. */
export interface WrongExample {
  /** Those that stand above the output, then the rest of the example. */
  readonly files: ExampleFiles;
  readonly output: string;
  /** Where the output stands in the page, as offsets. */
  readonly start: number;
  readonly end: number;
}

export interface RulePage {
  readonly heading: string;
  /** The rows of the table below the heading: name and value. */
  readonly header: readonly (readonly [name: string, value: string])[];
  /** The text between the header and the first section. */
  readonly introduction: string;
  readonly sections: readonly string[];
  readonly wrong: readonly WrongExample[];
  /** What the first wrong example becomes with the changes of the section "Right". */
  readonly right: ExampleFiles;
  readonly blocks: readonly Block[];
}

/** Files that are the same in the wrong and the right example; the section is absent where there are none. */
export const restSection = 'The rest of the example';

export const expectedSections = [
  'Wrong',
  'Right',
  'See it in the cluster',
  'When to turn it off',
  'Related rules',
  'Further reading',
];

/** Code between fences, and the section that it stands in. */
export interface Block {
  readonly section: string;
  readonly language: string;
  readonly body: string;
  /** Of the body, as an offset. */
  readonly start: number;
  /** Of the fences around it. */
  readonly from: number;
  readonly to: number;
}

const fenceOrHeading = /^(#{1,3}) (.+)$|^```(\w*)\n([\s\S]*?)^```$/gm;

function blocksOf(page: string): readonly Block[] {
  let section = '';
  return [...page.matchAll(fenceOrHeading)].flatMap((match): Block[] => {
    const [whole, level, title = '', language = '', body = ''] = match;
    const [from, to] = [match.index, match.index + whole.length];
    if (level === undefined) return [{ section, language, body, start: from + whole.indexOf('\n') + 1, from, to }];
    if (level.length < 3) section = title;
    return [];
  });
}

/** The file a block shows: its first line is a comment with the path, and belongs to the file. */
export function fileOf({ body }: Block): readonly [path: string, text: string] {
  const path = /^# (\S+)\n/.exec(body)?.[1];
  if (path === undefined)
    throw new Error(`the first line of a yaml block must be "# path/in/repository.yaml":\n${body}`);
  return [path, body];
}

/** The files that blocks of one section show whole. */
export function filesIn(blocks: readonly Block[], section: string): ExampleFiles {
  const shown = blocks.filter((block) => block.section === section && block.language === 'yaml');
  return Object.fromEntries(shown.map(fileOf));
}

function wrongExamples(blocks: readonly Block[]): WrongExample[] {
  const rest = filesIn(blocks, restSection);
  const examples: WrongExample[] = [];
  let files: Record<string, string> = {};
  for (const block of blocks.filter(({ section }) => section === 'Wrong')) {
    if (block.language === 'yaml') files = { ...files, ...Object.fromEntries([fileOf(block)]) };
    if (block.language !== 'text') continue;
    const end = block.start + block.body.length;
    examples.push({ files: { ...files, ...rest, ...files }, output: block.body, start: block.start, end });
    files = {};
  }
  return examples;
}

/** Files after the changes that blocks show: a patch of one that is there, or the whole text of any. */
function changed(files: ExampleFiles, blocks: readonly Block[]): ExampleFiles {
  const after = new Map(Object.entries(files));
  for (const block of blocks) {
    if (block.language === 'yaml') after.set(...fileOf(block));
    if (block.language !== 'diff') continue;
    for (const patch of parsePatch(block.body)) {
      const path = patch.oldFileName ?? '';
      const text = applyPatch(after.get(path) ?? '', patch);
      if (text === false) throw new Error(`a diff of the page does not apply to ${path}`);
      if (patch.newFileName === '/dev/null') after.delete(path);
      else after.set(path, text);
    }
  }
  return Object.fromEntries(after);
}

const headerTable = /^# .+\n\n\| ([\s\S]*?) \|\n\n/;

/** Reads a page. Several wrong examples each end with their output. */
export function parseRulePage(page: string): RulePage {
  const blocks = blocksOf(page);
  const wrong = wrongExamples(blocks);
  const rows = headerTable.exec(page)?.[1]?.split(' |\n| ') ?? [];
  const right = blocks.filter(({ section }) => section === 'Right');
  return {
    heading: /^# (.+)$/m.exec(page)?.[1] ?? '',
    header: rows
      .filter((row) => !row.startsWith('---'))
      .map((row) => [row.slice(0, row.indexOf(' | ')), row.slice(row.indexOf(' | ') + 3)] as const),
    introduction: /^# .+\n(?:\n(?:\|.*\n)+)?([\s\S]*?)^## /m.exec(page)?.[1]?.trim() ?? '',
    sections: [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? ''),
    wrong,
    right: changed(wrong[0]?.files ?? {}, right),
    blocks,
  };
}

/** The two trees of an example that shows a change, whose files stand below `base/` and `head/`; else one tree alone. */
export function sidesOf(files: ExampleFiles): { readonly base: ExampleFiles | null; readonly head: ExampleFiles } {
  const below = (folder: string): ExampleFiles =>
    Object.fromEntries(
      Object.entries(files).flatMap(([path, text]) =>
        path.startsWith(folder) ? [[path.slice(folder.length), text]] : [],
      ),
    );
  const isChange = Object.keys(files).every((path) => /^(?:base|head)\//.test(path));
  return isChange ? { base: below('base/'), head: below('head/') } : { base: null, head: files };
}

/** The file of an example in which its first finding stands, by the path that the page shows. */
export function toldFile({ files, output }: WrongExample): string | undefined {
  const path = /^(\S+?):\d+/.exec(output)?.[1];
  return path === undefined || sidesOf(files).base === null ? path : `head/${path}`;
}

/** The rules that an example is run with: that of its page, and those of which suppressions in it speak. A new rule moves no other page. */
export function rulesFor(id: string, files: ExampleFiles): readonly string[] {
  const suppressed = Object.values(files).flatMap((text) =>
    [...text.matchAll(/portcullis-ignore ([\w-]+)/g)].map(([, rule = '']) => rule),
  );
  return [id, ...suppressed];
}

/** The page with the output of each wrong example replaced. */
export function withOutputs(page: string, outputOf: (example: WrongExample) => string): string {
  return parseRulePage(page)
    .wrong.toReversed()
    .reduce((text, example) => text.slice(0, example.start) + outputOf(example) + text.slice(example.end), page);
}
