import { get, listAt, type MapNode } from '../source/node.ts';
import type { Sources } from '../source/sources.ts';
import { mergeSpecs } from './configurations.ts';
import { unlessAllRead, withGenerated } from './generated.ts';
import { defaultFieldSpecs } from './default-field-specs.ts';
import { openKustomization, type Kustomization } from './kustomization.ts';
import { withDescendants, type Layer, type LayerCache } from './layer.ts';
import { bounds } from './bounds.ts';
import { isWithin } from '../source/paths.ts';
import { lookFor, type LoadRestrictions, type Reader } from './reader.ts';
import { Identities } from './identities.ts';
import { readResources } from './resources.ts';
import { transform, type BuildState } from './transform.ts';
import { naming } from './build-problem.ts';
import { blamingValue, Unbuildable } from './unbuildable.ts';
import { rawText } from './values.ts';

/** What all layers of a build share. */
export interface Build {
  readonly sources: Sources;
  readonly restrictions: LoadRestrictions;
  readonly cache: LayerCache;
}

/**
 * Builds the layer of a directory, once for all that include it. Never throws: a build that stops
 * is a layer with a failure.
 * @param stack the directories that lead here, outermost first
 */
export function layerOf(build: Build, directory: string, stack: readonly string[]): Layer {
  const key = `${build.restrictions} ${directory}`;
  const known = build.cache.find(build.sources, key);
  if (known !== undefined) return known;
  const layer = buildLayer(build, directory, stack, null);
  // A cycle depends on who asks, so its failure is not for others.
  if (![layer.failure, ...layer.further].some((each) => each?.fault?.kind === 'cycle'))
    build.cache.keep(build.sources, key, layer);
  return layer;
}

/** Builds a directory on an edited kustomization, for tools that change one before they build it. */
export function editedLayer(build: Build, directory: string, edit: (root: MapNode) => MapNode): Layer {
  return buildLayer(build, directory, [], edit);
}

const empty: BuildState = {
  resources: [],
  specs: defaultFieldSpecs,
  charts: [],
  incomplete: false,
  variables: new Set(),
};

type Edit = ((root: MapNode) => MapNode) | null;

function buildLayer(build: Build, directory: string, stack: readonly string[], edit: Edit): Layer {
  const children: Layer[] = [];
  const visit: Visit = { build, stack: [...stack, directory], children };
  let kustomization: Kustomization | null = null;
  try {
    kustomization = openKustomization(build.sources, directory, build.restrictions, edit);
    if (kustomization.isComponent && stack.length > 0)
      throw new Unbuildable('a Component can only be listed under components', { kind: 'component' });
    const draft = accumulate(visit, kustomization, empty);
    const sortOptions = get(kustomization.root, 'sortOptions');
    return {
      ...draft,
      ...recordOf(directory, kustomization.reader, kustomization.reader.seen, children),
      sortOptions,
      failure: null,
      further: [],
    };
  } catch (error) {
    if (!(error instanceof Unbuildable)) throw error;
    // One that cannot be opened holds as long as the directory has no other.
    const seen = kustomization?.reader.seen ?? lookFor(build.sources, directory);
    const record = recordOf(directory, kustomization?.reader ?? null, seen, children);
    const stop = failureOf(error, kustomization, build);
    const path = kustomization?.reader.path ?? directory;
    return {
      ...empty,
      ...record,
      incomplete: true,
      failure: stop.problem(path),
      further: stop.further.map((each) => each.problem(path)),
    };
  }
}

/** With a place, but for a directory without a kustomization: whoever takes it in is to blame. */
function failureOf(error: Unbuildable, kustomization: Kustomization | null, { sources }: Build): Unbuildable {
  if (error.fault?.kind === 'component') return error;
  const path = kustomization?.reader.path ?? error.path;
  return path !== null && sources.has(path) ? error.blamedAtStart(path) : error;
}

function recordOf(directory: string, reader: Reader | null, seen: Layer['seen'], children: readonly Layer[]) {
  return {
    directory,
    sortOptions: undefined,
    problems: [...(reader?.problems ?? []), ...(reader?.notes ?? [])],
    seen,
    children,
  };
}

interface Visit {
  readonly build: Build;
  readonly stack: readonly string[];
  readonly children: Layer[];
}

