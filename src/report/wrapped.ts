import { displayWidth } from './display-width.ts';

/**
 * A text in lines of a terminal, broken between words; one line where no width is known. A word that is longer than a
 * line stays whole: it is a path or a name that somebody will copy.
 */
export function wrapped(text: string, columns: number | undefined): readonly string[] {
  if (columns === undefined || text.length * 2 <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const own = displayWidth(word);
    if (line !== '' && width + 1 + own > columns) {
      lines.push(line);
      [line, width] = [word, own];
    } else {
      width += line === '' ? own : own + 1;
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
