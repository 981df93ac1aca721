import type { Config } from '../../config/config.ts';
import { configPath, readConfig, type ConfigProblem } from '../../config/read-config.ts';
import { headPlaces, pathsToCompare, type HeadPlaces } from '../../review/head-places.ts';
import { pathsOf, reviewInHead } from '../../review/in-head.ts';
import type { Review } from '../../review/review.ts';
import { verdictOf, type Verdict } from '../../review/verdict.ts';
import type { ComparedStates } from '../../report/compared-states.ts';
import type { ShownLines } from '../../report/review-comments.ts';
import { loadSources } from '../../source/load.ts';
import { isRelevantPath } from '../../review/relevant-paths.ts';
import type { Sources } from '../../source/sources.ts';
import type { Tree } from '../../source/tree.ts';
import {
  compareCommits,
  listChangedFiles,
  mostListedFiles,
  shownLines,
  type Comparison,
} from '../pull-request/changed-files.ts';
import { commitTree } from '../tree/commit-tree.ts';
import { judgedTrees, readerOf, type JudgedTrees } from './judged-trees.ts';
import { configOf, readConfiguration, type Configuration } from '../job/configuration.ts';
import { DeadlinePassed } from '../client/failure.ts';
import type { PullRequest, PullToReview } from '../pull-request/pull-request.ts';
import type { Repository } from '../model/repository.ts';
import { today, type Services } from '../job/services.ts';

/** The outcome of looking at a change, with what is needed to tell people about it. */
export interface Examination {
  readonly review: Review;
  readonly config: Config;
  readonly configuration: Configuration;
  /** What is wrong with the configuration that this change brings. */
  readonly configProblems: readonly ConfigProblem[];
  /** The configuration in force is invalid, and this change does not put that right. */
  readonly brokenConfig: boolean;
  /** Whether either is so: nothing passes then. */
  readonly configInvalid: boolean;
  readonly verdict: Verdict;
  readonly states: ComparedStates;
  /** The files that findings and suggestions stand in. */
  readonly head: Sources;
  /** The files of the base that was judged. */
  readonly before: Sources;
  /** The tree that was judged, which is the merge's where there is one, and the review with its places. */
  readonly judged: { readonly review: Review; readonly after: Sources; readonly places: HeadPlaces | null };
}

/** The examination of a pull request, or that its drafts are not to be reviewed. */
export type PullExamination =
  | (Examination & {
      readonly kind: 'reviewed';
      readonly shown: (path: string) => readonly ShownLines[];
    })
  | { readonly kind: 'draft' };

/** Reads a pull request through the base repository and reviews what its merge would do to the base branch. */
export async function examinePull(services: Services, pull: PullToReview): Promise<PullExamination> {
  const { repository } = pull;
  const head = commitTree(readerOf(services), repository, pull.head);
  started(head.list());
  const comparison = await compareCommits(services, repository, pull.base, pull.head);
  const { mergeBase } = comparison;
  const trees = await judgedTrees(services, pull, { head, mergeBase });
  const examination = await examine(services, repository, trees);
  if (pull.draft && examination.config.drafts === 'skip') return { kind: 'draft' };
  const shown = await shownFor(services, pull, comparison, examination);
  return { ...examination, kind: 'reviewed', shown };
}

