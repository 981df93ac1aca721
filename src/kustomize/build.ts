import type { MapNode } from '../source/node.ts';
import { stringAt } from '../source/node.ts';
import type { Sources } from '../source/sources.ts';
import type { BuildProblem } from './build-problem.ts';
import { editedLayer, layerOf, type Build } from './accumulate.ts';
import { withPlainAnnotations } from './build-annotations.ts';
import { contentHash } from './content-hash.ts';
import type { HelmChartUse } from './helm-charts.ts';
import { tolerated } from './kustomization-schema.ts';
import { createLayerCache, withDescendants, type Layer, type LayerCache } from './layer.ts';
import { followRenames } from './name-references.ts';
import { withUnknownVariables } from './obscured.ts';
import { joinPath } from '../source/paths.ts';
import { ordered } from './order.ts';
import { kustomizationNames, resolveRelative } from './paths.ts';
import type { LoadRestrictions } from './reader.ts';
import { apiVersionOf, metadataText, renamedAs, withMetadataText, withRoot, type Resource } from './resource.ts';
import { Unbuildable } from './unbuildable.ts';
import { rawText } from './values.ts';
import { onceFor } from '../source/once-for.ts';
import type { KubeObject } from '../kubernetes/object.ts';

/** What a directory with a kustomization comes to. */
export interface KustomizeBuild {
  /** In kustomize's order. Empty when the build fails. */
  readonly objects: readonly KubeObject[];
  readonly helmCharts: readonly HelmChartUse[];
  /** What could not be read or is not supported, and why a build fails. */
  readonly problems: readonly BuildProblem[];
  /** The one of the problems that stops the build, or null. */
  readonly failure: BuildProblem | null;
  /** What else would certainly stop it, were that mended. */
  readonly further: readonly BuildProblem[];
  /** Whether `objects` is all there is (charts aside), with every value as kustomize makes it. */
  readonly complete: boolean;
  /** Every path of the tree that the build looked at and that is there. */
  readonly usedPaths: readonly string[];
}

export interface KustomizeOptions {
  /** Flux reads files anywhere in the repository; kustomize and Argo CD only below the kustomization. */
  readonly restrictions?: LoadRestrictions;
  /** Changes the directory's own kustomization before the build, as Argo CD and Flux do. */
  readonly edit?: (kustomization: MapNode) => MapNode;
  /** Whether the tool reads that kustomization, drops the fields that it does not know, and writes it anew, as Flux does. */
  readonly rewritten?: boolean;
  /** Layers that were built before, for this tree or another one; without it all layers are built. */
  readonly cache?: LayerCache;
}

/**
 * What `kustomize build` makes of a directory, with the place of every value. Nothing is fetched
 * or run, and nothing thrown: a build that kustomize would refuse has no objects and a problem.
 */
export function buildKustomization(sources: Sources, given: string, options: KustomizeOptions = {}): KustomizeBuild {
  const cache = options.cache ?? createLayerCache();
  const build: Build = { sources, restrictions: options.restrictions ?? 'root-only', cache };
  const directory = resolveRelative('', given) ?? given;
  const { edit = (root: MapNode) => root, rewritten = false } = options;
  const isOwn = options.edit === undefined && !rewritten;
  const layer = isOwn
    ? layerOf(build, directory, [])
    : editedLayer(build, directory, (root) => edit(rewritten ? tolerated(root) : root));
  const layers = withDescendants(layer);
  const problems = distinct(layers.flatMap((part) => part.problems));
  const usedPaths = [...new Set(layers.flatMap((part) => [...part.seen.keys()]))]
    .filter((path) => sources.has(path))
    .toSorted();
  const nothing = { objects: [], helmCharts: [], complete: false, usedPaths, further: layer.further };
  if (layer.failure !== null)
    return { ...nothing, problems: distinct([...problems, layer.failure, ...layer.further]), failure: layer.failure };
  try {
    const objects = finish(layer).map(objectOf);
    const complete = !layer.incomplete;
    return { objects, helmCharts: layer.charts, problems, failure: null, further: [], complete, usedPaths };
  } catch (error) {
    if (!(error instanceof Unbuildable)) throw error;
    const [path] = kustomizationNames.map((name) => joinPath(directory, name)).filter((each) => sources.has(each));
    const failure = (path === undefined ? error : error.blamedAtStart(path)).problem(directory);
    return { ...nothing, problems: [...problems, failure], failure };
  }
}

function distinct(problems: readonly BuildProblem[]): BuildProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.path}\0${problem.reason}`, problem])).values()];
}

/** What kustomize does once, at the outermost kustomization. */
function finish(layer: Layer): Resource[] {
  const hashed = layer.resources.map(withHash);
  const followed = followRenames(hashed, layer.specs.nameReference);
  const kept = followed.filter(({ root }) => !isLocal(root));
  for (const { root, id, path } of kept) {
    if (id.kind === '' || id.name === '') {
      throw new Unbuildable('an object ends up without a kind or a name', { path, at: root.at });
    }
  }
  return ordered(kept, layer.sortOptions).map((resource) => {
    const root = withPlainAnnotations(resource.root);
    if (layer.variables.size === 0) return withRoot(resource, root);
    return withRoot(resource, withUnknownVariables(root, layer.variables, 'a kustomize variable stands here'));
  });
}

/** A name that another object may refer to; the hash stands where the generator does. */
function withHash(resource: Resource): Resource {
  if (!resource.needsHash || hasUnknownData(resource.root)) return resource;
  const name = `${metadataText(resource.root, 'name')}-${contentHash(resource.root)}`;
  const at = stringAt(resource.root, 'metadata', 'name')?.at ?? resource.root.at;
  return renamedAs(resource, withMetadataText(resource.root, 'name', name, at));
}

/** Without the whole content there is no hash; the name then stays as it is everywhere. */
function hasUnknownData(root: MapNode): boolean {
  return ['data', 'binaryData', 'stringData'].some((field) => {
    const data = root.entries.get(field)?.value;
    if (data?.kind !== 'map') return data?.kind === 'unknown';
    return [...data.entries.values()].some(({ value }) => value.kind === 'unknown');
  });
}

function isLocal(root: MapNode): boolean {
  const annotations = root.entries.get('metadata')?.value;
  const map = annotations?.kind === 'map' ? annotations.entries.get('annotations')?.value : undefined;
  const flag = map?.kind === 'map' ? map.entries.get('config.kubernetes.io/local-config')?.value : undefined;
  return flag !== undefined && rawText(flag) !== 'false';
}

/** The object of what was built last with a root: builds that come to it, as those of both trees of a change, share it. */
const builtWith = onceFor((_root: MapNode): { object: KubeObject | null } => ({ object: null }));

function objectOf(resource: Resource): KubeObject {
  const { root, id, path } = resource;
  const namespace = resource.namespace === '' ? null : resource.namespace;
  const built = builtWith(root);
  const known = built.object;
  if (known?.path === path && known.namespace === namespace && known.group === id.group && known.kind === id.kind)
    return known;
  const name = stringAt(root, 'metadata', 'name') ?? { value: id.name, at: root.at };
  const object = { apiVersion: apiVersionOf(root), group: id.group, kind: id.kind, name, namespace, root, path };
  built.object = object;
  return object;
}
