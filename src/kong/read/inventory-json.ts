import { isList } from '../../source/json.ts';
import type { Json } from '../../source/node.ts';

/** Values of JSON that anybody may have written: what is not there, or not of its type, is null or empty. */

/** The API server takes no longer name. */
const longest = 253;

/** A field that is there and not null. */
export function field(json: Json, key: string): Json | null {
  if (json === null || typeof json !== 'object' || isList(json) || !Object.hasOwn(json, key)) return null;
  return json[key] ?? null;
}

export function text(json: Json, key: string): string | null {
  const found = field(json, key);
  return typeof found === 'string' ? found.slice(0, longest) : null;
}

export function truth(json: Json, key: string): boolean | null {
  const found = field(json, key);
  return typeof found === 'boolean' ? found : null;
}

export function list(json: Json, key: string): readonly Json[] {
  const found = field(json, key);
  return found !== null && isList(found) ? found : [];
}

/** Whether brackets are nested deeper, found out without reading the text as JSON. */
export function isDeeper(source: string, most: number): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at];
    if (isText) {
      if (letter === '\\') at += 1;
      else if (letter === '"') isText = false;
    } else if (letter === '"') isText = true;
    else if (letter === '{' || letter === '[') {
      depth += 1;
      if (depth > most) return true;
    } else if (letter === '}' || letter === ']') depth -= 1;
  }
  return false;
}
