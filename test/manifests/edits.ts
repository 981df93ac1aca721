import type { Files } from '../../src/review/in-memory.ts';

/** The number of the only line that holds a text. */
export function lineOf(files: Files, path: string, text: string): number {
  const lines = (files[path] ?? '').split('\n');
  const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  if (found.length !== 1) throw new Error(`${path} has "${text}" on ${found.length} lines`);
  return found[0] ?? 0;
}

/** The files with one text of one file replaced; the text has to stand there exactly once. */
export function changed(files: Files, path: string, from: string, to: string): Files {
  const text = files[path] ?? '';
  const at = text.indexOf(from);
  if (at < 0 || text.includes(from, at + 1)) throw new Error(`${path} must hold once: ${from}`);
  return { ...files, [path]: text.replace(from, () => to) };
}
