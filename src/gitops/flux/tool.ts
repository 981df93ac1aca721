import type { KubeObject } from '../../kubernetes/object.ts';
import type { GitOpsTool, ObjectReader } from '../deployed/gitops-tool.ts';
import type { ClusterBoundary } from '../model/cluster-boundary.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { helmReleaseContent } from './helm-release.ts';
import { fluxDestination, fluxDirectory, fluxKustomizationContent } from './kustomization.ts';

/** Flux: Kustomizations and HelmReleases. */
export const flux: GitOpsTool = {
  id: 'flux',
  objects: {
    mark: 'toolkit.fluxcd.io',
    pathKeys: ['path', 'chart'],
    kinds: [
      { name: 'kustomize.toolkit.fluxcd.io/Kustomization', deploys: 'directories' },
      { name: 'helm.toolkit.fluxcd.io/HelmRelease', deploys: 'content' },
      { name: 'source.toolkit.fluxcd.io', deploys: 'nothing' },
    ],
    references: {
      kinds: ['HelmRepository', 'OCIRepository', 'GitRepository', 'HelmChart'],
      fields: ['sourceRef', 'chartRef'],
      lists: ['valuesFrom', 'substituteFrom'],
    },
    open,
  },
};

function open(found: readonly KubeObject[], index: TreeIndex): ObjectReader {
  const directories = (object: KubeObject): readonly string[] => {
    const directory = fluxDirectory(object, index);
    return directory === null ? [] : [directory];
  };
  return {
    directories,
    expand: (object, lookup) => ({
      destination: fluxDestination(object),
      anchors: [object.path, ...(object.kind === 'Kustomization' ? directories(object) : [])],
      content:
        object.kind === 'Kustomization'
          ? fluxKustomizationContent(object, index, lookup)
          : helmReleaseContent(object, index, lookup),
    }),
    boundaries: found.flatMap((object) => boundaryOf(object, index)),
  };
}

/** `flux bootstrap` writes one Kustomization for each cluster, named after itself, with the cluster's directory. */
function boundaryOf(object: KubeObject, index: TreeIndex): readonly ClusterBoundary[] {
  const path = object.name.value === 'flux-system' ? fluxDirectory(object, index) : null;
  if (path === null || path === '') return [];
  return [{ path, evidence: `Flux synchronises a cluster with ${path} (${object.path})`, sample: false }];
}
