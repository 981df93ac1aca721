import type { Budget } from '../source/budget.ts';
import type { Node } from '../source/node.ts';
import type { Sources } from '../source/sources.ts';
import type { BuildProblem } from './build-problem.ts';
import type { FieldSpecs } from './field-specs.ts';
import type { HelmChartUse } from './helm-charts.ts';
import { fingerprint } from './reader.ts';
import type { Resource } from './resource.ts';
import type { SettledNodes } from './strategic-merge.ts';

/** What a kustomization and everything below it come to, before names get hashes and references follow. */
export interface Layer {
  readonly directory: string;
  readonly resources: readonly Resource[];
  readonly specs: FieldSpecs;
  readonly charts: readonly HelmChartUse[];
  /** Whether objects may be missing or values unknown, here or below. */
  readonly incomplete: boolean;
  /** Names of `vars`, whose uses are unknown. */
  readonly variables: ReadonlySet<string>;
  /** The kustomization's own, which counts only where the build begins. */
  readonly sortOptions: Node | undefined;
  /** What this directory itself could not read. */
  readonly problems: readonly BuildProblem[];
  /** Paths this directory looked at, with what stood there. */
  readonly seen: ReadonlyMap<string, string>;
  /** The directories it includes. */
  readonly children: readonly Layer[];
  /** The reason why `kustomize build` stops in this directory or below. */
  readonly failure: BuildProblem | null;
  /** What else would stop it, were that mended. */
  readonly further: readonly BuildProblem[];
}

/**
 * Layers that were built, for trees that share files. A layer serves another tree when everything
 * it and its children looked at is the same there; so a review builds only what a change touches.
 */
export interface LayerCache {
  find(sources: Sources, key: string): Layer | undefined;
  keep(sources: Sources, key: string, layer: Layer): void;
  /** Counts objects built for a tree; returns the sum so far. */
  spend(sources: Sources, objects: number): number;
  readonly settled: SettledNodes;
}

/** How many builds of one directory are kept: base, head, and a proof or two. */
const kept = 4;

/** @param budget what building objects is paid from; null: there is none */
export function createLayerCache(budget: Budget | null = null): LayerCache {
  const layers = new Map<string, Layer[]>();
  const verdicts = new WeakMap<Sources, Map<Layer, boolean>>();
  const spent = new WeakMap<Sources, number>();
  const verdictsFor = (sources: Sources): Map<Layer, boolean> => {
    const known = verdicts.get(sources) ?? new Map<Layer, boolean>();
    verdicts.set(sources, known);
    return known;
  };
  return {
    settled: new WeakMap(),
    find: (sources, key) => layers.get(key)?.find((layer) => isValid(layer, sources, verdictsFor(sources))),
    keep: (sources, key, layer) => {
      verdictsFor(sources).set(layer, true);
      layers.set(key, [layer, ...(layers.get(key) ?? [])].slice(0, kept));
    },
    spend: (sources, objects) => {
      budget?.spend(objects);
      const sum = (spent.get(sources) ?? 0) + objects;
      spent.set(sources, sum);
      return sum;
    },
  };
}

function isValid(layer: Layer, sources: Sources, verdicts: Map<Layer, boolean>): boolean {
  const known = verdicts.get(layer);
  if (known !== undefined) return known;
  const valid =
    [...layer.seen].every(([path, before]) => fingerprint(sources, path) === before) &&
    layer.children.every((child) => isValid(child, sources, verdicts));
  verdicts.set(layer, valid);
  return valid;
}

/** A layer and everything it includes, each once. */
export function withDescendants(layer: Layer): Layer[] {
  const found = new Set<Layer>([layer]);
  for (const next of found) for (const child of next.children) found.add(child);
  return [...found];
}
