/** What a rule's page shows, so that `npm run docs` can rewrite its output and a test can run it. */

/** A wrong example: files, and the exact output of the tool below them. */
export interface WrongExample {
  readonly files: Readonly<Record<string, string>>;
  readonly output: string;
  /** Where the output stands in the page, as offsets. */
  readonly start: number;
  readonly end: number;
}

export interface RulePage {
  readonly heading: string;
  /** The text between the heading and the first section. */
  readonly introduction: string;
  readonly sections: readonly string[];
  readonly wrong: readonly WrongExample[];
  readonly right: readonly Readonly<Record<string, string>>[];
}

export const expectedSections = ['Wrong', 'Right', 'When to turn it off', 'Further reading'];

interface Block {
  readonly section: string;
  /** Counts the headings so far: every heading begins a new example. */
  readonly part: number;
  readonly language: string;
  readonly body: string;
  readonly start: number;
}

const fenceOrHeading = /^(#{1,3}) (.+)$|^```(\w*)\n([\s\S]*?)^```$/gm;

function blocksOf(page: string): readonly Block[] {
  let section = '';
  let part = 0;
  return [...page.matchAll(fenceOrHeading)].flatMap((match): Block[] => {
    const [whole, level, title = '', language = '', body = ''] = match;
    if (level === undefined) return [{ section, part, language, body, start: match.index + whole.indexOf('\n') + 1 }];
    part += 1;
    if (level.length < 3) section = title;
    return [];
  });
}

/** The file a block shows: its first line is a comment with the path, and belongs to the file. */
function fileOf({ body }: Block): readonly [path: string, text: string] {
  const path = /^# (\S+)\n/.exec(body)?.[1];
  if (path === undefined)
    throw new Error(`the first line of a yaml block must be "# path/in/repository.yaml":\n${body}`);
  return [path, body];
}

function wrongExamples(blocks: readonly Block[]): WrongExample[] {
  const examples: WrongExample[] = [];
  let files: Record<string, string> = {};
  for (const block of blocks) {
    if (block.language === 'yaml') files = { ...files, ...Object.fromEntries([fileOf(block)]) };
    if (block.language !== 'text') continue;
    examples.push({ files, output: block.body, start: block.start, end: block.start + block.body.length });
    files = {};
  }
  return examples;
}

/** Reads a page. Several wrong examples each end with their output; several right ones begin with a heading of their own. */
export function parseRulePage(page: string): RulePage {
  const blocks = blocksOf(page);
  const right = Map.groupBy(
    blocks.filter(({ section, language }) => section === 'Right' && language === 'yaml'),
    ({ part }) => part,
  );
  return {
    heading: /^# (.+)$/m.exec(page)?.[1] ?? '',
    introduction: /^# .+\n([\s\S]*?)^## /m.exec(page)?.[1]?.trim() ?? '',
    sections: [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? ''),
    wrong: wrongExamples(blocks.filter(({ section }) => section === 'Wrong')),
    right: [...right.values()].map((shown) => Object.fromEntries(shown.map(fileOf))),
  };
}

/** The rules that an example is run with: that of its page, and those of which suppressions in it speak. A new rule moves no other page. */
export function rulesFor(id: string, files: Readonly<Record<string, string>>): readonly string[] {
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
