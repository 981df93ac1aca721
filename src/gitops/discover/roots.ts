import { ancestorsOf, directoryOf } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { KustomizeGraph } from './kustomize-graph.ts';
import type { DeployedDirectory, DeployingObjects } from './tool-objects.ts';

/** What a person or a bootstrap applies; everything else in the tree is reached from these. */
export interface Roots {
  /** Directories that are built with kustomize. */
  readonly kustomizations: readonly string[];
  /** Files applied as they are. */
  readonly files: readonly string[];
}

/** Finds the roots: what no kustomization takes in and no tool deploys. */
export function findRoots(
  index: TreeIndex,
  graph: KustomizeGraph,
  deploying: Pick<DeployingObjects, 'directories' | 'deploysDirectories' | 'leavesOut'>,
): Roots {
  const isDeployed = deployedTest(deploying.directories);
  const isClaimed = (path: string): boolean => isDeployed(path) || deploying.leavesOut(path);
  const kustomizations = graph.roots.filter(
    (directory) => index.setAside(`${directory}/kustomization.yaml`) === null && !isClaimed(directory),
  );
  const listed = new Set([...graph.files].map(directoryOf));
  const files = index.manifests.filter((path) => {
    if (graph.files.has(path) || index.setAside(path) !== null || isClaimed(path)) return false;
    const governed = kustomizedBy(path, index, listed);
    return governed === 'free' || (governed === 'above' && index.objects(path).some(deploying.deploysDirectories));
  });
  return { kustomizations, files };
}

/**
 * Whether kustomizations decide about a file: one lies in its directory or lists a neighbour, one
 * lies further up, or none does. At the root of a repository one decides about the root alone.
 */
function kustomizedBy(path: string, index: TreeIndex, listed: ReadonlySet<string>): 'beside' | 'above' | 'free' {
  const directory = directoryOf(path);
  if (index.hasKustomization(directory) || listed.has(directory)) return 'beside';
  for (const above of ancestorsOf(path)) if (above !== '' && index.hasKustomization(above)) return 'above';
  return 'free';
}

/** A tool that deploys the whole repository does not tell of a single file that it is deployed, so those count as not. */
function deployedTest(deployedDirectories: readonly DeployedDirectory[]): (path: string) => boolean {
  const directories = new Set(
    deployedDirectories.filter(({ directory }) => directory !== '').map(({ directory }) => directory),
  );
  return (path) => {
    if (directories.has(path)) return true;
    for (const above of ancestorsOf(path)) if (directories.has(above)) return true;
    return false;
  };
}
