import { certainlyOwn, isMainline } from '../deployed/own-paths.ts';
import { normalUrl } from '../model/repository-url.ts';
import type { Application, ArgoSource } from './application.ts';
import { baseName, resolvePath } from '../../source/paths.ts';

/** Whether a repository URL means the repository under review, and if not, why that is believed. */
export interface OwnRepository {
  isOwn(repoUrl: string | null): boolean;
  /** Whether a source certainly is the repository under review, at the revision under review. */
  isCertain(source: ArgoSource): boolean;
}

/**
 * A tree does not know its own URL. It is inferred from Applications: the URL whose paths exist in
 * this tree most often is this repository's. A URL none of whose paths exist is another's. When
 * two are equal, both are believed.
 */
export function inferOwnRepository(
  applications: readonly Application[],
  isDirectory: (path: string) => boolean,
  wasDirectory: (path: string) => boolean,
): OwnRepository {
  const certain = certainlyOwn(
    [...urlsWithPaths(applications)].map(({ url, path }) => ({ source: url, path })),
    (path) => isDirectory(path) || wasDirectory(path),
  );
  const votes = new Map<string, number>();
  for (const url of urlsWithPaths(applications)) {
    votes.set(url.url, (votes.get(url.url) ?? 0) + (isDirectory(url.path) ? 1 : 0));
  }
  const most = Math.max(0, ...votes.values());
  const own = new Set([...votes].filter(([, count]) => count === most && count > 0).map(([url]) => url));
  return {
    isCertain: ({ repoUrl, revision, chart }) =>
      repoUrl !== null && chart === undefined && certain.isCertain(normalUrl(repoUrl)) && isMainline(revision?.value),
    isOwn(repoUrl) {
      if (repoUrl === null) return true;
      const url = normalUrl(repoUrl);
      // A `$ref` source has no path; without any vote it is most likely the repository it stands in.
      if (own.size === 0) return !votes.has(url) && !isPublicChart(url);
      // A fork, or a placeholder for the owner: another owner's repository of one name and with one layout.
      return own.has(url) || ((votes.get(url) ?? 0) > 0 && [...own].some((other) => baseName(other) === baseName(url)));
    },
  };
}

function* urlsWithPaths(applications: readonly Application[]): Generator<{ url: string; path: string }> {
  for (const application of applications) {
    for (const source of application.sources) {
      if (source.repoUrl === null || source.path === undefined) continue;
      const path = resolvePath('', source.path.value.replace(/^\/+/, ''));
      // The root exists in every repository, and so proves nothing.
      if (path !== null && path !== '') yield { url: normalUrl(source.repoUrl), path };
    }
  }
}

function isPublicChart(url: string): boolean {
  return /^charts\.|konghq|kubernetes-sigs|kong\/(charts|kubernetes-ingress-controller)$/.test(url);
}
