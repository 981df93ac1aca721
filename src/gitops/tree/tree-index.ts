import type { Sources } from '../../source/sources.ts';
import { type LayerCache, createLayerCache } from '../../kustomize/layer.ts';
import { type ChartTemplates, type StatingCache, chartTemplates } from './chart-templates.ts';
import { type FactsCache, type FileFacts, factsOf } from './file-facts.ts';
import { FilledText } from './filled-text.ts';
import { type FileRole, roleOf } from './needles.ts';
import { type Aside, asideIn } from './aside-in.ts';
import { chartAround } from './set-aside.ts';
import { type UnreadPlace, unreadPlaces } from './unread-places.ts';
import { reaching } from './mentions.ts';
import { type MissingPaths, missingPaths } from './missing-paths.ts';
import { readersOf, routeValuesOf } from './route-values.ts';
import { type DeploymentScope, mayBringSubjects, ours } from './scope.ts';
import type { Budget } from '../../source/budget.ts';
import { addAncestors, ancestorsOf, baseName, directoryOf, isWithin } from '../../source/paths.ts';
import { sourcesNamedBy, supportOf } from './support-files.ts';
import { type FilePattern, type Patterns, type ToolPatterns, patternsOf } from './tool-patterns.ts';
import { objectCache } from './object-cache.ts';
import { type KindLookup, kindOf } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** The tree as the tools see it: which files matter, what they hold, which directories are built how. */
export interface TreeIndex extends Pick<Aside, 'notForUse'> {
  readonly sources: Sources;
  readonly scope: DeploymentScope;
  /** What can be told of paths that are named and not there. */
  readonly missing: MissingPaths;
  /** Layers of kustomizations that were built already. */
  readonly layers: LayerCache;
  readonly filledText: FilledText;
  /** YAML files worth parsing, sorted; kustomizations, Chart.yaml and files of tools are not among them. */
  readonly manifests: readonly string[];
  /** Directories with a kustomization that reaches a relevant file, and that file's path. */
  readonly kustomizations: ReadonlyMap<string, string>;
  /** Directories with a Chart.yaml. */
  readonly charts: ReadonlyMap<string, string>;
  /** Templates of charts that state objects of ours and need Helm. */
  readonly templates: ChartTemplates;
  /** Files worth reading that only one tool reads, by its pattern, sorted. */
  readonly filesOf: (pattern: FilePattern) => readonly string[];
  /** Whether one tool alone reads the path, told by its name. */
  readonly isToolFile: (path: string) => boolean;
  /** Kinds that a review reads, those of tools among them. */
  readonly kindOf: KindLookup;
  /** Whether any file speaks of Kong: where none does, what could not be read is nobody's concern. */
  readonly speaksOfKong: boolean;
  /** Whether a change of the file could change what a review sees. */
  readonly isRelevant: (path: string) => boolean;
  /** Paths whose bytes are not known and that a tool could read. */
  readonly unread: readonly UnreadPlace[];
  /** Whether the configuration says that the path is not deployed: it is as good as absent. */
  readonly isExcluded: (path: string) => boolean;
  /** Why nobody deploys a file although it looks as if they did; null where that is not so, or something says otherwise. */
  readonly setAside: (path: string) => string | null;
  /** Whether a file that deploys others, or its text, names the path or a folder around it. */
  readonly isMentioned: (path: string) => boolean;
  readonly isMentionedItself: (path: string) => boolean;
  readonly isDirectory: (path: string) => boolean;
  /** Whether what follows a branch, tag or commit gets this tree. */
  readonly follows: (revision: string | undefined) => boolean;
  /** Whether any kustomization, relevant or not, lies in the directory. */
  readonly hasKustomization: (directory: string) => boolean;
  /** Relevant manifests in a directory, or below it too. */
  readonly manifestsIn: (directory: string, recurse: boolean) => readonly string[];
  /** The objects a file states; none when it cannot be read. */
  readonly objects: (path: string) => readonly KubeObject[];
}

/** What indexing one tree leaves for the next, and for its proofs. */
export interface TreeCache {
  readonly layers: LayerCache;
  readonly facts: FactsCache;
  readonly stating: StatingCache;
}

/** A cache for the trees of one review; it grows with them. */
export function createTreeCache(budget: Budget | null = null): TreeCache {
  return { layers: createLayerCache(budget), facts: new Map(), stating: new Map() };
}

/** What is known of a tree beside its files. */
export interface TreeFacts {
  /** Paths that are as good as absent. */
  readonly excluded: (path: string) => boolean;
  /** A folder around the path of which the configuration says that it is deployed; the root where it says nothing. */
  readonly deployedFrom: (path: string) => string;
  /** Paths that differ between the two trees of a change. */
  readonly changed: ReadonlySet<string>;
  /** Whether what follows a branch, tag or commit gets this tree. */
  readonly follows: (revision: string | undefined) => boolean;
}

