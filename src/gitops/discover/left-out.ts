import { reviewedGroups, reviewedKindNames } from '../../kubernetes/known-kinds.ts';
import { ancestorsOf, isWithin } from '../../source/paths.ts';
import type { Unread } from '../../source/unread.ts';
import { chartAround } from '../tree/set-aside.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/**
 * Folders whose files name Gateway API or Kong and are not looked at: templates of charts that nothing installs,
 * documentation, tests, archives. One entry for each folder, told by the text alone: nothing is parsed for it.
 * @param installed directories of charts that a release takes in; what is not known of those is said of the release
 */
export function leftOut(
  index: TreeIndex,
  deployed: ReadonlySet<string>,
  installed: readonly string[],
): readonly Unread[] {
  const folders = new Map<string, { count: number; chart: boolean }>();
  for (const path of index.manifests) {
    if (deployed.has(path) || index.setAside(path) === null || !namesOurs(index.sources.text(path) ?? '')) continue;
    const chart = chartAround(path, index);
    const isInstalled = installed.some((directory) => isWithin(path, directory));
    const folder = chart ?? folderSetAside(path, index);
    const count = (folders.get(folder)?.count ?? 0) + 1;
    if (!isInstalled) folders.set(folder, { count, chart: chart !== null });
  }
  return [...folders].map(([folder, { count, chart }]) => {
    const files = count === 1 ? '1 file that names' : `${count} files that name`;
    const why = chart ? 'is a chart that is not rendered' : 'is set aside by its name';
    return {
      path: folder === '' ? '.' : folder,
      cause: chart ? 'template' : 'set-aside',
      reason: `${why}; it holds ${files} Gateway API or Kong`,
    };
  });
}

/** The folder that sets a file aside: nothing in it is looked at. */
function folderSetAside(path: string, index: TreeIndex): string {
  return ancestorsOf(path).findLast((folder) => index.setAside(`${folder}/-.yaml`) !== null) ?? path;
}

const kinds = new RegExp(`kind:\\s*["']?(?:${reviewedKindNames.join('|')})\\b`);
const groups = new RegExp(reviewedGroups.map((group) => group.replaceAll('.', '\\.')).join('|'));

/** Whether a text that is not parsed states an object of ours, or one by which a tool deploys Kong. */
function namesOurs(text: string): boolean {
  return (groups.test(text) && kinds.test(text)) || (/kind:/.test(text) && /\bkong\b|KONG_/.test(text));
}
