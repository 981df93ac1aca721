import type { Sources } from '../../source/sources.ts';
import type { KubeObject } from '../cluster.ts';
import { type LayerCache, createLayerCache } from '../kustomize/layer.ts';
import { mayHoldKind } from '../plain/kinds.ts';
import { objectsOf } from '../plain/objects.ts';
import { type FileRole, isSubject, isTool, roleOf } from './needles.ts';
import { type Mentioning, reaching } from './mentions.ts';
import { ancestorsOf, directoryOf, isWithin } from './paths.ts';
import { namesReferredTo, supportNeedles } from './support.ts';

/** The tree as the tools see it: which files matter, what they hold, which directories are built how. */
export interface TreeIndex {
  readonly sources: Sources;
  /** Layers of kustomizations that were built already. */
  readonly layers: LayerCache;
  /** YAML files worth parsing, sorted; kustomizations, Chart.yaml and helmfiles are not among them. */
  readonly manifests: readonly string[];
  /** Directories with a kustomization that reaches a relevant file, and that file's path. */
  readonly kustomizations: ReadonlyMap<string, string>;
  /** Directories with a Chart.yaml. */
  readonly charts: ReadonlyMap<string, string>;
  readonly helmfiles: readonly string[];
  readonly terraform: readonly string[];
  readonly scripts: readonly string[];
  /** Whether a change of the file could change what a review sees. */
  readonly isRelevant: (path: string) => boolean;
  readonly isDirectory: (path: string) => boolean;
  /** Whether any kustomization, relevant or not, lies in the directory. */
  readonly hasKustomization: (directory: string) => boolean;
  /** Relevant manifests in a directory, or below it too. */
  readonly manifestsIn: (directory: string, recurse: boolean) => readonly string[];
  /** The objects a file states; none when it cannot be read. */
  readonly objects: (path: string) => readonly KubeObject[];
}

/** Builds the index; `excluded` paths are as good as absent. */
export function indexTree(sources: Sources, excluded: (path: string) => boolean): TreeIndex {
  const roles = rolesOf(sources, excluded);
  const objects = objectCache(sources);
  const subjects = new Set<string>();
  for (const [path, role] of roles)
    if (isSubject(sources, path, role) && mayHold(sources, path, role)) subjects.add(path);
  const support = supportOf(sources, roles, subjects, objects);
  const relevant = new Set([...subjects, ...support]);
  for (const path of reaching(mentioningFiles(sources, roles), relevant)) relevant.add(path);
  const chosen = (role: FileRole): string[] => [...relevant].filter((path) => roles.get(path) === role).toSorted();
  const every = (role: FileRole): string[] => [...roles].filter(([, r]) => r === role).map(([path]) => path);
  const directories = new Set<string>(['']);
  for (const path of sources.paths) addAncestors(path, directories);
  const kustomized = new Set(every('kustomization').map(directoryOf));
  const manifests = chosen('yaml');
  return {
    sources,
    layers: createLayerCache(),
    manifests,
    kustomizations: byDirectory(chosen('kustomization')),
    charts: byDirectory(every('chart')),
    helmfiles: chosen('helmfile'),
    terraform: chosen('terraform'),
    scripts: chosen('script'),
    isRelevant: (path) => relevant.has(path),
    isDirectory: (path) => directories.has(path),
    hasKustomization: (directory) => kustomized.has(directory),
    manifestsIn: (directory, recurse) =>
      manifests.filter((path) => (recurse ? isWithin(path, directory) : directoryOf(path) === directory)),
    objects,
  };
}

/** The bytes of CRDs and of objects of Kong's that nobody asks for name all the needles. Templates are counted, whatever they hold. */
function mayHold(sources: Sources, path: string, role: FileRole): boolean {
  if (path.includes('templates/')) return true;
  return role !== 'yaml' || path.endsWith('.json') || mayHoldKind(sources.text(path) ?? '');
}

function rolesOf(sources: Sources, excluded: (path: string) => boolean): ReadonlyMap<string, FileRole> {
  const roles = new Map<string, FileRole>();
  for (const path of sources.paths) {
    const role = roleOf(path);
    if (role !== null && !excluded(path)) roles.set(path, role);
  }
  return roles;
}

function objectCache(sources: Sources): (path: string) => readonly KubeObject[] {
  const cache = new Map<string, readonly KubeObject[]>();
  return (path) => {
    let objects = cache.get(path);
    if (objects === undefined) {
      objects = (sources.file(path)?.documents ?? []).flatMap(objectsOf);
      cache.set(path, objects);
    }
    return objects;
  };
}

/** Services, Secrets and ConfigMaps that subjects name: worth nothing to the review otherwise. */
function supportOf(
  sources: Sources,
  roles: ReadonlyMap<string, FileRole>,
  subjects: ReadonlySet<string>,
  objects: (path: string) => readonly KubeObject[],
): readonly string[] {
  const named: KubeObject[] = [];
  for (const path of subjects) {
    // Whether a chart is installed is not known yet, and its templates name what Helm makes up.
    if (roles.get(path) === 'yaml' && !path.includes('templates/')) named.push(...objects(path));
  }
  const names = [...namesReferredTo(named), 'kong'];
  const support: string[] = [];
  for (const [path, role] of roles) {
    if (role !== 'yaml' || subjects.has(path) || path.endsWith('.json')) continue;
    if (sources.contains(path, ...supportNeedles) && sources.contains(path, ...names)) support.push(path);
  }
  return support;
}

function* mentioningOf(sources: Sources, roles: ReadonlyMap<string, FileRole>): Generator<Mentioning> {
  for (const [path, role] of roles) {
    if (!isTool(sources, path, role)) continue;
    const text = sources.text(path);
    if (text !== undefined) yield { path, text, tool: role === 'kustomization' ? 'kustomize' : 'controller' };
  }
}

function mentioningFiles(sources: Sources, roles: ReadonlyMap<string, FileRole>): readonly Mentioning[] {
  return [...mentioningOf(sources, roles)];
}

function byDirectory(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.map((path) => [directoryOf(path), path]));
}

function addAncestors(path: string, directories: Set<string>): void {
  for (const directory of ancestorsOf(path)) {
    if (directories.has(directory) && directory !== '') return;
    directories.add(directory);
  }
}
