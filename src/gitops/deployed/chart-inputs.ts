import { chartsInside, type ChartInside } from '../../helm/charts-inside.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import type { Doubt } from '../../source/doubt.ts';
import { isLocation } from '../../source/location.ts';
import { get, type Node } from '../../source/node.ts';
import { baseName, isWithin, joinPath } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import { valuesRead } from './values-read.ts';

/** Who installs a chart of the tree, as far as it decides what its templates become. */
export interface ChartUse {
  readonly title: string;
  /** The file in which it is told to be installed. */
  readonly path: string;
  /** What else is stated there: the release's name and namespace. */
  readonly stated: string;
  readonly layers: readonly ValuesLayer[];
  readonly doubt: Doubt | null;
}

/** The templates of ours that an installed chart brings, and what feeds them; none where it brings none. */
export function unrenderedChart(index: TreeIndex, directory: string, use: ChartUse): readonly Unrendered[] {
  if (!index.templates.bringing.has(directory)) return [];
  const inside = chartsInside(index.sources, directory);
  const parts = inside.filter((part) => index.templates.own.has(part.directory));
  const reason = `feeds the chart in ${directory || 'the root'}, whose templates of Gateway API or Kong objects need Helm to render`;
  return [
    {
      key: `chart ${directory} ${use.title}`,
      told: { path: use.path, cause: 'template', reason },
      charts: inside.map((part) => part.directory),
      inputs: () => inputsOf(index, inside, parts, use),
    },
  ];
}

function inputsOf(
  index: TreeIndex,
  inside: readonly ChartInside[],
  parts: readonly ChartInside[],
  { path: usedIn, stated, layers, doubt }: ChartUse,
): ReadonlyMap<string, string> {
  const { sources, templates } = index;
  const inputs = new Map<string, string>();
  const add = (path: string, text: string): void => {
    inputs.set(path, `${inputs.get(path) ?? ''}${text}\n`);
  };
  const addFile = (path: string): void => {
    const oid = sources.oid(path);
    if (oid !== undefined) inputs.set(path, oid);
  };
  add(usedIn, JSON.stringify([stated, doubt?.reason ?? null]));
  for (const path of doubt?.paths ?? []) addFile(path);
  // All templates of a release share their named templates.
  const helpers = inside.flatMap(({ directory }) => helpersOf(directory, sources));
  helpers.forEach(addFile);
  for (const { directory } of inside) {
    for (const name of ['Chart.yaml', 'Chart.lock', 'requirements.yaml', 'requirements.lock'])
      addFile(joinPath(directory, name));
  }
  const known = new Set(parts.map(({ directory }) => directory));
  for (const directory of known) {
    const texts = [...(templates.own.get(directory) ?? []), ...helpers];
    (templates.own.get(directory) ?? []).forEach(addFile);
    if (texts.some((path) => sources.contains(path, '.Files'))) dataOf(directory, sources).forEach(addFile);
    const read = valuesRead(texts.map((path) => sources.text(path) ?? ''));
    for (const { keys } of parts.filter((part) => part.directory === directory)) {
      for (const { root } of layers) add(isLocation(root.at) ? root.at.path : usedIn, partOf(root, keys, read));
      for (const around of inside) {
        if (!around.keys.every((key, i) => key === keys[i])) continue;
        const path = joinPath(around.directory, 'values.yaml');
        if (sources.has(path)) add(path, ownValues(sources, path, keys.slice(around.keys.length), read));
      }
    }
  }
  return inputs;
}

function ownValues(sources: Sources, path: string, keys: readonly string[], read: Paths | null): string {
  const file = sources.file(path);
  const root = file?.unread === null && file.problems.length === 0 ? file.documents[0]?.root : undefined;
  return root === undefined ? (sources.oid(path) ?? '') : partOf(root, keys, read);
}

type Paths = readonly (readonly string[])[];

/** What counts of values below some keys: what templates name, and what every chart of a release shares. */
function partOf(root: Node, keys: readonly string[], read: Paths | null): string {
  if (read === null) return textOfNode(get(root, ...keys)) + textOfNode(get(root, 'global'));
  const shared = read.filter(([first]) => first === 'global');
  return [...read.map((path) => [...keys, ...path]), ...shared]
    .map((path) => textOfNode(get(root, ...path)))
    .join('\n');
}

/** Templates that define what others include. */
function helpersOf(directory: string, sources: Sources): readonly string[] {
  const templates = joinPath(directory, 'templates');
  return sources.paths.filter((path) => isWithin(path, templates) && sources.contains(path, 'define "', 'define `'));
}

/** What a chart may read as files. */
function dataOf(directory: string, sources: Sources): readonly string[] {
  const templates = joinPath(directory, 'templates');
  return sources.paths.filter(
    (path) => isWithin(path, directory) && !isWithin(path, templates) && baseName(path) !== 'values.yaml',
  );
}
