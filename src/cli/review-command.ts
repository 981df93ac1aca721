import { resolve } from 'node:path';
import { defaultConfig } from '../config/config.ts';
import { repositoryRoot } from '../disk/git.ts';
import { refuseLinks } from '../disk/written-place.ts';
import { branchOf } from '../disk/revision.ts';
import { counted } from '../report/counts.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import type { Reviewed } from '../session/operations.ts';
import type { Session } from '../session/reviewer.ts';
import { packTrees } from '../source/packed-trees.ts';
import { selectionOf, tellLeftOut } from './asked-findings.ts';
import { comparedTrees, type ComparedTrees } from './compared-trees.ts';
import { fixFiles } from './fix-files.ts';
import type { Io } from './io.ts';
import type { ReviewOptions } from './options.ts';
import { exitCodeOf, write } from './output.ts';
import { startProgress, type Progress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';
import { withSession } from './with-session.ts';
import { writeReports } from './write-reports.ts';

/** `portcullis review`: what a change in a local git repository introduces. */
export async function reviewCommand(dir: string, options: ReviewOptions, io: Io): Promise<number> {
  const progress = startProgress(io);
  try {
    return await withSession(io, async (session) => {
      if (options.fix === true) refuseLinks(resolve(io.cwd, dir), null);
      progress.stage(`reading ${dir}`);
      const directory = repositoryRoot(resolve(io.cwd, dir));
      const judged = async (): Promise<Judged> => await judge(directory, { session, options, progress, io });
      let { reviewed, trees } = await judged();
      if (options.fix === true) {
        const { written, diff } = await fixFiles(directory, session, options, io);
        if (diff !== null) {
          write(diff, options, io);
          return exitCodeOf(reviewed.verdict);
        }
        if (written) ({ reviewed, trees } = await judged());
      }
      if (reviewed.configProblems.length > 0) progress.done();
      for (const { at, message } of reviewed.configProblems)
        io.err(`portcullis: ${escapeTerminal(`${at.path}:${at.line}:${at.column}: ${message}`)}\n`);
      const { states, conflicts } = trees;
      const ready = (): void => {
        progress.done();
        if (conflicts.length > 0) io.err(`portcullis: ${conflictSentence(conflicts)}\n`);
        tellLeftOut(reviewed.leftOut, options, io);
      };
      await writeReports(session, { what: 'review', states }, { options, io, ready });
      return exitCodeOf(reviewed.verdict);
    });
  } finally {
    progress.done();
  }
}

interface Call {
  readonly session: Session;
  readonly options: ReviewOptions;
  readonly progress: Progress;
  readonly io: Io;
}

interface Judged {
  readonly reviewed: Reviewed;
  readonly trees: ComparedTrees;
}

async function judge(directory: string, { session, options, progress, io }: Call): Promise<Judged> {
  const selection = await selectionOf(options);
  const trees = await comparedTrees(directory, options);
  const { states, before, after, head } = trees;
  const config = await readConfiguration(options, before, io, session);
  progress.stage(`comparing ${counted(head.paths.length, 'file')} with the base`);
  const reviewed = await session.ask('review', {
    trees: packTrees([before, after]),
    config,
    failOn: options.failOn ?? null,
    today: io.today,
    branch: branchOf(directory, states.base.ref ?? ''),
    // With a configuration given, nobody asks what the change makes of its own.
    configUsable: options.config === undefined ? true : null,
    foreignConfig: options.config !== undefined,
    withoutConfig: defaultConfig,
    selection,
  });
  if (after !== head) await session.ask('placeInHead', { head: packTrees([head]) });
  return { reviewed, trees };
}

/** Said beside the report, whatever its format: what was asked for could not be had. */
function conflictSentence(paths: readonly string[]): string {
  const named = paths.slice(0, mostNamed).map((path) => escapeTerminal(path));
  const more = paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : '';
  return `git cannot merge ${named.join(', ')}${more}; the merge base is compared instead.`;
}

const mostNamed = 3;
