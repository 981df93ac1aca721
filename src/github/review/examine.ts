import type { Config } from '../../config/config.ts';
import { configPath, readConfig, type ConfigProblem } from '../../config/read-config.ts';
import type { Review } from '../../review/review.ts';
import { verdictOf, type Verdict } from '../../review/verdict.ts';
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
import { commitTree, type CommitReader } from '../tree/commit-tree.ts';
import { configOf, readConfiguration, type Configuration } from '../job/configuration.ts';
import { DeadlinePassed } from '../client/failure.ts';
import type { PullRequest } from '../pull-request/pull-request.ts';
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
  readonly head: Sources;
}

/** The examination of a pull request, or that its drafts are not to be reviewed. */
export type PullExamination =
  | (Examination & {
      readonly kind: 'reviewed';
      readonly before: Sources;
      /** The commit where head left the base branch: what it was compared with. */
      readonly mergeBase: string;
      readonly shown: (path: string) => readonly ShownLines[];
    })
  | { readonly kind: 'draft' };

/** Reads base and head of a pull request through the base repository and reviews the change between them. */
export async function examinePull(services: Services, pull: PullRequest): Promise<PullExamination> {
  const { repository } = pull;
  const head = commitTree(readerOf(services), repository, pull.head);
  started(head.list());
  const comparison = await compareCommits(services.client, repository, pull.base, pull.head);
  const examination = await examine(services, repository, { base: pull.base, mergeBase: comparison.mergeBase, head });
  if (pull.draft && examination.config.drafts === 'skip') return { kind: 'draft' };
  const shown = shownLines(
    await filesFor(services, pull, comparison, examination.review),
    examination.before,
    examination.head,
  );
  return { ...examination, kind: 'reviewed', mergeBase: comparison.mergeBase, shown };
}

/** Reviews what a merge group does to its base. */
export async function examineGroup(
  services: Services,
  repository: Repository,
  base: string,
  head: string,
): Promise<Examination> {
  return await examine(services, repository, {
    base,
    mergeBase: base,
    head: commitTree(readerOf(services), repository, head),
  });
}

/** A sentence where GitHub's list of files is not the whole change. */
export function fileLimitNote(pull: PullRequest): string | null {
  if (pull.changedFiles <= mostListedFiles) return null;
  return `GitHub lists ${mostListedFiles.toLocaleString('en')} of the ${pull.changedFiles.toLocaleString('en')} changed files. The two commits were compared as a whole; files beyond the list have no suggestions in the diff.`;
}

interface Commits {
  readonly base: string;
  readonly mergeBase: string;
  readonly head: Tree;
}

async function examine(
  services: Services,
  repository: Repository,
  { base, mergeBase, head }: Commits,
): Promise<Examination & { readonly before: Sources }> {
  const { caches, engine, clock, client } = services;
  const tree = commitTree(readerOf(services), repository, mergeBase);
  const reader = { client, clock, cache: caches.configurations, ruleIds: engine.ruleIds };
  const reading = readConfiguration(reader, repository, base, base === mergeBase ? tree : null);
  started(reading);
  started(head.list());
  // One after the other: what base and head share is fetched once.
  const before = await loadSources(tree, caches.sources, isRelevantPath);
  const after = await loadSources(head, caches.sources, isRelevantPath);
  const configuration = await reading;
  if (clock.now() >= services.budget.deadline) throw new DeadlinePassed();
  const config = configOf(configuration);
  const review = engine.review(before, after, config, today(clock));
  const validity = validityOf(configuration, proposedConfig(before, after, engine.ruleIds));
  const { configInvalid } = validity;
  const verdict = verdictOf(review.findings, { failOn: config.failOn, compared: true, configInvalid });
  return { review, config, configuration, ...validity, verdict, before, head: after };
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

function readerOf({ client, clock, caches }: Services): CommitReader {
  return { client, clock, listings: caches.listings };
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
