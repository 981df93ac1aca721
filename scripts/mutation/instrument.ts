import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { countingLoads } from './switchboard.ts';

export interface Mutant {
  readonly id: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** The line it begins in, trimmed. */
  readonly sourceLine: string;
  readonly original: string;
  readonly replacement: string;
  readonly mutator: string;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** Sources with all mutants in them, each behind a switch, by absolute path. */
  readonly sources: ReadonlyMap<string, string>;
}

const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => true,
  isErrorEnabled: () => true,
  isFatalEnabled: () => true,
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: console.warn,
  error: console.error,
  fatal: console.error,
};

/** The text between two places, lines and columns from 0. */
function textBetween(text: string, { start, end }: { start: Place; end: Place }): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, end.column);
  lines[0] = (lines[0] ?? '').slice(start.column);
  return lines.join('\n');
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** @param files paths from the root */
export async function instrument(root: string, files: readonly string[]): Promise<Instrumented> {
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const instrumenter = new Instrumenter(silent);
  const result = await instrumenter.instrument(
    [...texts].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  return {
    mutants: result.mutants.map(({ id, fileName: file, location, replacement, mutatorName }) => ({
      id,
      file,
      line: location.start.line + 1,
      column: location.start.column + 1,
      sourceLine: (texts.get(file) ?? '').split('\n')[location.start.line]?.trim() ?? '',
      original: textBetween(texts.get(file) ?? '', location),
      replacement,
      mutator: mutatorName,
    })),
    sources: new Map(result.files.map(({ name, content }) => [join(root, name), countingLoads(content)])),
  };
}
