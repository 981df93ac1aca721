/** One line of a file of the tree (from 1) without its line break; undefined where there is none. Given to reports, which read nothing themselves. */
export type LineOf = (path: string, line: number) => string | undefined;

/** Looks lines up in texts, splitting each text once. */
export function linesFrom(textOf: (path: string) => string | undefined): LineOf {
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
