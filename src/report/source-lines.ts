import type { Side } from '../finding.ts';

/** One line of a file of the tree (from 1) without its line break; undefined where there is none. Given to reports, which read nothing themselves. */
export type LineOf = (path: string, line: number, side?: Side) => string | undefined;

type TextOf = (path: string) => string | undefined;

/** Looks lines up in the texts of head and, where places stand in it, of base. */
export function linesFrom(headText: TextOf, baseText: TextOf = () => undefined): LineOf {
  const lookUp = { head: splitting(headText), base: splitting(baseText) };
  return (path, line, side = 'head') => lookUp[side](path, line);
}

/** Splits each text once. */
function splitting(textOf: TextOf): (path: string, line: number) => string | undefined {
  const split = new Map<string, readonly string[]>();
  return (path, line) => {
    let lines = split.get(path);
    if (!lines) {
      lines =
        textOf(path)
          ?.replace(/^\uFEFF/, '')
          .split(/\r\n|\n|\r/) ?? [];
      split.set(path, lines);
    }
    return lines[line - 1];
  };
}
