import { resolve } from 'node:path';
import { directoryTree } from '../disk/directory-tree.ts';
import type { Verdict } from '../review/verdict.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import type { Reviewed } from '../session/operations.ts';
import type { Session } from '../session/reviewer.ts';
import { loadSources } from '../source/load.ts';
import { packTrees } from '../source/packed-trees.ts';
import { createTextCache } from '../source/text-cache.ts';
import { selectionOf, tellLeftOut } from './asked-findings.ts';
import { keepBaseline, readBaseline } from './baseline.ts';
import { fixFiles } from './fix-files.ts';
import type { Io } from './io.ts';
import type { FindingOptions } from './options.ts';
import { write } from './output.ts';
import { startProgress, type Progress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';
import { withSession } from './with-session.ts';
import { writeReports } from './write-reports.ts';

/** A directory as it stands, reviewed without a base, and the report of what is wrong or of what is deployed written. */
export async function reviewDirectory(
  dir: string,
  what: 'review' | 'map',
  options: FindingOptions,
  io: Io,
): Promise<Verdict> {
  const progress = startProgress(io);
  try {
    return await withSession(io, async (session) => {
      const root = resolve(io.cwd, dir);
      const baseline = options.baseline === undefined ? null : readBaseline(options.baseline, io);
      const known = baseline && (baseline.entries ?? []).map(({ fingerprint }) => fingerprint);
      const judged = async (): Promise<Reviewed> => await judge(root, { session, options, known, progress, io });
      let reviewed = await judged();
      if (options.fix === true) {
        const { written, diff } = await fixFiles(root, session, options, io);
        if (diff !== null) {
          write(diff, options, io);
          return reviewed.verdict;
        }
        if (written) reviewed = await judged();
      }
      const ready = (): void => {
        progress.done();
        tellLeftOut(reviewed.leftOut, options, io);
      };
      await writeReports(session, { what, states: null }, { options, io, ready });
      if (baseline !== null) keepBaseline(baseline, reviewed, options, io);
      return reviewed.verdict;
    });
  } finally {
    progress.done();
  }
}

interface Call {
  readonly session: Session;
  readonly options: FindingOptions;
  /** Fingerprints of findings that are put up with; null where no list of them is kept. */
  readonly known: readonly string[] | null;
  readonly progress: Progress;
  readonly io: Io;
}

async function judge(root: string, { session, options, known, progress, io }: Call): Promise<Reviewed> {
  const selection = await selectionOf(options, known);
  progress.stage(`reading ${root}`);
  const tree = await loadSources(directoryTree(root), createTextCache(), isRelevantPath);
  const config = await readConfiguration(options, tree, io, session);
  progress.stage(`checking ${tree.paths.length} files`);
  return await session.ask('review', {
    trees: packTrees([tree]),
    config,
    failOn: options.failOn ?? null,
    today: io.today,
    branch: null,
    configUsable: null,
    selection,
  });
}
