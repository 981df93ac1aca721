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

/** What a text imports, with relative specifiers resolved from the file's place. */
export function importsOf(file: string, text: string): string[] {
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

/** Names that a text exports although another module made them: `export … from`, or an import that is exported again. */
export function reExportsIn(text: string): string[] {
  const direct = [...text.matchAll(/^\s*export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s+)?from\b/gm)].map(
    ([statement]) => statement.trim(),
  );
  const imported = new Set(
    [...text.matchAll(/^\s*import\s+(?:type\s+)?([^;'"]*?)\s+from\b/gm)]
      .flatMap((match) => (match[1] ?? '').split(/[{},]/))
      .map((name) =>
        name
          .replace(/^\s*type\s+/, '')
          .replace(/^.*\bas\s+/s, '')
          .trim(),
      )
      .filter((name) => name !== ''),
  );
  const listed = [...text.matchAll(/^\s*export\s+(?:type\s+)?\{([^}]*)\}\s*;/gm)]
    .flatMap((match) => (match[1] ?? '').split(','))
    .map((name) =>
      name
        .replace(/^\s*type\s+/, '')
        .replace(/\s+as\b.*$/s, '')
        .trim(),
    );
  const renamed = [
    ...text.matchAll(/^\s*export\s+(?:const|type)\s+\w+(?:<[^=]*>)?(?:\s*:[^=]+)?\s*=\s*(\w+)\s*;/gm),
  ].map((match) => match[1] ?? '');
  return [...direct, ...[...listed, ...renamed].filter((name) => imported.has(name))];
}
