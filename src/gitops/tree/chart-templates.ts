import { chartsInside } from '../../helm/charts-inside.ts';
import { ancestorsOf, baseName, joinPath } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import { statesOurs } from '../objects/states-ours.ts';
import { recogniseChart } from '../model/kong-chart.ts';
import { readChart } from '../../helm/chart-file.ts';

/** Templates that state objects of Gateway API or Kong and that only Helm can render. */
export interface ChartTemplates {
  /** Those of a chart itself, by its directory. */
  readonly own: ReadonlyMap<string, readonly string[]>;
  /** Directories of the charts that bring any: their own, or those of charts of the tree that they depend on. */
  readonly bringing: ReadonlySet<string>;
}

/** Whether a text states an object of ours, by the id of its blob. */
export type StatingCache = Map<string, boolean>;

/** Finds the templates by their text: nothing is parsed. */
export function chartTemplates(
  sources: Sources,
  charts: ReadonlyMap<string, string>,
  cache: StatingCache,
): ChartTemplates {
  const own = new Map<string, string[]>();
  for (const path of charts.size === 0 ? [] : sources.paths) {
    const chart = path.includes('templates/') ? chartOfTemplate(path, charts) : null;
    if (chart === null || !isOfOurs(path, sources, cache)) continue;
    const templates = own.get(chart);
    if (templates === undefined) own.set(chart, [path]);
    else templates.push(path);
  }
  // What Kong's own charts make of values is known.
  for (const directory of own.keys()) {
    const chart = readChart(sources, directory);
    if (chart !== null && recogniseChart(chart.name, null, chart.links)?.doubt === null) own.delete(directory);
  }
  if (own.size === 0) return { own, bringing: new Set() };
  const around = new Set([...own.keys()].flatMap((directory) => [directory, ...ancestorsOf(directory)]));
  const mayBring = ([directory, path]: [string, string]): boolean =>
    around.has(directory) || sources.contains(path, 'file://') || sources.contains(requirements(directory), 'file://');
  const brings = (directory: string): boolean =>
    chartsInside(sources, directory).some((inside) => own.has(inside.directory));
  return { own, bringing: new Set([...charts].filter(mayBring).flatMap(([dir]) => (brings(dir) ? [dir] : []))) };
}

function requirements(directory: string): string {
  return joinPath(directory, 'requirements.yaml');
}

/** The chart of which a path is a template; null for what Helm does not render, and for the tests of a chart. */
function chartOfTemplate(path: string, charts: ReadonlyMap<string, string>): string | null {
  for (const directory of ancestorsOf(path)) {
    if (!charts.has(directory)) continue;
    const inside = directory === '' ? path : path.slice(directory.length + 1);
    const isTemplate = inside.startsWith('templates/') && !inside.startsWith('templates/tests/');
    return isTemplate && baseName(path) !== 'NOTES.txt' ? directory : null;
  }
  return null;
}

/** Whether a template states an object of ours: by its group, or by its kind where Helm fills in the group. */
function isOfOurs(path: string, sources: Sources, cache: StatingCache): boolean {
  const [oid, text] = [sources.oid(path), sources.text(path)];
  // Another tree may read the same blob under a name that counts.
  if (oid === undefined || oid === null || text === undefined) return text !== undefined && isOurText(text);
  const known = cache.get(oid);
  if (known !== undefined) return known;
  const states = isOurText(text);
  cache.set(oid, states);
  return states;
}

function isOurText(text: string): boolean {
  return text.includes('{{') && !/helm\.sh\/hook["']?:\s*["']?test/.test(text) && statesOurs(text);
}
