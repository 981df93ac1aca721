import type { ValueChange, Edit } from './change.ts';
import type { SourceFile } from './document.ts';
import { keepsEverythingElse } from './edit-proof.ts';
import { insertEntry, insertItem, lineEnd } from './insert.ts';
import { isLocation } from './location.ts';
import { moveEntry } from './move.ts';
import type { Entry, Json, MapNode, Node } from './node.ts';
import { isYamlName } from './paths.ts';
import { replaceValue } from './replace.ts';
import { textStyle } from './text-style.ts';
import type { TextStyle } from './text-style.ts';

/**
 * The edit that makes a change in the file's own style, or null when it cannot be made safely.
 * The edited text is parsed again: the change must be in it, and nothing else may differ, no value
 * and no comment.
 * @param file the file that the change's node points into
 */
export function editFor(change: ValueChange, file: SourceFile): Edit | null {
  const { text } = file;
  const target = targetOf(change);
  // A value may stand in a script or in Terraform: those are not written here, and reading them as YAML proves nothing.
  if (!isLocation(target.at) || !isYamlName(target.at.path)) return null;
  const style = textStyle(target.at.path, text, target.at.end);
  for (const edit of ways(change, text, style)) {
    if (keepsEverythingElse(change, target, file, applyEdits(text, [edit]))) return edit;
  }
  return null;
}

/** The node that a change is about: everything that differs afterwards is in it. */
export function targetOf(change: ValueChange): Node {
  if (change.kind === 'set') return change.node;
  return change.kind === 'append' ? change.list : change.map;
}

/** The ways to write a change, the nicest first. */
function ways(change: ValueChange, text: string, style: TextStyle): readonly Edit[] {
  switch (change.kind) {
    case 'set':
      return replaceValue(change.node, change.value, text, style, null);
    case 'append':
      return insertItem(change.list, change.value, text, style);
    case 'put':
      return put(change.map, change.path, change.value, text, style);
    case 'move':
      return moveEntry(change, text, style);
  }
}

function put(map: MapNode, path: readonly string[], value: Json, text: string, style: TextStyle): readonly Edit[] {
  const [key, ...rest] = path;
  if (key === undefined) return [];
  const entry = ownEntry(map, key);
  if (entry === undefined) {
    return rest.length > 0 && map.entries.has(key) ? [] : insertEntry(map, key, nest(rest, value), text, style);
  }
  if (entry.value.kind === 'map' && rest.length > 0) return put(entry.value, rest, value, text, style);
  if (rest.length > 0 && !isNull(entry.value)) return [];
  return replaceValue(entry.value, nest(rest, value), text, style, entry);
}

/** An entry written in this map, not merged into it from elsewhere. */
function ownEntry(map: MapNode, key: string): Entry | undefined {
  const entry = map.entries.get(key);
  if (entry === undefined || !isLocation(map.at) || !isLocation(entry.keyAt)) return undefined;
  const within = entry.keyAt.path === map.at.path && map.at.start <= entry.keyAt.start && entry.keyAt.end <= map.at.end;
  return within ? entry : undefined;
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function nest(path: readonly string[], value: Json): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}

/** The text with the edits made. An edit that overlaps an earlier one is left out. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const inOrder = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const { start, end, replacement } of inOrder) {
    if (start < at || end > text.length) continue;
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

/** Whole lines to replace, from 1, first to last included; without the last line's break. */
export interface LineReplacement {
  readonly startLine: number;
  readonly endLine: number;
  readonly replacement: string;
}

/** The edits of one file as one replacement of whole lines, as GitHub's suggestions want it. */
export function editToSuggestion(text: string, edits: readonly Edit[]): LineReplacement {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = lineEnd(text, end);
  const inside = edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }));
  return {
    startLine: lineNumber(text, from),
    endLine: lineNumber(text, end),
    replacement: applyEdits(text.slice(from, to), inside),
  };
}

function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
