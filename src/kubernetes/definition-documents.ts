import type { Document } from '../source/document.ts';
import { lineIndex } from '../source/line-index.ts';
import { parseYaml } from '../source/parse.ts';
import { placed } from '../source/placed.ts';
import type { Sources } from '../source/sources.ts';
import { customResourceDefinition } from './kinds.ts';

/** A stretch of the text that is kept: where it begins there, and where in what is left. */
interface Kept {
  readonly from: number;
  readonly at: number;
}

/**
 * The documents of a file with CustomResourceDefinitions, without their schemas, which are nearly all of its text and
 * cost seconds to parse. Every place is that in the file. Null for a file that states none, or that is broken.
 */
export function definitionDocuments(sources: Sources, path: string): readonly Document[] | null {
  if (!sources.contains(path, customResourceDefinition.kind)) return null;
  const text = sources.text(path) ?? '';
  const { rest, kept } = withoutSchemas(text);
  if (kept.length < 2) return null;
  const file = parseYaml(path, rest);
  if (file.unread !== null || file.problems.length > 0) return null;
  const lines = lineIndex(path, text);
  const original = originalOffset(kept);
  const within = { at: (start: number, end: number) => lines.location(original(start), original(end)) };
  return file.documents.map((document) => ({ ...document, root: placed(document.root, within) }));
}

const definitionKind = new RegExp(`^kind:[ \\t]*["']?${customResourceDefinition.kind}\\b`);

/** Drops what stands below `schema:` in documents that state a definition, line by line. */
function withoutSchemas(text: string): { readonly rest: string; readonly kept: readonly Kept[] } {
  const parts: string[] = [];
  const kept: Kept[] = [];
  let [from, length, cutBelow, isDefinition] = [0, 0, -1, false];
  const keep = (end: number): void => {
    kept.push({ from, at: length });
    parts.push(text.slice(from, end));
    length += end - from;
  };
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found + 1;
    const indentation = indentationOf(text, start, end);
    if (cutBelow >= 0 && indentation >= 0 && indentation <= cutBelow) {
      from = start;
      cutBelow = -1;
    }
    if (cutBelow < 0 && indentation >= 0) {
      if (text.startsWith('---', start)) isDefinition = false;
      else if (indentation === 0) isDefinition ||= definitionKind.test(text.slice(start, end));
      else if (isDefinition && /^schema:\s*$/.test(text.slice(start + indentation, end))) {
        keep(end);
        cutBelow = indentation;
      }
    }
    start = end;
  }
  if (cutBelow < 0) keep(text.length);
  return { rest: parts.join(''), kept };
}

/** How far a line is indented; -1 for one of blanks. */
function indentationOf(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] === ' ') at++;
  return at === end || text[at] === '\n' || text[at] === '\r' ? -1 : at - start;
}

function originalOffset(kept: readonly Kept[]): (offset: number) => number {
  return (offset) => {
    let [low, high] = [0, kept.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((kept[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const { from, at } = kept[low] ?? { from: 0, at: 0 };
    return from + offset - at;
  };
}
