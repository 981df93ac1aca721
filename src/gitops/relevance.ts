import type { Sources } from '../source/sources.ts';
import { type TreeIndex, createFleetCache, indexTree } from './tree/tree-index.ts';
import { roleOf } from './tree/needles.ts';
import { ancestorsOf } from './tree/paths.ts';

const indexes = new WeakMap<Sources, TreeIndex>();

/** The index of a whole tree, made once for each. */
function indexOf(sources: Sources): TreeIndex {
  const index = indexes.get(sources) ?? indexTree(sources, () => false, createFleetCache());
  indexes.set(sources, index);
  return index;
}

/**
 * Whether a path has a bearing on Kong or Gateway API: it holds their objects, workloads, charts
 * or values, or belongs to what deploys those.
 */
export function isRelevant(sources: Sources, path: string): boolean {
  if (!sources.has(path)) return false;
  const index = indexOf(sources);
  if (index.isRelevant(path) || sources.contains(path, 'gateway.networking.k8s.io')) return true;
  // A patch, a generator's file or a helper of a chart that matters.
  return (
    roleOf(path) !== 'script' &&
    [...ancestorsOf(path)].some((directory) => index.kustomizations.has(directory) && directory !== '')
  );
}
