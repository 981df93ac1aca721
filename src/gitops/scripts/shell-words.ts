/** A word of a command line, without its quotes, and where it stands in the file. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** What follows `helm install` or `helm upgrade`, up to the end of the command. */
export interface Command {
  readonly words: readonly Word[];
}

/** Hostile input may be one endless command. */
const mostWords = 500;
const mostCommands = 200;

const start =
  /(?:^|[\s;&|({"'`@$-])(?:helm|\$\(HELM\)|\$\{?HELM\}?)[ \t]+(?:--?[\w-]+(?:[= ][^\s-][^\s]*)?[ \t]+)*?(?:upgrade|install)(?=[ \t\\])/g;
// A word, a quoted part, a line that goes on, blank space, or whatever ends the command.
const piece = /\\\r?\n|[ \t]+|"(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?:[^\s\\"';&|#]|\\.)+|[\s\S]/y;

/** The helm commands in a script, Makefile or workflow; comments are none. */
export function helmCommands(text: string): readonly Command[] {
  const commands: Command[] = [];
  for (const match of text.matchAll(start)) {
    if (commands.length >= mostCommands) break;
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    if (/^\s*(#|\/\/)/.test(text.slice(lineStart, match.index + match[0].length))) continue;
    commands.push({ words: wordsFrom(text, match.index + match[0].length) });
  }
  return commands;
}

function wordsFrom(text: string, from: number): readonly Word[] {
  const words: { text: string; start: number; end: number }[] = [];
  let open = false;
  for (piece.lastIndex = from; words.length <= mostWords;) {
    const [part = ''] = piece.exec(text) ?? [];
    const end = piece.lastIndex;
    if (part === '' || /^[\n;&|#]/.test(part)) break;
    const isBlank = /^(\\\r?\n|[ \t\r]+)$/.test(part);
    const plain = /^(".*"|'.*')$/s.test(part) ? part.slice(1, -1) : part;
    const last = words.at(-1);
    if (!isBlank && open && last !== undefined) {
      last.text += plain;
      last.end = end;
    } else if (!isBlank) words.push({ text: plain, start: end - part.length, end });
    open = !isBlank;
  }
  return words.map((word) => ({ ...word, ...lineAndColumn(text, word.start) }));
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < lineStart; at = text.indexOf('\n', at + 1)) line++;
  return { line, column: offset - lineStart + 1 };
}
