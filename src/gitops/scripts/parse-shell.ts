import { type ParsedScript, type SyntaxNode, forEachChild, parse } from 'unbash';
import { type Doubt, doubtOf } from '../../source/doubt.ts';
import { reserved, type ShellText } from './shell-text.ts';

/** Scripts of people are far below these; the time of the parser grows faster than a deeply nested text. */
const mostCharacters = 256 * 1024;
const deepest = 60;
const mostHeredocs = 200;

/** The syntax tree of a script, or why it is not read: a tree that bash itself would not make is none. */
export function parseShell({ text }: Pick<ShellText, 'text'>): ParsedScript | Doubt {
  const limit = limitOf(text);
  if (limit !== null) return doubtOf('limit', limit);
  try {
    const script = parse(text);
    const error = firstError(script);
    if (error === null) return script;
    return doubtOf('syntax', `line ${text.slice(0, error.pos).split('\n').length} is no shell that can be read`);
  } catch (error) {
    // Some nesting is bounded by the stack alone.
    if (error instanceof RangeError) return doubtOf('limit', 'its commands are nested too deeply');
    throw error;
  }
}

function limitOf(text: string): string | null {
  if (text.length > mostCharacters) return `it is longer than ${mostCharacters / 1024} KiB`;
  if (reserved.test(text.replaceAll('\uE000', ''))) return 'it holds characters for private use';
  if (text.split('<<').length > mostHeredocs) return `it has more than ${mostHeredocs} heredocs`;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[({[)}\]]/g)) {
    depth = '({['.includes(bracket) ? depth + 1 : Math.max(depth - 1, 0);
    if (depth > deepest) return 'its brackets are nested too deeply';
  }
  return null;
}

/** The first error of a script or of one within it, which tells its own. */
function firstError(script: ParsedScript): { readonly pos: number } | null {
  let found = script.errors?.[0] ?? null;
  const visit = (node: SyntaxNode): void => {
    if (found !== null) return;
    if (node.type === 'Script' && node.errors !== undefined) found = node.errors[0] ?? null;
    forEachChild(node, visit);
  };
  forEachChild(script, visit);
  return found;
}

export function isScript(parsed: ParsedScript | Doubt): parsed is ParsedScript {
  return 'type' in parsed;
}