/** Reviews what a merge group does to its base, on the group's own commit. */
export async function examineGroup(
  services: Services,
  repository: Repository,
  base: string,
  head: string,
): Promise<Examination> {
  const treeAt = (commit: string): Tree => commitTree(readerOf(services), repository, commit);
  const after = treeAt(head);
  return await examine(services, repository, {
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

/** A sentence where GitHub's list of files is not the whole change. */
export function fileLimitNote(pull: PullRequest): string | null {
  if (pull.changedFiles <= mostListedFiles) return null;
  return `GitHub lists ${mostListedFiles.toLocaleString('en')} of the ${pull.changedFiles.toLocaleString('en')} changed files. The two commits were compared as a whole; files beyond the list have no suggestions in the diff.`;
}

async function examine(services: Services, repository: Repository, trees: JudgedTrees): Promise<Examination> {
  const { caches, engine, clock, client } = services;
  const { tip, states } = trees;
  const reader = { client, clock, cache: caches.configurations, ruleIds: engine.ruleIds };
  const reading = readConfiguration(reader, repository, tip, tip === states.base.commit ? trees.before : null);
  started(reading);
  started(trees.after.list());
  // One after the other: what base and head share is fetched once.
  const before = await loadSources(trees.before, caches.sources, isRelevantPath);
  const after = await loadSources(trees.after, caches.sources, isRelevantPath, before);
  const configuration = await reading;
  if (clock.now() >= services.budget.deadline) throw new DeadlinePassed();
  const config = configOf(configuration);
  const review = engine.review(before, after, config, today(clock), states.base.ref);
  const validity = validityOf(configuration, proposedConfig(before, after, engine.ruleIds));
  const { configInvalid } = validity;
  const verdict = verdictOf(review, { failOn: config.failOn, compared: true, configInvalid });
  const found = { config, configuration, ...validity, verdict, states, before };
  if (trees.after === trees.head) return { ...found, review, head: after, judged: { review, after, places: null } };
  const head = await loadHead(services, trees.head, review, after);
  const places = headPlaces({ base: before, merged: after, head });
  return {
    ...found,
    review: reviewInHead(review, places),
    configProblems: validity.configProblems.map((each) => ({ ...each, at: places.inHead(each.at) ?? each.at })),
    head,
    judged: { review, after, places },
  };
}

/** Head beside its merge: fetched are only those of its files that the merge has in other words and of which the review speaks. */
async function loadHead({ caches }: Services, tree: Tree, review: Review, merged: Sources): Promise<Sources> {
  const oids = new Map((await tree.list()).map(({ path, oid }) => [path, oid]));
  const differing = pathsToCompare([...pathsOf(review), configPath], merged, oids);
  const wanted = (path: string): boolean => differing.has(path) || oids.get(path) === merged.oid(path);
  return await loadSources(tree, caches.sources, (path) => isRelevantPath(path) && wanted(path));
}

/** How things stand with the configuration in force and the one that the change brings, if it brings one. */
function validityOf(
  { kind }: Configuration,
  proposed: readonly ConfigProblem[] | null,
): Pick<Examination, 'configProblems' | 'brokenConfig' | 'configInvalid'> {
  const configProblems = proposed ?? [];
  const unusable = kind === 'invalid' || kind === 'unreadable';
  const brokenConfig = unusable && (proposed === null || proposed.length > 0);
  return { configProblems, brokenConfig, configInvalid: brokenConfig || configProblems.length > 0 };
}

/** The problems of the configuration the change brings; null when it leaves the file alone. */
function proposedConfig(before: Sources, after: Sources, ruleIds: readonly string[]): readonly ConfigProblem[] | null {
  if (before.oid(configPath) === after.oid(configPath)) return null;
  const text = after.text(configPath);
  if (text !== undefined) return readConfig(configPath, text, ruleIds).problems;
  const unread = after.unread(configPath);
  const at = { path: configPath, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return unread ? [{ message: `the configuration ${unread.reason}`, at }] : [];
}

/** Work that runs beside other work; when that fails first, this one's failure has nobody to tell. */
function started(work: Promise<unknown>): void {
  work.catch(() => undefined);
}

/**
 * The lines that a reader of the diff sees: GitHub shows head against the merge base, whatever was judged. The
 * merge base's text is needed only where a suggestion stands in a file without a patch.
 */
async function shownFor(
  services: Services,
  pull: PullRequest,
  comparison: Comparison,
  { review, before, head, states }: Examination,
): Promise<ReturnType<typeof shownLines>> {
  const files = await filesFor(services, pull, comparison, review);
  const { mergeBase } = comparison;
  if (mergeBase === null || mergeBase === states.base.commit) return shownLines(files, before, head);
  const suggested = new Set(review.findings.map(({ suggestion }) => suggestion?.path));
  const bare = new Set(
    files.filter(({ path, patch }) => patch === null && suggested.has(path)).map(({ path }) => path),
  );
  if (bare.size === 0) return shownLines(files, before, head);
  const tree = commitTree(readerOf(services), pull.repository, mergeBase);
  return shownLines(files, await loadSources(tree, services.caches.sources, (path) => bare.has(path)), head);
}

/** The comparison lists up to 300 files; more are asked for only when a suggestion needs a place among them. */
async function filesFor(
  services: Services,
  pull: PullRequest,
  comparison: Comparison,
  review: Review,
): ReturnType<typeof listChangedFiles> {
  const listed = new Set(comparison.files.map(({ path }) => path));
  const changed = new Set(review.changedPaths);
  const needed = review.findings.some(
    ({ status, suggestion }) =>
      status === 'introduced' && suggestion && changed.has(suggestion.path) && !listed.has(suggestion.path),
  );
  return needed ? await listChangedFiles(services.client, pull, comparison) : comparison.files;
}
