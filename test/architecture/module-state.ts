/**
 * Names that a module binds at its top level, or as a static field, and that may hold another thing later:
 *
 * - what is no constant;
 * - a weak collection, a cache that some `create…` made, and an empty collection that is not typed
 *   `Readonly…` or `readonly`: there is no use for one but to be filled;
 * - a constant that the text writes into.
 *
 * A table that is filled where it is declared is data. A declaration is known by its indentation, which the
 * formatter guarantees.
 */
export function moduleStateIn(text: string): string[] {
  const rebound = namesIn(text, /^(?:export )?(?:let|var) (\w+)/gm);
  const fields = namesIn(text, /^ {2}(?:(?:private|protected|public) )?static (?!readonly )#?(\w+)(?: =|:|;)/gm);
  const remembering = namesIn(text, /^(?:export )?const (\w+)(?:: [^=]+)? = (?:new Weak\w+|create[A-Z]\w*\()/gm);
  const empty = namesIn(
    text,
    /^(?:export )?const (\w+)(?:: (?!readonly |Readonly)[^=]+)? = (?:new (?:Map|Set)(?:<.*>)?\(\)|\[\]);/gm,
  );
  const written = namesIn(text, /^(?:export )?const (\w+)\b/gm).filter((name) => isWritten(name, text));
  return [...new Set([...rebound, ...fields, ...remembering, ...empty, ...written])];
}

const namesIn = (text: string, declaration: RegExp): string[] =>
  [...text.matchAll(declaration)].map((match) => match[1] ?? '');

const writers = 'set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin';

function isWritten(name: string, text: string): boolean {
  // A field of another thing may have the same name.
  const own = `(?<![\\w.])${name}`;
  // A sticky pattern is set to its place before each use.
  const member = '(?:\\.(?!lastIndex\\b)\\w+|\\[[^\\]\\n]+\\])+';
  return [
    `${own}\\.(?:${writers})\\(`,
    `${own}${member} (?:=|[-+*/|&?]+=) `,
    `${own}${member}(?:\\+\\+|--)`,
    `delete ${name}${member}`,
    `(?:Object\\.assign|Object\\.defineProperty|Reflect\\.set)\\(${name}\\b`,
  ].some((pattern) => new RegExp(pattern).test(text));
}
