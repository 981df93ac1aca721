import type { DeployedTree } from '../gitops/model/cluster.ts';
import { isWithin } from '../source/paths.ts';

/** Whether a path stands behind a deployment that fails in head, in head or in base: nothing is known of it any more. */
export function undeployed(before: DeployedTree, after: DeployedTree): (path: string) => boolean {
  const directories = [...new Set(after.faults.flatMap((fault) => fault.directories))];
  const files = new Set(
    directories.flatMap((directory) => [...before.filesBehind(directory), ...after.filesBehind(directory)]),
  );
  return (path) => files.has(path) || directories.some((directory) => directory !== '' && isWithin(path, directory));
}
