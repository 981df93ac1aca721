/** The most characters of a text of the repository that a message shows. */
export const mostQuoted = 100;

/** A text without its end, and not cut within a character. */
export function start(text: string): string {
  return text.slice(0, mostQuoted - 2).replace(/[\uD800-\uDBFF]$/, '');
}

/** A text as a message shows it, without quotes. */
export function shortened(text: string): string {
  return text.length > mostQuoted ? `${start(text)}…` : text;
}

/** Longer than a name in a cluster can be: what is longer is no name that a reader looks for. */
const longestWord = 256;

/** A message in which no word is longer than a name can be; those that are end as a quotation does. */
export function withShortWords(text: string): string {
  if (text.length <= longestWord) return text;
  return text.replaceAll(/\S+/g, (word) => (word.length > longestWord ? shortened(word) : word));
}
