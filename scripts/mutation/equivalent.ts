import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './instrument.ts';

/** A mutant that no test can tell from the original. `equivalent.json` lists them. */
interface Equivalent {
  /** Path from the root of the repository. */
  readonly file: string;
  /** White space counts as one space, in the replacement too. */
  readonly original: string;
  readonly replacement: string;
  /** The line it begins in, trimmed, where the file has the same original several times. */
  readonly line?: string;
  readonly reason: string;
}

const compact = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function isNamedBy(mutant: Mutant, { file, original, replacement, line }: Equivalent): boolean {
  return (
    mutant.file === file &&
    compact(mutant.original) === compact(original) &&
    compact(mutant.replacement) === compact(replacement) &&
    (line === undefined || mutant.sourceLine === line)
  );
}

export interface Equivalents {
  /** Ids of mutants. */
  readonly ids: ReadonlySet<string>;
  /** What is wrong with the list, for the files that are mutated. */
  readonly problems: readonly string[];
}

export function findEquivalents(mutants: readonly Mutant[]): Equivalents {
  const list = JSON.parse(readFileSync(join(import.meta.dirname, 'equivalent.json'), 'utf8')) as readonly Equivalent[];
  const files = new Set(mutants.map(({ file }) => file));
  const found = list
    .filter(({ file }) => files.has(file))
    .map((entry) => ({ entry, matches: mutants.filter((mutant) => isNamedBy(mutant, entry)) }));
  return {
    ids: new Set(found.flatMap(({ matches }) => (matches.length === 1 ? matches.map(({ id }) => id) : []))),
    problems: found
      .filter(({ matches }) => matches.length !== 1)
      .map(
        ({ entry, matches }) =>
          `equivalent.json: ${entry.file}: ${compact(entry.original)} -> ${entry.replacement} names ${matches.length} mutants`,
      ),
  };
}