/** Kustomize's order: resources, generators, components, then the transformers. */
function accumulate(visit: Visit, kustomization: Kustomization, start: BuildState): BuildState {
  const { root, reader } = kustomization;
  // It grows in place: a kustomization may list thousands of files.
  const gathered = [...start.resources];
  let draft: BuildState = { ...start, resources: gathered };
  const ids = new Identities(gathered);
  for (const field of ['resources', 'bases']) {
    for (const entry of listAt(root, field)) {
      const current = draft;
      draft = reader.step(
        () =>
          blamingValue(entry, field, () => {
            const more = broughtBy(visit, kustomization, rawText(entry));
            if (more === null) return current;
            assertRoom(gathered.length, more.resources.length, visit);
            ids.add(more.resources);
            for (const resource of more.resources) gathered.push(resource);
            return mergedWith(current, more);
          }),
        () => current,
        'each',
      );
    }
  }
  draft = withGenerated(draft, root, reader);
  for (const entry of listAt(root, 'components')) {
    // A component is applied to what was found, which is not all where its includer could not read something.
    const current = unlessAllRead(draft, reader);
    draft = reader.step(
      () => blamingValue(entry, 'components', () => addComponent(visit, kustomization, current, rawText(entry))),
      () => current,
    );
  }
  const transformed = transform(unlessAllRead(draft, reader), root, reader, visit.build.cache.settled);
  reader.assertBuilt(mayTakeAway(root) ? 'duplicate-key' : null);
  return unlessAllRead(transformed, reader);
}

/** Whether patches may delete an object or a field, so that what is wrong in it stops nothing. JSON patches read it first. */
function mayTakeAway(root: MapNode): boolean {
  return ['patches', 'patchesStrategicMerge', 'components', 'transformers'].some((field) => root.entries.has(field));
}

/** What one entry of `resources` brings; null where it could not be read. */
function broughtBy(visit: Visit, { reader }: Kustomization, path: string): BuildState | null {
  if (path === '') throw new Unbuildable('a resource has an empty path');
  const found = reader.find(path);
  if (found.kind === 'unread') {
    reader.miss(found);
    return null;
  }
  if (found.kind === 'file') return { ...empty, resources: readResources(reader, path, found.path) };
  assertNoCycle(visit, found.path);
  const layer = layerOf(visit.build, found.path, visit.stack);
  visit.children.push(layer);
  if (layer.failure !== null) throw Unbuildable.from(layer.failure, layer.further);
  // A layer that was built for another includer has not been held against this one.
  for (const { directory } of layer.children.length > 0 ? withDescendants(layer) : []) assertNoCycle(visit, directory);
  return layer;
}

function assertRoom(objects: number, more: number, { build }: Visit): void {
  if (objects + more > bounds.objects)
    throw new Unbuildable(naming`holds more than ${bounds.objects} objects`, { cause: 'limit' });
  spend(build, more);
}

function spend({ cache, sources }: Build, objects: number): void {
  if (cache.spend(sources, objects) <= bounds.objectsInAll) return;
  throw new Unbuildable(naming`the kustomizations of this repository build more than ${bounds.objectsInAll} objects`, {
    cause: 'limit',
  });
}

/** Opening a component and applying it, in objects that are built. */
const componentCost = 100;

/** A component works on what its includer has gathered so far, so it is built anew each time. */
function addComponent(visit: Visit, kustomization: Kustomization, draft: BuildState, path: string): BuildState {
  const found = kustomization.reader.find(path);
  if (found.kind === 'unread') {
    kustomization.reader.miss(found);
    return draft;
  }
  if (found.kind === 'file') throw new Unbuildable(naming`component ${path} is a file, not a directory`);
  assertNoCycle(visit, found.path);
  // A component within components is built as often as there are ways to it.
  spend(visit.build, draft.resources.length + componentCost);
  const component = openKustomization(visit.build.sources, found.path, visit.build.restrictions, null);
  if (!component.isComponent)
    throw new Unbuildable('is listed under components but is no Component', {
      path: component.reader.path,
      kind: 'component',
    });
  const inner: Visit = { ...visit, stack: [...visit.stack, found.path], children: [] };
  try {
    return accumulate(inner, component, draft);
  } catch (error) {
    throw error instanceof Unbuildable
      ? error.blamedOn(component.reader.path).blamedAtStart(component.reader.path)
      : error;
  } finally {
    const record = recordOf(found.path, component.reader, component.reader.seen, inner.children);
    visit.children.push({ ...empty, ...record, failure: null, further: [] });
  }
}

/** Kustomize refuses to include a directory that includes it, and any directory above one. */
function assertNoCycle(visit: Visit, candidate: string): void {
  const inside = visit.stack.find((directory) => isWithin(directory, candidate));
  if (inside !== undefined) {
    const where = candidate === '' ? 'the root of the repository' : candidate;
    throw new Unbuildable(naming`includes ${where} while building ${inside}: a cycle`, { kind: 'cycle' });
  }
  if (visit.stack.length >= bounds.depth)
    throw new Unbuildable(naming`includes more than ${bounds.depth} levels of directories`, { cause: 'limit' });
}

function mergedWith(draft: BuildState, more: BuildState): BuildState {
  return {
    ...draft,
    // All have kustomize's own.
    specs: more.specs === defaultFieldSpecs ? draft.specs : mergeSpecs(draft.specs, more.specs),
    charts: more.charts.length === 0 ? draft.charts : [...draft.charts, ...more.charts],
    incomplete: draft.incomplete || more.incomplete,
    variables: more.variables.size === 0 ? draft.variables : new Set([...draft.variables, ...more.variables]),
  };
}
