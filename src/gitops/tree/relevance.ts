import type { Sources } from '../../source/sources.ts';
import { ancestorsOf } from '../../source/paths.ts';
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
    // A patch, a generator's file or a helper of a chart that matters.
    return (
      !index.isToolFile(path) &&
      [...ancestorsOf(path)].some((directory) => index.kustomizations.has(directory) && directory !== '')
    );
  };
}
