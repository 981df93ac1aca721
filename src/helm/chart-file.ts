import { doubtOf, type Doubt } from '../source/doubt.ts';
import { mergeLayers } from './merge.ts';
import type { Located, Location } from '../source/location.ts';
import { isLocation } from '../source/location.ts';
import { listAt, mapAt, stringAt, type MapNode, type Node } from '../source/node.ts';
import { joinPath } from '../source/paths.ts';
import type { Sources } from '../source/sources.ts';

/** A dependency as Chart.yaml or requirements.yaml states it. */
export interface Dependency {
  readonly name: string;
  /** The constraint as written; null when there is none. */
  readonly version: Located<string> | null;
  readonly repository: string;
  readonly alias: string | null;
  /** Paths in the parent's values, the first that holds a boolean decides. */
  readonly conditions: readonly string[];
  readonly tags: readonly string[];
  readonly importsValues: boolean;
  readonly at: Location;
}

/** What a chart directory says of itself. */
export interface ChartFile {
  readonly name: string;
  readonly version: Located<string> | null;
  /** Home page and sources, by which a copy of Kong's chart is told from its namesakes. */
  readonly links: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly at: Location;
}

/** Reads Chart.yaml of a directory (`''` for the root); null when it is absent or cannot be read. */
export function readChart(sources: Sources, dir: string): ChartFile | null {
  const root = rootMap(sources, joinPath(dir, 'Chart.yaml'));
  const name = stringAt(root ?? undefined, 'name');
  if (root === null || name === undefined || !isLocation(root.at)) return null;
  const legacy = rootMap(sources, joinPath(dir, 'requirements.yaml'));
  const listed =
    listAt(root, 'dependencies').length > 0 || stringAt(root, 'apiVersion')?.value === 'v2' ? root : legacy;
  const sourceLinks = listAt(root, 'sources').flatMap((link) =>
    link.kind === 'scalar' && typeof link.value === 'string' ? [link.value] : [],
  );
  return {
    name: name.value,
    version: stringAt(root, 'version') ?? null,
    links: [stringAt(root, 'home')?.value ?? '', ...sourceLinks],
    dependencies: listAt(listed ?? undefined, 'dependencies').flatMap(dependencyOf),
    at: root.at,
  };
}

function dependencyOf(node: Node): readonly Dependency[] {
  const name = stringAt(node, 'name');
  if (name === undefined || !isLocation(node.at)) return [];
  const tags = listAt(node, 'tags').flatMap((tag) =>
    tag.kind === 'scalar' && typeof tag.value === 'string' ? [tag.value] : [],
  );
  const imports = mapAt(node)?.entries.get('import-values')?.value;
  return [
    {
      name: name.value,
      version: constraintOf(node),
      repository: stringAt(node, 'repository')?.value ?? '',
      alias: stringAt(node, 'alias')?.value ?? null,
      conditions: (stringAt(node, 'condition')?.value ?? '')
        .split(',')
        .map((path) => path.trim())
        .filter((path) => path !== ''),
      tags,
      importsValues: imports?.kind === 'list' && imports.items.length > 0,
      at: node.at,
    },
  ];
}

/** A version without quotes may be a number (`3.4`), which Helm reads as its text. */
function constraintOf(node: Node): Located<string> | null {
  const version = mapAt(node)?.entries.get('version')?.value;
  if (version?.kind !== 'scalar' || version.value === null) return null;
  return { value: typeof version.value === 'string' ? version.value : version.text, at: version.at };
}

/** The versions that Chart.lock (or requirements.lock) holds, in the order of the file. */
export function readLock(
  sources: Sources,
  dir: string,
): readonly { readonly name: string; readonly version: Located<string> }[] {
  const root = rootMap(sources, joinPath(dir, 'Chart.lock')) ?? rootMap(sources, joinPath(dir, 'requirements.lock'));
  return listAt(root ?? undefined, 'dependencies').flatMap((entry) => {
    const name = stringAt(entry, 'name');
    const version = constraintOf(entry);
    return name === undefined || version === null ? [] : [{ name: name.value, version }];
  });
}

/** The values.yaml of a chart directory; an empty map where there is none. */
export function readValues(sources: Sources, dir: string): MapNode {
  const root = rootMap(sources, joinPath(dir, 'values.yaml'));
  return root ?? mergeLayers([]);
}

/** Why a chart directory's values.yaml cannot be taken as read, or null. */
export function valuesDoubt(sources: Sources, dir: string): Doubt | null {
  const path = joinPath(dir, 'values.yaml');
  const hidden = sources.unread(path) ?? (sources.has(path) ? sources.file(path)?.unread : null);
  if (hidden !== undefined && hidden !== null) return doubtOf(hidden.cause, `${path} ${hidden.reason}`, path);
  const broken =
    sources.has(path) && sources.file(path)?.problems.some((problem) => problem.kind === 'syntax') === true;
  return broken ? doubtOf('syntax', `${path} is not valid YAML`, path) : null;
}

/** The root map of a file's first document, or null. */
function rootMap(sources: Sources, path: string): MapNode | null {
  const root = sources.has(path) ? sources.file(path)?.documents[0]?.root : undefined;
  return root?.kind === 'map' ? root : null;
}
