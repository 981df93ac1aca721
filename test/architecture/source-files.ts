import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

const src = new URL('../../src/', import.meta.url);

export interface SourceText {
  /** Relative to src, with `/`. */
  readonly file: string;
  readonly text: string;
  /** Every specifier that is imported, for types or at run time, relative ones resolved against src. */
  readonly imports: readonly string[];
}

const statements = [
  /^\s*(?:import|export)\b[^;'"]*?\bfrom\s+['"]([^'"]+)['"]/gm,
  /^\s*import\s+['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
];

function importsOf(file: string, text: string): string[] {
  const found = statements.flatMap((statement) => [...text.matchAll(statement)].map((match) => match[1] ?? ''));
  return found.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : name));
}

/** Every TypeScript file below src with what it imports. */
export function readSourceFiles(): readonly SourceText[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => {
      const text = readFileSync(new URL(file, src), 'utf8');
      return { file, text, imports: importsOf(file, text) };
    });
}
