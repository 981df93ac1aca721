/** How a text is written, which decides how a character can be written otherwise. */
export type Notation = 'json' | 'xml' | 'text';

/**
 * Text for the standard output of a CI runner, which takes `##[command]` anywhere in a line, and `::command` at its
 * beginning, for orders of the job (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 * JSON, XML and HTML stay equal to what they were; other text shows a blank between the two characters.
 */
export function escapeRunner(text: string, notation: Notation): string {
  const { hash, colon } = written[notation];
  return text
    .replace(/##(?=\w{0,20}\[)/g, `#${hash}`)
    .replace(/^([^\S\n\r\u2028\u2029]*):(?=:)/gm, (_, indent) => `${indent}${colon}`);
}

const written: Readonly<Record<Notation, { readonly hash: string; readonly colon: string }>> = {
  json: { hash: '\\u0023', colon: '\\u003a' },
  xml: { hash: '&#35;', colon: '&#58;' },
  text: { hash: ' #', colon: ': ' },
};
