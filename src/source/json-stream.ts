/** A stretch of a text that holds one value. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Whether it stands behind another one with no `---` between. */
  readonly streamed: boolean;
}

/**
 * The values of a text in which JSON objects stand one after the other, as `jq` and `kubectl get` print them, with
 * `---` between some of them or not. Null for every other text.
 */
export function jsonStream(text: string): readonly Stretch[] | null {
  const found: Stretch[] = [];
  for (const [start, end] of chunksOf(text)) {
    const objects = objectsIn(text, start, end);
    if (objects === null) return null;
    found.push(...objects);
  }
  return found.some(({ streamed }) => streamed) ? found : null;
}

/** Where text begins that stands behind an object, in the stretch between two `---` that holds an offset; else null. */
export function behindJson(text: string, offset: number): number | null {
  const [start, end] = chunksOf(text).findLast(([from]) => from <= offset) ?? [0, text.length];
  const opening = afterBlanks(text, start, end);
  const close = text[opening] === '{' ? closing(text, opening, end) : null;
  return close === null || close > offset ? null : afterBlanks(text, close, end);
}

/** What stands between lines of `---`. */
function chunksOf(text: string): readonly (readonly [start: number, end: number])[] {
  const borders = [0, ...[...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index), text.length];
  return borders.slice(1).flatMap((end, i) => (end > (borders[i] ?? 0) ? [[borders[i] ?? 0, end] as const] : []));
}

/** The objects of a chunk; the whole of one that begins with anything else. */
function objectsIn(text: string, start: number, end: number): readonly Stretch[] | null {
  const found: Stretch[] = [];
  for (let from = start; ;) {
    const opening = afterBlanks(text, from, end);
    if (opening === end) return found.length > 0 ? found : [{ start, end, streamed: false }];
    if (text[opening] !== '{') return found.length > 0 ? null : [{ start, end, streamed: false }];
    const close = closing(text, opening, end);
    if (close === null) return null;
    found.push({ start: opening, end: close, streamed: found.length > 0 });
    from = close;
  }
}

function afterBlanks(text: string, from: number, end: number): number {
  let at = from;
  // The line of `---` itself, where nothing else stands on it.
  const marker = /---[ \t]*\r?\n/y;
  marker.lastIndex = at;
  if (marker.test(text)) at = marker.lastIndex;
  while (at < end && /[\s\ufeff]/.test(text[at] ?? '')) at += 1;
  return at;
}

/** Behind the brace that closes an object; null where it stays open. */
function closing(text: string, opening: number, end: number): number | null {
  let depth = 0;
  for (let at = opening; at < end; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = closingQuote(text, at, end);
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

function closingQuote(text: string, opening: number, end: number): number {
  let at = opening + 1;
  while (at < end && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
