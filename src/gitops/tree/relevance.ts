import type { Sources } from '../../source/sources.ts';
import { ancestorsOf, baseName, directoryOf } from '../../source/paths.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import type { TreeIndex } from './tree-index.ts';

/**
 * Whether a path has a bearing on Kong or Gateway API: it holds their objects, workloads, charts
 * or values, or belongs to what deploys those.
 */
export function relevanceOf(sources: Sources, index: TreeIndex): (path: string) => boolean {
  return (path) => {
    if (!sources.has(path)) return false;
    if (index.isRelevant(path) || sources.contains(path, gatewayGroup)) return true;
    // What a chart is made of is written in its lock file alone where it asks for a range.
    if (isLockFile(path)) return index.isRelevant(index.charts.get(directoryOf(path)) ?? path);
    // A patch, a generator's file or a helper of a chart that matters.
    return (
      !index.isToolFile(path) &&
      ancestorsOf(path).some((directory) => index.kustomizations.has(directory) && directory !== '')
    );
  };
}

const lockNames: ReadonlySet<string> = new Set(['Chart.lock', 'requirements.lock']);

const isLockFile = (path: string): boolean => lockNames.has(baseName(path));
