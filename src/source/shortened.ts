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

/** The most characters of a name in a cluster or a host, with what encloses it. */
const longestName = 256;
/** The most characters of what stands between the dots and slashes of names, hosts and paths: those of a DNS label. */
const longestPart = 63;

/** Whether a text is a name, host or path as people have them: those are told apart by their ends. */
function isNameOfParts(text: string): boolean {
  return text.length <= longestName && !/\s/.test(text) && text.split(/[./:]/).every((p) => p.length <= longestPart);
}

/** A name as a message shows it: whole where it is one of many parts, else as a quotation. */
export function shortName(name: string): string {
  return name.length <= mostQuoted || isNameOfParts(name) ? name : shortened(name);
}

/** A message in which each word and each quotation is shown as a name is. */
export function withShortWords(text: string): string {
  if (text.length <= mostQuoted || isShortThroughout(text)) return text;
  return withShortQuotations(text).replaceAll(/\S+/g, (word) => (word.length > mostQuoted ? shortName(word) : word));
}

/** Whether no word and no quotation is too long, told in one pass over characters: of most messages that is so. */
function isShortThroughout(text: string): boolean {
  let word = 0;
  let quotation: number | null = null;
  for (let at = 0; at <= text.length; at += 1) {
    const character = at === text.length ? space : text.charCodeAt(at);
    if (character === backslash) return false;
    if (character === space) {
      if (at - word > mostQuoted) return false;
      word = at + 1;
    } else if (character === quote) {
      if (quotation !== null && at - quotation > mostQuoted) return false;
      quotation = quotation === null ? at + 1 : null;
    }
  }
  return quotation === null || text.length - quotation <= mostQuoted;
}

const space = 0x20;
const quote = 0x22;
const backslash = 0x5c;

/** What stands between two quotes, of which none is escaped. */
function withShortQuotations(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', at)) {
    let close = open + 1;
    while (close < text.length && text[close] !== '"') close += text[close] === '\\' ? 2 : 1;
    const quoted = text.slice(open + 1, close);
    parts.push(text.slice(at, open + 1), shortName(quoted));
    if (close < text.length) parts.push('"');
    at = close + 1;
  }
  return parts.join('') + text.slice(at);
}
