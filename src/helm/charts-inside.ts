import type { Sources } from '../source/sources.ts';
import { readChart } from './chart-file.ts';
import { childDirectory, unlistedCharts } from './dependency-version.ts';

/** A chart of the tree that installing another one brings. */
export interface ChartInside {
  readonly directory: string;
  /** The keys of the outermost chart's values under which its values hang; empty for that chart itself. */
  readonly keys: readonly string[];
}

/** Umbrellas may nest and depend on each other. */
const deepest = 8;
const most = 200;

/** The chart in a directory and every chart of the tree that it depends on, whether switched on or not. */
export function chartsInside(sources: Sources, directory: string): readonly ChartInside[] {
  const found: ChartInside[] = [{ directory, keys: [] }];
  const seen = new Set([directory]);
  for (const { directory: parent, keys } of found) {
    const chart = keys.length < deepest && found.length < most ? readChart(sources, parent) : null;
    if (chart === null) continue;
    for (const dependency of [...chart.dependencies, ...unlistedCharts(sources, parent, chart)]) {
      const child = childDirectory(sources, parent, dependency);
      const place = [...keys, dependency.alias ?? dependency.name];
      const key = `${child}\n${place.join('\n')}`;
      if (child === null || seen.has(key)) continue;
      seen.add(key);
      found.push({ directory: child, keys: place });
    }
  }
  return found;
}
