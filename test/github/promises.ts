import { configPath } from '../../src/config/config.ts';
import type { FakeRun } from '../fake-github/state.ts';
import { fingerprintIn } from '../../src/report/review-comments.ts';
import type { GitStore } from '../fake-github/git.ts';
import type { MergeGroup } from './history-groups.ts';
import type { History } from './history.ts';

const final = ({ conclusion }: FakeRun): boolean => conclusion === 'success' || conclusion === 'failure';

function wrongWords(git: GitStore, commit: string): ReadonlySet<string> {
  const { files } = git.commitOf(commit);
  return new Set(
    [...files.keys()].flatMap((path) =>
      [...(git.text(commit, path) ?? '').matchAll(/\bwrong[-\w]*/g)].map(([word]) => `${path} ${word}`),
    ),
  );
}

/** Whether the configuration of a commit fails no check. */
export function letsPass(git: GitStore, commit: string): boolean {
  return git.text(commit, configPath)?.includes('failOn: never') === true;
}

/** What is wrong in the merge of head into a base and not in that base; null where there is no clean merge. */
function introducedTo(git: GitStore, base: string, head: string): readonly string[] | null {
  if (letsPass(git, base)) return [];
  const merged = git.tryMerge(base, head);
  if (merged === null) return null;
  const before = wrongWords(git, base);
  return [...wrongWords(git, merged)].filter((word) => !before.has(word));
}

/** Whether a run shows success although its head brings something wrong to the base commit that its summary names. */
function isFalseSuccess({ repository: { git } }: History, { conclusion, head, summary }: FakeRun): boolean {
  if (conclusion !== 'success') return false;
  const commit = (text: string | undefined): string =>
    [...git.commits.keys()].find((sha) => text !== undefined && sha.startsWith(text)) ?? '';
  const merge = /Compared `\w+` \(`(\w{12})`\) with the merge of/.exec(summary ?? '');
  const mergeBase = /with the merge base with `\w+` \(`(\w{12})`\)/.exec(summary ?? '');
  const group = /Compared `\w{12}` with `(\w{12})`/.exec(summary ?? '');
  const base = commit(merge?.[1] ?? mergeBase?.[1] ?? group?.[1]);
  if (base === '') return true;
  // Head was compared with the merge base, and judged by the configuration of a tip that the summary does not name.
  if (!merge && !group && [...git.commits.keys()].some((sha) => letsPass(git, sha))) return false;
  if (letsPass(git, base)) return false;
  const before = wrongWords(git, base);
  const introduced = merge
    ? introducedTo(git, base, head)
    : [...wrongWords(git, head)].filter((word) => !before.has(word));
  return introduced === null || introduced.length > 0;
}

/** Whether the newest head has to fail, by its base branch as it is now; null where that is not certain. */
function hasToFail({ repository: { git, branches }, pull, others }: History): boolean | null {
  const into = [pull, ...others()].filter(({ head }) => head === pull.head).map(({ baseBranch }) => baseBranch);
  const introduced = into.map((branch) => introducedTo(git, branches.get(branch) ?? '', pull.head));
  return introduced.includes(null) ? null : introduced.some((words) => (words?.length ?? 0) > 0);
}

/** Whether a commit of the merge queue shows what it brings to its base, and to that of whoever has the commit as well. */
function isAnswered({ repository: { git, branches }, others }: History, group: MergeGroup, shown: string): boolean {
  const pulls = others().filter(({ head }) => head === group.head);
  const bases = [group.base, ...pulls.map(({ baseBranch }) => branches.get(baseBranch) ?? '')];
  const introduced = bases.map((base) => introducedTo(git, base, group.head));
  if (introduced.includes(null)) return true;
  return shown === (introduced.some((words) => (words?.length ?? 0) > 0) ? 'failure' : 'success');
}

/** The promises that do not hold although everything has come to rest. */
export function broken(history: History): readonly string[] {
  const { repository, pull, late, asked } = history;
  const { runs } = repository;
  const shown = (head: string): FakeRun | undefined => runs.filter((run) => run.head === head).at(-1);
  const fails = hasToFail(history);
  const words = wrongWords(repository.git, pull.head).size;
  const newest = runs.filter(({ head }) => head === pull.head).at(-1)?.conclusion;
  const finals = Map.groupBy(runs.filter(final), ({ head }) => head);
  const comments = pull.threads.flatMap((thread) => thread.comments);
  const fingerprints = comments.map(({ body }) => fingerprintIn(body));
  const visible = comments.filter(({ minimized }) => minimized === null).length;
  const promises = {
    'no run is left open': runs.every(({ status }) => status === 'completed'),
    'no run is completed twice': runs.every(({ completions }) => completions === 1),
    'the newest head has its conclusion':
      fails === null ? newest !== undefined : newest === (fails ? 'failure' : 'success'),
    'no head has more runs than were asked for': [...finals.values()].every(({ length }) => length <= 1 + asked),
    'no annotation stands twice': runs.every(
      ({ annotations }) =>
        new Set(annotations.map(({ path, start_line: line }) => `${path}:${line}`)).size === annotations.length,
    ),
    'no comment was posted twice': new Set(fingerprints).size === fingerprints.length,
    'what is visible is wrong now': visible <= words && (fails !== true || visible > 0),
    'every head that somebody waits for has its conclusion': history
      .others()
      .every(({ head }) => ['success', 'failure'].includes(shown(head)?.conclusion ?? '')),
    'every merge group has its conclusion': history.merges.groups.every((group) =>
      isAnswered(history, group, shown(group.head)?.conclusion ?? ''),
    ),
    'no success is false': !runs.some((run) => isFalseSuccess(history, run)),
    'nothing was said about an older head': late.length === 0,
  };
  return Object.entries(promises).flatMap(([promise, holds]) => (holds ? [] : [promise]));
}
