/**
 * Whether a deployment that follows a revision gets a change once it is merged.
 * @param revision a branch, tag, commit or version range; undefined where none is named
 * @param branch the branch that the change goes into; null where that is not known: then every revision may be it
 */
export function followsBranch(revision: string | undefined, branch: string | null): boolean {
  if (branch === null || revision === undefined || usual.has(revision)) return true;
  return revision.replace(/^refs\/heads\//, '') === branch;
}

/** What every tool takes for the default branch, and what that is mostly called. */
const usual = new Set(['', 'HEAD', 'main', 'master']);
