/** The files of the playground: what they are, and how a change of them makes a new state. Nothing here knows a page. */

/** Texts by path, relative to the root of a repository. */
export type Files = Readonly<Record<string, string>>;

export type Side = 'base' | 'head';

export interface Repository {
  /** Before the change; null where there is no change, and everything that is wrong is told. */
  readonly base: Files | null;
  readonly head: Files;
}

export interface Suggestion {
  readonly path: string;
  /** The first and the last line that are replaced, counted from 1. */
  readonly startLine: number;
  readonly endLine: number;
  readonly replacement: string;
}

/** The most that the page takes: files, and UTF-16 units of all of them. More is said, and not taken. */
export const limits = { files: 2_000, characters: 8_000_000 };

/** What is wrong with a repository of this size, as a sentence; null when it is taken. */
export function sizeProblem({ base, head }: Repository): string | null {
  const texts = [...Object.values(head), ...Object.values(base ?? {})];
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (texts.length > limits.files) return `The page takes ${limits.files} files, and these are ${texts.length}.`;
  if (characters > limits.characters) return `The page takes ${limits.characters / 1e6} MB of text, and this is more.`;
  return null;
}

export function filesOn({ base, head }: Repository, side: Side): Files {
  return side === 'base' ? (base ?? {}) : head;
}

/** The text of a file, undefined where there is none: a path may be spelt like what every object has. */
export function textOf(files: Files | null, path: string): string | undefined {
  return files !== null && Object.hasOwn(files, path) ? files[path] : undefined;
}

export function withFile(repository: Repository, side: Side, path: string, text: string): Repository {
  return { ...repository, [side]: { ...filesOn(repository, side), [path]: text } };
}

export function withoutFile(repository: Repository, side: Side, path: string): Repository {
  const { [path]: _removed, ...rest } = filesOn(repository, side);
  return { ...repository, [side]: rest };
}

/** Every path of both sides, sorted, with what became of it. */
export function pathsOf({
  base,
  head,
}: Repository): readonly { path: string; change: 'added' | 'removed' | 'changed' | null }[] {
  const paths = [...new Set([...Object.keys(base ?? {}), ...Object.keys(head)])].toSorted();
  return paths.map((path) => ({
    path,
    change: base === null ? null : changeOf(textOf(base, path), textOf(head, path)),
  }));
}

function changeOf(before: string | undefined, after: string | undefined): 'added' | 'removed' | 'changed' | null {
  if (before === after) return null;
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

/** The file after the suggestion: its lines replaced, with their line breaks, and every other line as it was. */
export function withSuggestion(files: Files, { path, startLine, endLine, replacement }: Suggestion): Files {
  const text = textOf(files, path);
  if (text === undefined) return files;
  const lines = text.split(/(?<=\n)/);
  const breakOf = (line: string | undefined): string => /\r?\n$/.exec(line ?? '')?.[0] ?? '';
  const inside = breakOf(lines[startLine - 1]) || breakOf(lines[0]) || '\n';
  const replaced = replacement.split('\n').join(inside) + breakOf(lines[endLine - 1]);
  const kept = [...lines.slice(0, startLine - 1), replaced, ...lines.slice(endLine)];
  return { ...files, [path]: kept.join('') };
}

/** A path as a repository has it, or null where it cannot be one. */
export function pathFrom(typed: string): string | null {
  const path = typed.trim().replace(/^(\.?\/)+/, '');
  const parts = path.split('/');
  const wrong =
    path === '' || path.length > 500 || /[\p{Cc}\\]/u.test(path) || parts.some((part) => /^\.{0,2}$/.test(part));
  return wrong ? null : path;
}
