/** An element of XML: its name and the names of its attributes. */
export interface Element {
  readonly name: string;
  readonly attributes: readonly string[];
}

const token = /<(\/?)([\w-]+)((?: [\w-]+="[^"<&]*(?:&(?:amp|lt|gt|quot|apos);[^"<&]*)*")*)(\/?)>|([^<]+)/gy;

/**
 * The elements of a document, in order.
 * @throws Error where it is not well-formed, as far as documents without comments, CDATA and namespaces go
 */
export function elementsOf(document: string): readonly Element[] {
  const text = document.replace('<?xml version="1.0" encoding="UTF-8"?>', '');
  // XML can hold tabs and line breaks, and nothing else of the kind.
  if (/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/u.test(text)) throw new Error('a character that XML cannot hold');
  const open: string[] = [];
  const found: Element[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [whole, closes, name, attributes = '', closed, between] = match;
    end = match.index + whole.length;
    if (name === undefined) {
      if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(between ?? '')) throw new Error(`a bare ampersand: ${between}`);
    } else if (closes) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      found.push({ name, attributes: [...attributes.matchAll(/ ([\w-]+)="/g)].map(([, key = '']) => key) });
      if (!closed) open.push(name);
    }
  }
  if (end !== text.length || open.length > 0) throw new Error(`not well-formed after ${end} characters`);
  return found;
}
