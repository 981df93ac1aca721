import { nearestName } from '../source/nearest-name.ts';
import { resolvePath } from '../source/paths.ts';

/** Under a path that nothing can name a file would be left out without a word. */
function requireRepositoryPath(path: string): void {
  if (path === '' || resolvePath('', path) !== path)
    throw new Error(
      `${JSON.stringify(path)} is no path of a repository: write it from the root, such as "gateways/edge.yaml", without a leading "/" and without "." or ".."`,
    );
}

/** Programs without types pass what a failed read gives them. */
export function requireFiles(name: string, files: unknown): void {
  if (typeof files !== 'object' || files === null || Array.isArray(files))
    throw new Error(`${name} must be an object of texts by path, such as { "gateways/edge.yaml": "…" }`);
  for (const [path, text] of Object.entries(files)) {
    requireRepositoryPath(path);
    if (typeof text !== 'string')
      throw new Error(`the text of ${JSON.stringify(path)} must be a string, and it is ${kindOf(text)}`);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : value instanceof Uint8Array ? 'bytes' : `of the type ${typeof value}`;
}

export function requireOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null)
    throw new Error('options must be an object, such as { failOn: "warning" }');
}

/** Programs without types misspell words too; a threshold that there is not would let everything pass. */
export function requireOneOf(name: string, word: string, words: readonly string[]): void {
  if (words.includes(word)) return;
  const near = typeof word === 'string' ? nearestName(word, words) : null;
  const hint = near === null ? '' : `; the nearest is ${JSON.stringify(near)}`;
  throw new Error(`${name} must be one of ${words.join(', ')}${hint}`);
}

/** Dates are compared as texts, which says something of every text. */
export function requireDate(name: string, date: string): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error(`${name} must be a date as 2026-01-31`);
}
