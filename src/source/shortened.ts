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

/** A name as a message shows it: one that is longer than any name in a cluster is shown as a quotation is. */
export function shortName(name: string): string {
  return name.length > longestWord ? shortened(name) : name;
}

/** A message in which no word and no quotation is longer than a name can be; those that are end as a quotation does. */
export function withShortWords(text: string): string {
  if (text.length <= longestWord) return text;
  return withShortQuotations(text).replaceAll(/\S+/g, (word) => (word.length > longestWord ? shortened(word) : word));
}

/** What stands between two quotes, of which none is escaped. */
function withShortQuotations(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', at)) {
    let close = open + 1;
    while (close < text.length && text[close] !== '"') close += text[close] === '\\' ? 2 : 1;
    const quoted = text.slice(open + 1, close);
    parts.push(text.slice(at, open + 1), quoted.length > longestWord ? shortened(quoted) : quoted);
    if (close < text.length) parts.push('"');
    at = close + 1;
  }
  return parts.join('') + text.slice(at);
}
