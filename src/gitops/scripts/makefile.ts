import { lineIndex } from '../../source/line-index.ts';
import { filledInLater, type Replacement, type ShellText, withReplaced } from './shell-text.ts';

/** One run of a shell: a line of a recipe, with the lines that it goes on in. */
export interface RecipeLine {
  readonly shell: ShellText;
  /** Whether the line may be no part of the recipe: it stands between `ifeq` and `endif`. */
  readonly conditional: boolean;
}

/** A target or recipe: its lines in order, each in a shell of its own. */
export type Recipe = readonly RecipeLine[];

const conditionals = /^\s*(ifeq|ifneq|ifdef|ifndef)\b/;
const assignment =
  /^(?:[^\s:#=]+\s*:\s*)?(?:(?:override|export|private)\s+)*([A-Za-z_][\w.-]*)\s*(\?=|\+=|!=|:{0,3}=)(.*)$/;

/**
 * The recipes of a Makefile, as Make gives them to the shell: its references filled in where the file
 * sets a variable once to plain text, `$$` a dollar, and the marks `@`, `-` and `+` gone.
 */
export function recipesOf(path: string, text: string): readonly Recipe[] {
  const lines = lineIndex(path, text);
  const variables = variablesOf(text);
  const recipes: RecipeLine[][] = [];
  let depth = 0;
  let inDefinition = false;
  for (const { start, end } of logicalLines(text)) {
    const line = text.slice(start, end);
    if (inDefinition || /^\s*define\b/.test(line)) inDefinition = !/^\s*endef\b/.test(line);
    else if (line.startsWith('\t')) {
      const marks = /^[\t @+-]*/.exec(line)?.[0].length ?? 0;
      const shell = {
        text: line.slice(marks),
        at: (from: number, to: number) => lines.location(start + marks + from, start + marks + to),
      };
      recipes.at(-1)?.push({ shell: expanded(shell, variables), conditional: depth > 0 });
    } else if (conditionals.test(line)) depth++;
    else if (/^\s*endif\b/.test(line)) depth = Math.max(depth - 1, 0);
    else if (/^[^\s#=][^=]*:/.test(line) && !assignment.test(line)) recipes.push([]);
  }
  return recipes;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Lines, put together where a backslash says that one goes on. */
export function logicalLines(text: string): readonly Stretch[] {
  const lines: Stretch[] = [];
  let start = 0;
  for (let at = 0; at < text.length;) {
    const lineFeed = text.indexOf('\n', at);
    const end = lineFeed < 0 ? text.length : lineFeed;
    at = end + 1;
    if (/\\\r?$/.test(text.slice(Math.max(start, end - 2), end)) && lineFeed >= 0) continue;
    lines.push({ start, end });
    start = at;
  }
  if (start < text.length) lines.push({ start, end: text.length });
  return lines;
}

/** Variables that are set once, outside conditionals, to text without references. What is included may set any of them anew. */
function variablesOf(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string | null>();
  let depth = 0;
  for (const { start, end } of logicalLines(text)) {
    const line = text.slice(start, end);
    if (/^(-|s)?include\s/.test(line)) return new Map();
    if (line.startsWith('\t')) continue;
    if (conditionals.test(line)) depth++;
    if (/^\s*endif\b/.test(line)) depth--;
    const [, defined] = /^\s*define\s+(\S+)/.exec(line) ?? [];
    if (defined !== undefined) variables.set(defined, null);
    const [, name, operator, value = ''] = assignment.exec(line) ?? [];
    if (name === undefined) continue;
    const once = !variables.has(name) && depth === 0 && !/^[^=:]*:\s/.test(line);
    const plain = /^(=|:{1,3}=)$/.test(operator ?? '') && !/[$\\]/.test(value);
    variables.set(name, once && plain ? (value.split('#')[0] ?? '').trim() : null);
  }
  return new Map([...variables].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}

const reference = /\$(?:\$|\(([^()$]*)\)|\{([^{}$]*)\}|([^({\s])|(?=[({]))/g;

function expanded(shell: ShellText, variables: ReadonlyMap<string, string>): ShellText {
  const replacements: Replacement[] = [];
  const pattern = new RegExp(reference);
  for (let match = pattern.exec(shell.text); match !== null; match = pattern.exec(shell.text)) {
    const [whole, round, braced, letter] = match;
    const name = round ?? braced ?? letter;
    const start = match.index;
    // A function of Make, with references of its own, goes to its closing bracket.
    const end = whole === '$' ? closing(shell.text, start + 1) : start + whole.length;
    replacements.push({ start, end, by: whole === '$$' ? '$' : valueOf(name, variables) });
    pattern.lastIndex = end;
  }
  return withReplaced(shell, replacements);
}

function valueOf(name: string | undefined, variables: ReadonlyMap<string, string>): string {
  if (name === undefined) return filledInLater;
  if (name === 'CURDIR') return '.';
  return variables.get(name) ?? (/^HELM$/i.test(name) ? 'helm' : filledInLater);
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if ('({'.includes(text[at] ?? '')) depth++;
    else if (')}'.includes(text[at] ?? '') && --depth === 0) return at + 1;
  }
  return text.length;
}
