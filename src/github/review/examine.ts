import { configPath, type Config } from '../../config/config.ts';
import type { ReadConfig } from '../../config/read-config.ts';
import { pathsToCompare } from '../../review/head-places.ts';
import { isRelevantPath } from '../../review/relevant-paths.ts';
import type { ComparedStates } from '../../report/compared-states.ts';
import type { ChangedFile } from '../../report/shown-lines.ts';
import type { Reviewed, ReviewInput } from '../../session/operations.ts';
import { withSession as within, type Session } from '../../session/reviewer.ts';
import { loadSources } from '../../source/load.ts';
import { packTrees, type PackedTrees } from '../../source/packed-trees.ts';
import type { Sources } from '../../source/sources.ts';
import type { Tree } from '../../source/tree.ts';
import { compareCommits, listChangedFiles, mostListedFiles, type Comparison } from '../pull-request/changed-files.ts';
import { commitTree } from '../tree/commit-tree.ts';
import { judgedTrees, readerOf, type JudgedTrees } from './judged-trees.ts';
import {
  configOf,
  organisationConfiguration,
  readConfiguration,
  type Configuration,
  type ConfigurationReader,
} from '../job/configuration.ts';
import { withInventories } from '../job/inventories.ts';
import { DeadlinePassed, isAmbiguous, statusOf } from '../client/failure.ts';
import type { PullRequest, PullToReview } from '../pull-request/pull-request.ts';
import type { Repository } from '../model/repository.ts';
import { today, type Services } from '../job/services.ts';

/** What takes the place of the configuration's own threshold, and what of the findings is asked for. */
export type Asked = Pick<ReviewInput, 'failOn' | 'selection'>;

/** The outcome of looking at a change; the session in which that was done holds the findings. */
export interface Examination extends Reviewed {
  readonly config: Config;
  readonly configuration: Configuration;
  readonly states: ComparedStates;
}

/** The examination of a pull request, or that its drafts are not to be reviewed. */
export type PullExamination =
  | (Examination & {
      readonly kind: 'reviewed';
      /** The files of the diff as GitHub shows it, and what it compares head with where that was not judged. */
      readonly files: readonly ChangedFile[];
      readonly diffBase: PackedTrees | null;
    })
  | { readonly kind: 'draft' };

/** Works with a session for one review, and ends it. The time of the job is the time of all its steps. */
export async function withSession<T>(
  { reviewer, budget, clock }: Pick<Services, 'reviewer' | 'budget' | 'clock'>,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return await within(reviewer, () => budget.deadline - clock.now(), work);
}

/**
 * Reads a pull request through the base repository and reviews what its merge would do to the base branch.
 * @param asked what a person asks for, and the app does not
 */
export async function examinePull(
  services: Services,
  session: Session,
  pull: PullToReview,
  asked: Asked = { failOn: null },
): Promise<PullExamination> {
  const { repository } = pull;
  const head = commitTree(readerOf(services), repository, pull.head);
  started(head.list());
  const comparison = await compareCommits(services, repository, pull.base, pull.head);
  const { mergeBase } = comparison;
  const trees = await judgedTrees(services, pull, { head, mergeBase });
  const examination = await examine(services, session, repository, trees, asked);
  if (pull.draft && examination.config.drafts === 'skip') return { kind: 'draft' };
  const files = await filesFor(services, pull, comparison, examination);
  const diffBase = await diffBaseFor(services, pull, { mergeBase, files }, examination);
  return { ...examination, kind: 'reviewed', files, diffBase };
}

/** Reviews what a merge group does to its base, on the group's own commit. */
export async function examineGroup(
  services: Services,
  session: Session,
  repository: Repository,
  base: string,
  head: string,
): Promise<Examination> {
  const treeAt = (commit: string): Tree => commitTree(readerOf(services), repository, commit);
  const after = treeAt(head);
  return await examine(services, session, repository, {
    before: treeAt(base),
    after,
    head: after,
    tip: base,
    // The group is the merge; its base is what it is merged into, other groups before it included.
    states: {
      comparison: 'exact',
      base: { commit: base, ref: null },
      head: { commit: head, ref: null },
      notMerged: null,
    },
  });
}

/** Counts what a change introduces, by rule; for what is published, so that each review counts once. */
export function countFindings({ count }: Services, { introduced }: Examination): void {
  for (const [rule, found] of introduced) count('Findings', found, { rule });
}

/** A sentence where GitHub's list of files is not the whole change. */
export function fileLimitNote(pull: PullRequest): string | null {
  if (pull.changedFiles <= mostListedFiles) return null;
  return `GitHub lists ${mostListedFiles.toLocaleString('en')} of the ${pull.changedFiles.toLocaleString('en')} changed files. The two commits were compared as a whole; files beyond the list have no suggestions in the diff.`;
}

