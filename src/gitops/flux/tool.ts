import type { KubeObject } from '../../kubernetes/object.ts';
import { type Content, nothing, withFaults } from '../deployed/content.ts';
import type { Unseen } from '../deployed/named-object.ts';
import { get, stringAt, type Node } from '../../source/node.ts';
import { namedObjects } from './named-objects.ts';
import { fluxTitle } from './missing-sources.ts';
import type { DeploymentFault } from '../model/deployment-fault.ts';
import type { GitOpsTool, ObjectLookup, ObjectReader } from '../deployed/gitops-tool.ts';
import type { ClusterBoundary } from '../model/cluster-boundary.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { helmReleaseContent } from './helm-release.ts';
import { type FluxContext, missingKustomizationPath, missingReleaseSources } from './missing-sources.ts';
import { leftOutOfAll } from './left-out.ts';
import { ownSources, type OwnSources } from './own-sources.ts';
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

function open(found: readonly KubeObject[], index: TreeIndex, everywhere: ObjectLookup['everywhere']): ObjectReader {
  const own = ownSources(
    found.filter(({ kind }) => kind === 'Kustomization'),
    index,
    everywhere,
  );
  const directories = (object: KubeObject): readonly string[] => directoryOf(object, index, own);
  return {
    directories,
    unseen: (object, lookup) => unseenOf(object, { index, own, lookup }),
    expand: (object, lookup) => ({
      destination: fluxDestination(object),
      anchors: [object.path, ...(object.kind === 'Kustomization' ? directories(object) : [])],
      content: contentOf(object, { index, own, lookup }),
    }),
    leavesOut: leftOutOfAll(
      found.flatMap((object) => (object.kind === 'Kustomization' ? directories(object) : [])),
      index,
    ),
    boundaries: found.flatMap((object) => boundaryOf(object, index)),
  };
}

function directoryOf(object: KubeObject, index: TreeIndex, own: OwnSources): readonly string[] {
  if (own.isOther(get(object.root, 'spec', 'sourceRef'))) return [];
  const directory = fluxDirectory(object, index);
  return directory === null ? [] : [directory];
}

function contentOf(object: KubeObject, context: FluxContext): Content {
  const { index, lookup } = context;
  // Nothing is reconciled, and it fails with nothing.
  const isSuspended = isTrue(get(object.root, 'spec', 'suspend'));
  const isKustomization = object.kind === 'Kustomization';
  const missing = isKustomization ? missingKustomizationPath : missingReleaseSources;
  const faults = isSuspended ? [] : missing(object, context);
  const content = isKustomization
    ? fluxKustomizationContent(object, context)
    : helmReleaseContent(object, index, lookup);
  const spec = get(object.root, 'spec');
  const isOurs = !isKustomization || context.own.isCertain(get(spec, 'sourceRef'), object.namespace, lookup);
  const told = isOurs ? content.faults : content.faults.filter(isOwnFault);
  const kept = { ...content, faults: isSuspended ? told.map((fault) => ({ ...fault, deployers: [] })) : told };
  return withFaults(
    {
      ...kept,
      named: isSuspended ? kept.named : [...kept.named, ...namedObjects(object)],
      unseen: [...kept.unseen, ...unseenBesides(object, content, context)],
    },
    faults,
  );
}

/** What an object brings from elsewhere, told without a build: a kustomization says of itself what it takes from there. */
function unseenOf(object: KubeObject, context: FluxContext): readonly Unseen[] {
  const content = object.kind === 'Kustomization' ? nothing : helmReleaseContent(object, context.index, context.lookup);
  return unseenBesides(object, content, context);
}

function unseenBesides(
  object: KubeObject,
  { releases }: Pick<Content, 'releases'>,
  { index, own, lookup }: FluxContext,
): readonly Unseen[] {
  const isHere = (): boolean =>
    own.isCertain(get(object.root, 'spec', 'sourceRef'), object.namespace, lookup) &&
    directoryOf(object, index, own).length > 0;
  const isSeen = object.kind === 'Kustomization' ? isHere() : releases.length > 0;
  return isSeen ? [] : [{ namespace: targetOf(object), by: fluxTitle(object) }];
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

/** The namespace of all that an object deploys; null where that may be any. */
function targetOf({ kind, root, namespace }: KubeObject): string | null {
  const target = get(root, 'spec', 'targetNamespace');
  if (target !== undefined) return stringAt(root, 'spec', 'targetNamespace')?.value ?? null;
  return kind === 'Kustomization' ? null : namespace;
}

/**
 * Where a path may be meant in another repository, a kustomization of its own that does not build is wrong all the
 * same; the root, and what Flux puts together, may be quite another thing there.
 */
function isOwnFault(fault: DeploymentFault): boolean {
  return fault.kind === 'kustomization' && fault.directories.every((directory) => directory !== '') && fault.isOwn;
}

/** `flux bootstrap` writes one Kustomization for each cluster, named after itself, with the cluster's directory. */
function boundaryOf(object: KubeObject, index: TreeIndex): readonly ClusterBoundary[] {
  const path = object.name.value === 'flux-system' ? fluxDirectory(object, index) : null;
  if (path === null || path === '') return [];
  return [{ path, evidence: `Flux synchronises a cluster with ${path} (${object.path})`, sample: false }];
}
