import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { checkedOut } from '../disk/revision.ts';
import { refuseLinks } from '../disk/written-place.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import type { Verdict } from '../review/verdict.ts';
import type { Reviewed } from '../session/operations.ts';
import type { Session } from '../session/reviewer.ts';
import { loadSources } from '../source/load.ts';
import { packTrees } from '../source/packed-trees.ts';
import { createTextCache } from '../source/text-cache.ts';
import { counted } from '../report/counts.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { selectionOf, tellLeftOut } from './asked-findings.ts';
import { keepBaseline, readBaseline } from './baseline.ts';
import { byItself, checkedTree, type CheckedTree } from './checked-tree.ts';
import { fixFiles } from './fix-files.ts';
import type { Io } from './io.ts';
import type { FindingOptions } from './options.ts';
import { write } from './output.ts';
import { startProgress, type Progress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';
import { withSession } from './with-session.ts';
import { writeReports } from './write-reports.ts';

/** A directory or a file as it stands, reviewed without a base, and the report of what is wrong or of what is deployed written. */
export async function reviewDirectory(
  path: string,
  what: 'review' | 'map',
  options: FindingOptions,
  io: Io,
): Promise<Verdict> {
  const progress = startProgress(io);
  try {
    return await withSession(io, async (session) => {
      const target = resolve(io.cwd, path);
      if (options.fix === true) refuseLinks(target, null);
      const baseline = options.baseline === undefined ? null : readBaseline(options.baseline, io);
      const known = baseline && (baseline.entries ?? []).map(({ fingerprint }) => fingerprint);
      const call = { session, options, known, progress, io };
      const judged = async (): Promise<Judged> => await judge(target, what, call);
      let { reviewed, checked } = await judged();
      if (options.fix === true) {
        const { written, diff } = await fixFiles(checked.root, session, options, io);
        if (diff !== null) {
          write(diff, options, io);
          return reviewed.verdict;
        }
        if (written) ({ reviewed, checked } = await judged());
      }
      const { within } = checked;
      const ready = (): void => {
        progress.done();
        tellLeftOut(reviewed.leftOut, options, io, within);
      };
      await writeReports(
        session,
        { what, states: null, ...(what === 'map' ? { revision: checkedOut(checked.root) } : {}) },
        { options, io, ready },
      );
      if (baseline !== null) keepBaseline(baseline, { ...reviewed, within }, options, io);
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

interface Judged {
  readonly reviewed: Reviewed;
  readonly checked: CheckedTree;
}

/**
 * What is wrong in a part of a repository, judged with all of it. A part that nothing deploys is judged by itself: an
 * example, or a folder that another repository takes in.
 */
async function judge(target: string, what: 'review' | 'map', call: Call): Promise<Judged> {
  const checked = what === 'map' ? byItself(target) : checkedTree(target);
  if (checked.refusal !== null) {
    const how = `${escapeTerminal(checked.refusal)}\nportcullis: it is judged as it stands on disk, with what git ignores.\n`;
    call.io.err(`portcullis: ${how}`);
  }
  const { reviewed, config } = await review(checked, null, call);
  if (checked.within === null || reviewed.deploysWithin) return { reviewed, checked };
  const alone = byItself(target);
  // Clusters and patterns of paths are those of the whole.
  const own = await review(alone, { ...config, clusters: [], exclude: [] }, call);
  call.progress.done();
  call.io.err(
    `portcullis: nothing in the repository deploys ${escapeTerminal(checked.within)}; it is judged by itself, and paths are relative to it.\n`,
  );
  return { reviewed: own.reviewed, checked: alone };
}

async function review(
  { root, tree, within }: CheckedTree,
  given: Config | null,
  { session, options, known, progress, io }: Call,
): Promise<{ readonly reviewed: Reviewed; readonly config: Config }> {
  const selection = await selectionOf(options, { baseline: known, within });
  progress.stage(`reading ${root}`);
  const sources = await loadSources(tree, createTextCache(), isRelevantPath);
  const config = given ?? (await readConfiguration(options, sources, io, session));
  progress.stage(`checking ${counted(sources.paths.length, 'file')}`);
  const reviewed = await session.ask('review', {
    trees: packTrees([sources]),
    config,
    failOn: options.failOn ?? null,
    today: io.today,
    branch: null,
    configUsable: null,
    selection,
  });
  return { reviewed, config };
}
