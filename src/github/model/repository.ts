/** A repository as Octokit's parameters name it. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

export function nameOf({ owner, repo }: Repository): string {
  return `${owner}/${repo}`;
}
