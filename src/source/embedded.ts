import type { Comment, SourceFile } from './document.ts';
import { doubtOf, type Doubt } from './doubt.ts';
import { mapped } from './entries.ts';
import { innerText } from './inner-text.ts';
import type { InnerText } from './inner-text.ts';
import { lineIndex } from './line-index.ts';
import type { LineIndex } from './line-index.ts';
import { isLocation } from './location.ts';
import type { Location, Place } from './location.ts';
import { type Entry, type Node, type ScalarNode, scalarWith } from './node.ts';
import { parseYaml } from './parse.ts';
import type { Sources } from './sources.ts';

/**
 * The YAML document written inside a scalar (Argo CD's `helm.values: |`, an inline patch), with
 * every place in the outer file, so that findings and edits point into it. Where the scalar's
 * escapes or folds allow no exact place, every value stands at the scalar itself. Of several
 * documents the first counts, as for Helm; a scalar without any is null.
 * @param lines of the file that `node.at` points into
 */
export function embeddedRoot(node: ScalarNode, lines: LineIndex): { root: Node } | Doubt {
  const read = embeddedRoots(node, lines);
  if ('reason' in read) return read;
  return { root: read.roots[0] ?? { kind: 'scalar', value: null, text: '', style: 'plain', at: node.at } };
}

/** As `embeddedRoot`, for text that may hold several documents. */
export function embeddedRoots(node: ScalarNode, lines: LineIndex): { roots: readonly Node[] } | Doubt {
  if (typeof node.value !== 'string') {
    return node.value === null ? { roots: [] } : doubtOf('syntax', 'it is not text');
  }
  const inner = isLocation(node.at) ? innerText(node, lines.text) : null;
  const file = parseYaml(isLocation(node.at) ? node.at.path : '', inner?.text ?? node.value);
  const doubt = doubtAbout(file);
  if (doubt !== null) return doubt;
  const placed = placing(node.at, lines, inner);
  return { roots: file.documents.map((document) => placed(document.root)) };
}

/** The lines of the file that a node points into; those of nothing when it is not there. */
export function linesOf(sources: Sources, path: string): LineIndex {
  return sources.file(path)?.lines ?? lineIndex(path, '');
}

/**
 * The comments of YAML within the block scalars of a file, with their places in the file. Text of
 * another kind, such as a script, gives what looks like a comment in it.
 */
export function embeddedComments(file: SourceFile): readonly Comment[] {
  const { lines } = file;
  return file.documents
    .flatMap(({ root }) => blockScalars(root))
    .flatMap((node) => {
      const inner = node.text.includes('#') ? innerText(node, file.text) : null;
      const comments = inner === null ? [] : parseYaml(file.path, inner.text).comments;
      return comments.map(({ text, at, ownLine }) => {
        const start = inner?.outerStart(at.start) ?? 0;
        return { text, ownLine, at: lines.location(start, start + text.length) };
      });
    });
}

function blockScalars(node: Node): ScalarNode[] {
  switch (node.kind) {
    case 'scalar':
      return node.style === 'literal' || node.style === 'folded' ? [node] : [];
    case 'list':
      return node.items.flatMap(blockScalars);
    case 'map':
      return [...node.entries.values()].flatMap((entry) => blockScalars(entry.value));
    case 'unknown':
      return [];
  }
}

function doubtAbout(file: SourceFile): Doubt | null {
  if (file.unread !== null) return doubtOf(file.unread.cause, `it ${file.unread.reason}`);
  const syntax = file.problems.find((problem) => problem.kind === 'syntax');
  return syntax === undefined ? null : doubtOf('syntax', `line ${syntax.at.line} of the text: ${syntax.message}`);
}

/** Copies a tree with its places moved into the outer file; shared nodes stay shared. */
function placing(whole: Place, lines: LineIndex, inner: InnerText | null): (node: Node) => Node {
  const outer = (at: Place): Place =>
    inner === null || !isLocation(at) ? whole : lines.location(inner.outerStart(at.start), inner.outerEnd(at.end));
  const done = new Map<Node, Node>();
  const place = (node: Node): Node => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const moved = move(node, outer(node.at));
    done.set(node, moved);
    return moved;
  };
  const move = (node: Node, at: Place): Node => {
    switch (node.kind) {
      case 'scalar':
        return scalarWith(node, { at, text: inner !== null && isLocation(at) ? textAt(lines.text, at) : node.text });
      case 'list':
        return { ...node, at, items: node.items.map(place) };
      case 'map':
        return { ...node, at, entries: mapped(node.entries, placeEntry) };
      case 'unknown':
        return { ...node, at };
    }
  };
  const placeEntry = ({ key, keyAt, value }: Entry): Entry => ({ key, keyAt: outer(keyAt), value: place(value) });
  return place;
}

function textAt(text: string, at: Location): string {
  return text.slice(at.start, at.end);
}
