import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readGiven } from '../disk/read-given.ts';
import { refuseLinks } from '../disk/written-place.ts';
import { counted } from '../report/counts.ts';
import { isWithin, type BaselineEntry } from '../review/selection.ts';
import type { Reviewed } from '../session/operations.ts';
import type { Io } from './io.ts';
import type { FindingOptions } from './options.ts';
import { reasonOf } from './system-refusals.ts';
import { UsageError } from './usage-error.ts';

/** A file of findings that are put up with. */
export interface Baseline {
  readonly file: string;
  /** Null where there is no such file yet. */
  readonly entries: readonly BaselineEntry[] | null;
}

/** Bytes: some hundred thousand findings. */
const mostText = 32 * 1024 * 1024;

/**
 * @throws UsageError when the file is there and holds no such list
 * @throws DiskError when a symbolic link of the repository leads to it
 */
export function readBaseline(file: string, io: Io): Baseline {
  const path = resolve(io.cwd, file);
  refuseLinks(path, io.cwd);
  if (!existsSync(path)) return { file, entries: null };
  let text: string;
  try {
    text = readGiven(path, mostText);
  } catch (cause) {
    throw new UsageError(`the baseline ${file} cannot be read: ${reasonOf(cause)}`, { cause });
  }
  const entries = entriesOf(text);
  if (entries === null) throw new UsageError(`${file} is no baseline of version 1; delete it to have it written anew.`);
  return { file, entries };
}

function entriesOf(text: string): readonly BaselineEntry[] | null {
  try {
    const read = JSON.parse(text.replace(/^\uFEFF/, '')) as { version?: unknown; findings?: unknown } | null;
    const isList = read?.version === 1 && Array.isArray(read.findings);
    return isList && (read.findings as unknown[]).every(isEntry) ? (read.findings as BaselineEntry[]) : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): boolean {
  const fields = ['fingerprint', 'rule', 'path', 'message'] as const;
  return (
    typeof value === 'object' &&
    value !== null &&
    fields.every((field) => typeof (value as Record<string, unknown>)[field] === 'string')
  );
}

/**
 * Writes the list where it is missing, and shortens it where findings are gone; it never grows. The run that writes it
 * ends as without it, so that a misspelt name passes nothing. Stays where its file was not read: it may be there still.
 */
export function keepBaseline(
  { file, entries }: Baseline,
  { standing, unreadPaths, within }: Pick<Reviewed, 'standing' | 'unreadPaths'> & { readonly within: string | null },
  { quiet }: FindingOptions,
  io: Io,
): void {
  const tell = (sentence: string): void => (quiet === true ? undefined : io.err(`portcullis: ${sentence}\n`));
  if (entries === null) {
    save(file, standing, io);
    io.err(
      `portcullis: wrote ${counted(standing.length, 'finding')} to ${file}. From the next run on they do not count; commit it.\n`,
    );
    return;
  }
  const still = new Set(standing.map(({ fingerprint }) => fingerprint));
  const left = entries.filter(
    ({ fingerprint, path }) => still.has(fingerprint) || unreadPaths.includes(path) || !isWithin(path, within),
  );
  const gone = entries.length - left.length;
  if (gone > 0) save(file, left, io);
  const known = left.filter(({ fingerprint }) => still.has(fingerprint)).length;
  if (known > 0) tell(`${counted(known, 'finding')} of the baseline ${file} not counted.`);
  if (gone > 0)
    io.err(
      `portcullis: ${counted(gone, 'finding')} of ${file} ${gone === 1 ? 'is' : 'are'} gone, and taken out; commit it.\n`,
    );
}

function save(file: string, entries: readonly BaselineEntry[], io: Io): void {
  const findings = entries.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  try {
    writeFileSync(resolve(io.cwd, file), `${JSON.stringify({ version: 1, findings }, null, 2)}\n`);
  } catch (cause) {
    throw new UsageError(`the baseline ${file} cannot be written: ${reasonOf(cause)}`, { cause });
  }
}
