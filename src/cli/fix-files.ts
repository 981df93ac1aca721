import { rewriteFiles, textToRewrite } from '../disk/rewrite.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { counted } from '../report/counts.ts';
import { terminalPalette } from '../report/terminal-palette.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import type { Finding } from '../finding.ts';
import { withSuggestions, type OfferedFix } from '../review/combine-fixes.ts';
import type { Session } from '../session/reviewer.ts';
import type { Io } from './io.ts';
import type { FindingOptions } from './options.ts';
import { wantsColour } from './output.ts';

/** What became of `--fix`. */
export interface FixedFiles {
  readonly written: boolean;
  /** The changes as a diff, where they are only to be shown; else null. */
  readonly diff: string | null;
}

/**
 * Writes what the review in a session has proven into the files of a directory, or shows it. Which findings that puts
 * right, and what is left out, is said on stderr.
 * @throws DiskError where one of the files cannot be written as it was reviewed; nothing is written then.
 */
export async function fixFiles(root: string, session: Session, options: FindingOptions, io: Io): Promise<FixedFiles> {
  const { kept, left, gone, outside, reviewed } = await session.ask('proveFixes', null);
  const files = [...Map.groupBy(kept, ({ suggestion }) => suggestion.path)].map(([path, fixes]) => {
    const suggestions = fixes.map(({ suggestion }) => suggestion);
    return { path, suggestions, text: textToRewrite(root, path, reviewed.get(path) ?? '') };
  });
  if (options.dryRun !== true) {
    const texts = files.map(({ path, suggestions, text }) => ({ path, text: withSuggestions(text, suggestions) }));
    rewriteFiles(root, texts);
  }
  io.err(`portcullis: ${sentenceOf(gone, left.length + outside.length, files.length, options)}\n${placesOf(gone)}`);
  if (left.length > 0)
    io.err(`portcullis: left out, because it is not proven together with the rest:\n${placesOf(findingsOf(left))}`);
  if (outside.length > 0)
    io.err(
      `portcullis: left out, because it changes files outside of what was given:\n${placesOf(findingsOf(outside))}`,
    );
  const diffs = files.map(({ path, suggestions, text }) => unifiedDiff(path, text, suggestions));
  return {
    written: files.length > 0 && options.dryRun !== true,
    diff: options.dryRun === true ? forScreen(diffs.join(''), options, io) : null,
  };
}

function sentenceOf(gone: readonly Finding[], leftOut: number, files: number, { dryRun }: FindingOptions): string {
  if (files === 0) return leftOut === 0 ? 'nothing to fix: no finding has a proven suggestion.' : 'nothing is written.';
  const what = `${counted(gone.length, 'finding')} in ${counted(files, 'file')}`;
  return dryRun === true ? `would fix ${what}:` : `fixed ${what}:`;
}

function findingsOf(fixes: readonly OfferedFix[]): readonly Finding[] {
  return fixes.flatMap(({ findings }) => findings);
}

function placesOf(findings: readonly Finding[]): string {
  return findings.map(({ at, rule }) => `  ${escapeTerminal(`${at.path}:${at.line}`)}  ${rule}\n`).join('');
}

/** A pipe gets the bytes that `git apply` needs, a person harmless ones with colours. */
function forScreen(diff: string, options: FindingOptions, io: Io): string {
  const isScreen = io.columns !== undefined && (options.output === undefined || options.output === '-');
  const palette = terminalPalette(wantsColour(options, io));
  const painted = (line: string): string => {
    const text = isScreen ? escapeTerminal(line.replace(/\r$/, '')) : line;
    if (/^(?:---|\+\+\+) /.test(line)) return palette.strong(text);
    if (line.startsWith('@@')) return palette.faint(text);
    return line.startsWith('+') ? palette.added(text) : line.startsWith('-') ? palette.removed(text) : text;
  };
  return isScreen || wantsColour(options, io) ? diff.split('\n').map(painted).join('\n') : diff;
}
