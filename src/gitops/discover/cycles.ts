import { isWithin } from '../../source/paths.ts';
import type { DeployedDirectory } from './tool-objects.ts';

/** Steps over all searches: hostile trees may hold thousands of objects that deploy each other. */
const mostVisits = 2_000_000;

/** Files of which something was found, and whether the search ended before its end. */
export interface SelfDeploying {
  readonly files: ReadonlySet<string>;
  readonly isCut: boolean;
}

/**
 * Files with an object that deploys, in the end, the file it is in: an app of apps within its own
 * directory, the object by which a controller keeps itself up to date. Nothing else leads to those.
 */
export function selfDeploying(deployedDirectories: readonly DeployedDirectory[]): SelfDeploying {
  const byFile = Map.groupBy(deployedDirectories, ({ by }) => by);
  const files = [...byFile.keys()];
  const leadsTo = (file: string): readonly string[] => (byFile.get(file) ?? []).map(({ directory }) => directory);
  let visits = 0;
  const reachesItself = (file: string): boolean => {
    const seen = new Set<string>();
    const left = [...leadsTo(file)];
    for (let directory = left.pop(); directory !== undefined; directory = left.pop()) {
      if (isWithin(file, directory)) return true;
      if (seen.has(directory)) continue;
      seen.add(directory);
      if ((visits += files.length) > mostVisits) return false;
      for (const other of files) if (isWithin(other, directory)) left.push(...leadsTo(other));
    }
    return false;
  };
  return { files: new Set(files.filter(reachesItself)), isCut: visits > mostVisits };
}