async function examine(
  services: Services,
  session: Session,
  repository: Repository,
  trees: JudgedTrees,
  asked: Asked = { failOn: null },
): Promise<Examination> {
  const { caches, clock } = services;
  const { tip, states } = trees;
  const tipTree = tip === states.base.commit ? trees.before : commitTree(readerOf(services), repository, tip);
  const reading = configurationAt(services, repository, tip, tipTree);
  started(reading);
  started(trees.after.list());
  // One after the other: what base and head share is fetched once.
  const before = await loadSources(trees.before, caches.texts, isRelevantPath);
  const after = await loadSources(trees.after, caches.texts, isRelevantPath, before);
  const configuration = await reading;
  if (clock.now() >= services.budget.deadline) throw new DeadlinePassed();
  const config = await configWithInventories(services, configuration);
  const reviewed = await session.ask('review', {
    trees: packTrees([before, after]),
    config,
    ...asked,
    today: today(clock),
    branch: states.base.ref,
    configUsable: configuration.kind !== 'invalid' && configuration.kind !== 'unreadable',
    withoutConfig: before.has(configPath) && !after.has(configPath) ? await configWithout(services, repository) : null,
  });
  const found = { ...reviewed, config, configuration, states };
  if (trees.after === trees.head) return found;
  const head = await loadHead(services, trees.head, reviewed, after);
  return { ...found, ...(await session.ask('placeInHead', { head: packTrees([head]) })) };
}

/** The settings to judge by, with the inventories that they name. */
async function configWithInventories(services: Services, configuration: Configuration): Promise<Config> {
  if (configuration.kind !== 'found') return configOf(configuration);
  const { client, clock, caches } = services;
  const reader = { client, clock, cache: caches.inventories };
  return await withInventories(reader, configuration.config, configuration.statedIn);
}

/** The configuration in force at a commit, whose tree is `tree`. */
export async function configurationAt(
  services: Services,
  repository: Repository,
  commit: string,
  tree: Tree,
): Promise<Configuration> {
  return await readConfiguration(configurationReader(services), repository, commit, tree);
}

/** What is in force where a repository has no configuration; null where that cannot be told. */
async function configWithout(services: Services, repository: Repository): Promise<Config | null> {
  const configuration = await organisationConfiguration(configurationReader(services), repository);
  const isKnown = configuration.kind === 'found' || configuration.kind === 'absent';
  return isKnown ? await configWithInventories(services, configuration) : null;
}

function configurationReader(services: Services): ConfigurationReader {
  const { client, clock, caches } = services;
  const read = async (path: string, text: string): Promise<ReadConfig> =>
    await withSession(services, async (session) => await session.ask('readConfig', { path, text }));
  return { client, clock, cache: caches.configurations, read };
}

/** Head beside its merge: fetched are only those of its files that the merge has in other words and of which the review speaks. */
async function loadHead({ caches }: Services, tree: Tree, { paths }: Reviewed, merged: Sources): Promise<Sources> {
  const oids = new Map((await tree.list()).map(({ path, oid }) => [path, oid]));
  const differing = pathsToCompare([...paths, configPath], merged, oids);
  const wanted = (path: string): boolean => differing.has(path) || oids.get(path) === merged.oid(path);
  return await loadSources(tree, caches.texts, (path) => isRelevantPath(path) && wanted(path));
}

/** Work that runs beside other work; when that fails first, this one's failure has nobody to tell. */
function started(work: Promise<unknown>): void {
  work.catch(() => undefined);
}

/**
 * GitHub shows head against the merge base, whatever was judged. The merge base's text is needed only where a suggestion
 * stands in a file without a patch.
 */
async function diffBaseFor(
  services: Services,
  pull: PullRequest,
  { mergeBase, files }: Comparison,
  { suggestedPaths, states }: Examination,
): Promise<PackedTrees | null> {
  if (mergeBase === null || mergeBase === states.base.commit) return null;
  const suggested = new Set(suggestedPaths);
  const bare = new Set(
    files.filter(({ path, patch }) => patch === null && suggested.has(path)).map(({ path }) => path),
  );
  if (bare.size === 0) return null;
  const tree = commitTree(readerOf(services), pull.repository, mergeBase);
  return packTrees([await loadSources(tree, services.caches.texts, (path) => bare.has(path))]);
}

/** The comparison lists up to 300 files; more are asked for only when a suggestion needs a place among them. */
async function filesFor(
  services: Services,
  pull: PullRequest,
  comparison: Comparison,
  { suggestedPaths, changedPaths }: Examination,
): Promise<readonly ChangedFile[]> {
  const listed = new Set(comparison.files.map(({ path }) => path));
  const changed = new Set(changedPaths);
  const needed = suggestedPaths.some((path) => changed.has(path) && !listed.has(path));
  if (!needed) return comparison.files;
  try {
    return await listChangedFiles(services.client, pull, comparison);
  } catch (error) {
    // GitHub does not list every large change; what differs between the trees is known all the same.
    if (statusOf(error) !== 422 && !isAmbiguous(error)) throw error;
    return changedPaths.map((path) => ({ path, patch: null }));
  }
}
