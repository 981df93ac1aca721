/** How a comment, a long string, a string in quotes or a word begins, or one other character. */
const token =
  /--|\[=*\[|"(?:\\z\s*(?!\s)|\\[^z]|[^"\\\n])*"|'(?:\\z\s*(?!\s)|\\[^z]|[^'\\\n])*'|[A-Za-z_]\w*|[^\s\w]/gs;

const longBracket = /\[=*\[/y;

const closes: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', end: 'block', until: 'repeat' };
const opens: Readonly<Record<string, string>> = {
  '(': '(',
  '[': '[',
  '{': '{',
  function: 'block',
  if: 'block',
  do: 'block',
  repeat: 'repeat',
};

/** Whether a text is certainly no Lua: a block, bracket or quote without its other half. */
export function luaFault(text: string): boolean {
  // Compiled code begins with an escape, a script may begin with a `#`.
  if (text.startsWith('\u001B') || text.startsWith('#')) return false;
  const words = new RegExp(token);
  const open: string[] = [];
  for (let found = words.exec(text); found !== null; found = words.exec(text)) {
    const [word] = found;
    const skipped = word === '--' ? endOfComment(text, words.lastIndex) : endOfLong(text, word, words.lastIndex);
    if (skipped === null || word === '"' || word === "'") return true;
    words.lastIndex = skipped;
    const opened = Object.hasOwn(opens, word) ? opens[word] : undefined;
    if (opened !== undefined) open.push(opened);
    else if (Object.hasOwn(closes, word) && open.pop() !== closes[word]) return true;
  }
  return open.length > 0;
}

/** Where a comment ends that begins before `from`; null for a long one without an end. */
function endOfComment(text: string, from: number): number | null {
  const bracket = new RegExp(longBracket);
  bracket.lastIndex = from;
  const long = bracket.exec(text)?.[0];
  if (long !== undefined) return endOfLong(text, long, from + long.length);
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Where a long string ends that `word` opens, or `from` for another word; null for one without an end. */
function endOfLong(text: string, word: string, from: number): number | null {
  if (word.length < 2 || !word.startsWith('[')) return from;
  const close = word.replaceAll('[', ']');
  const end = text.indexOf(close, from);
  return end < 0 ? null : end + close.length;
}
