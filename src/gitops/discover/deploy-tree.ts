import { applicationOf } from '../argo-cd/application.ts';
import { applicationsOf } from '../argo-cd/application-set.ts';
import { sourceDirectories } from '../argo-cd/deploy-application.ts';
import { inferOwnRepository } from '../argo-cd/own-repository.ts';
import type { ClusterBoundary } from '../clusters/boundaries.ts';
import { helmfileUnits } from '../helmfile/helmfile.ts';
import { scriptUnits } from '../scripts/helm-commands.ts';
import { terraformUnits } from '../terraform/helm-release.ts';
import { fluxDirectory } from '../flux/kustomization.ts';
import { setAside } from '../tree/set-aside.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { candidateUnits } from './candidates.ts';
import { nothing } from '../deployed/content.ts';
import { selfDeploying } from './cycles.ts';
import { manifestContent } from '../deployed/directory.ts';
import { identityOf } from '../objects/objects.ts';
import { type Progress, type ExpansionContext, expand } from './expand.ts';
import { kustomizationContent } from '../deployed/kustomization.ts';
import { type KustomizeGraph, kustomizeGraph } from './kustomize-graph.ts';
import { startOf } from '../deployed/release.ts';
import { type DeployedDirectory, findRoots, isPathTool } from './roots.ts';
import type { Unit } from '../deployed/unit.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** All that a tree deploys, as units, and the boundaries between clusters that its tools declare. */
export function deployTree(index: TreeIndex): { units: readonly Unit[]; boundaries: readonly ClusterBoundary[] } {
  const tools = index.manifests
    .filter((path) => setAside(path, index) === null)
    .flatMap((path) => index.objects(path).filter(isPathTool));
  const generated = tools.flatMap((object) =>
    object.kind === 'ApplicationSet' ? applicationsOf(object, index).objects : [object],
  );
  const applications = generated.filter(({ kind }) => kind === 'Application').map(applicationOf);
  const context: ExpansionContext = {
    index,
    own: inferOwnRepository(applications, index.isDirectory),
    everywhere: everywhere(index),
  };
  const deployedDirectories: DeployedDirectory[] = [
    ...applications.flatMap((application) =>
      sourceDirectories(application, context).map((directory) => ({ directory, by: application.object.path })),
    ),
    ...tools
      .filter(({ kind }) => kind === 'Kustomization')
      .flatMap((object) => {
        const directory = fluxDirectory(object, index);
        return directory === null ? [] : [{ directory, by: object.path }];
      }),
  ];
  const graph = kustomizeGraph(index);
  const units = expandRoots(index, graph, deployedDirectories, tools, context);
  const elsewhere = [...helmfileUnits(index), ...terraformUnits(index), ...scriptUnits(index)];
  return {
    units: [...units, ...elsewhere, ...candidateUnits(index, graph.files, [...units, ...elsewhere])],
    boundaries: fluxBoundaries(tools, index),
  };
}

function expandRoots(
  index: TreeIndex,
  graph: KustomizeGraph,
  deployedDirectories: readonly DeployedDirectory[],
  tools: readonly KubeObject[],
  context: ExpansionContext,
): readonly Unit[] {
  const roots = findRoots(index, graph, deployedDirectories);
  const progress: Progress = { steps: 0, followed: new Set(), delivered: new Set() };
  const units: Unit[] = [];
  for (const directory of roots.kustomizations) {
    const path = index.kustomizations.get(directory) ?? directory;
    const declaration = { tool: 'kustomize' as const, at: startOf(path) };
    const built = kustomizationContent(index, directory, { declaration, title: path });
    units.push(...expand(built, path, context, progress).map((unit) => ({ ...unit, overlay: true })));
  }
  const plain = roots.files.flatMap((path) => expand(manifestContent(index, [path]), path, context, progress));
  // What leads to itself (an app of apps within its own directory) has no root.
  const left = tools.filter((object) => !progress.followed.has(identityOf(object)));
  const files = new Set(left.map(({ path }) => path));
  const cycles = left.length === 0 ? new Set() : selfDeploying(deployedDirectories.filter(({ by }) => files.has(by)));
  for (const object of left.filter(({ path }) => cycles.has(path))) {
    if (progress.followed.has(identityOf(object))) continue;
    plain.push(...expand({ ...nothing, objects: [object] }, object.path, context, progress));
  }
  // A claim of the whole repository takes in files that were roots before it was followed.
  const applied = plain.map((unit) => ({
    ...unit,
    objects:
      unit.anchors.length > 1
        ? unit.objects
        : unit.objects.filter((object) => !progress.delivered.has(identityOf(object))),
  }));
  return [...units, ...applied].filter(
    (unit) => unit.objects.length + unit.releases.length + unit.unverified.length > 0,
  );
}

/** `flux bootstrap` writes one Kustomization for each cluster, named after itself, with the cluster's directory. */
function fluxBoundaries(tools: readonly KubeObject[], index: TreeIndex): readonly ClusterBoundary[] {
  return tools.flatMap((object) => {
    const directory =
      object.kind === 'Kustomization' && object.name.value === 'flux-system' ? fluxDirectory(object, index) : null;
    return directory === null || directory === ''
      ? []
      : [
          {
            path: directory,
            evidence: `Flux synchronises a cluster with ${directory} (${object.path})`,
            sample: false,
          },
        ];
  });
}

function everywhere(index: TreeIndex): (kind: string, name: string) => readonly KubeObject[] {
  let byName: Map<string, KubeObject[]> | null = null;
  return (kind, name) => {
    if (byName === null) {
      byName = new Map();
      for (const object of index.manifests.flatMap(index.objects)) {
        const key = `${object.kind} ${object.name.value}`;
        byName.set(key, [...(byName.get(key) ?? []), object]);
      }
    }
    return byName.get(`${kind} ${name}`) ?? [];
  };
}