/** Builds the index. `scope` is what counts beside what brings a subject. */
export function indexTree(
  sources: Sources,
  paths: TreeFacts,
  tools: readonly ToolPatterns[],
  cache: TreeCache,
  scope: DeploymentScope = ours,
): TreeIndex {
  const patterns = patternsOf(tools);
  const files = factsOfAll(sources, paths, patterns, cache);
  const charts = byDirectory([...files].flatMap(([path, { role }]) => (role === 'chart' ? [path] : [])));
  const kinds: KindLookup = (group, kind) =>
    kindOf(group, kind) ??
    // Objects of tools have namespaces, and are followed: two of one name prove nothing.
    (patterns.hasKind(group, kind) ? { group, kind, scope: 'namespaced', matters: 'deploys' } : undefined);
  const objects = objectCache(sources, kinds);
  const relevant = new Set<string>();
  const templates = chartTemplates(sources, charts, cache.stating);
  for (const directory of templates.bringing) relevant.add(charts.get(directory) ?? directory);
  for (const [path, { subject, bundle, besideKong }] of files) if (subject || bundle || besideKong) relevant.add(path);
  const speaksOfKong = [...files.values()].some(({ kong }) => kong);
  const routeValues = new Set(speaksOfKong || scope.kongElsewhere === true ? routeValuesOf(files) : []);
  const readers = [...installersOf(templates, sources, files), ...readersOf(routeValues, sources, files)];
  for (const path of [...routeValues, ...readers]) relevant.add(path);
  const mentioning = new Map(
    [...files].filter(([, { mentions }]) => mentions.length > 0).map(([path, { mentions }]) => [path, mentions]),
  );
  const mentioned = new Set([...mentioning.values()].flat());
  const directories = new Set<string>(['']);
  for (const path of sources.paths) addAncestors(path, directories);
  const { setAside: aside, notForUse } = asideIn(sources, directories, charts, paths);
  // What somebody points a tool at means what is in it, whatever the folders above it are called.
  const isNamed = (path: string): boolean =>
    mentioned.has(path) ||
    ancestorsOf(path).some((above) => mentioned.has(above) && chartAround(path, { charts }, above) === null);
  const isLeftOut = (path: string): boolean => aside(path) !== null && !isNamed(path);
  for (const path of supportOf(sources, files, patterns, objects, isLeftOut, { ...scope, routeValues, speaksOfKong }))
    relevant.add(path);
  const isThere = (path: string): boolean => sources.has(path) || directories.has(path);
  for (const path of mayBringSubjects(files, relevant, isThere, scope)) relevant.add(path);
  const reached = reaching(mentioning, relevant);
  for (const path of [...reached, ...sourcesNamedBy(reached, sources, files, patterns, objects)]) relevant.add(path);
  const chosen = (role: FileRole) => [...relevant].filter((path) => files.get(path)?.role === role).toSorted();
  const kustomized = new Set(
    [...files].flatMap(([path, { role }]) => (role === 'kustomization' ? [directoryOf(path)] : [])),
  );
  const manifests = chosen('yaml');
  const isToolFile = (path: string): boolean => isOfTool(roleOf(path, patterns));
  return {
    sources,
    scope,
    missing: missingPaths(sources, isToolFile),
    layers: cache.layers,
    filledText: new FilledText(),
    manifests,
    kustomizations: byDirectory(chosen('kustomization')),
    charts,
    templates,
    filesOf: chosen,
    isToolFile,
    kindOf: kinds,
    speaksOfKong,
    isRelevant: (path) => relevant.has(path),
    unread: unreadPlaces(sources, aside, patterns, relevant).filter(({ path }) => !paths.excluded(path)),
    isExcluded: paths.excluded,
    setAside: aside,
    notForUse,
    isMentioned: (path) =>
      mentioned.has(path) || ancestorsOf(path).some((above) => above !== '' && mentioned.has(above)),
    isMentionedItself: (path) => mentioned.has(path),
    isDirectory: (path) => directories.has(path),
    follows: paths.follows,
    hasKustomization: (directory) => kustomized.has(directory),
    manifestsIn: (directory, recurse) =>
      manifests.filter((path) => (recurse ? isWithin(path, directory) : directoryOf(path) === directory)),
    objects,
  };
}

function factsOfAll(
  sources: Sources,
  { excluded, changed }: TreeFacts,
  patterns: Patterns,
  { facts }: TreeCache,
): ReadonlyMap<string, FileFacts> {
  const files = new Map<string, FileFacts>();
  for (const path of sources.paths) {
    const found = factsOf(sources, path, patterns, facts, changed.has(path));
    if (found !== null && !excluded(path)) files.set(path, found);
  }
  return files;
}

function isOfTool(role: FileRole | null): role is FilePattern {
  return typeof role === 'object' && role !== null;
}

/** Files that only one tool reads, as far as they may install a chart of the tree with templates of ours. */
function installersOf(
  { bringing }: ChartTemplates,
  sources: Sources,
  files: ReadonlyMap<string, FileFacts>,
): readonly string[] {
  const names = [...bringing].map(baseName).filter((name) => name !== '');
  if (names.length === 0) return [];
  return [...files].flatMap(([path, { role }]) =>
    isOfTool(role) && sources.contains(path, 'helm', 'releases') && sources.contains(path, ...names) ? [path] : [],
  );
}

function byDirectory(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.map((path) => [directoryOf(path), path]));
}
