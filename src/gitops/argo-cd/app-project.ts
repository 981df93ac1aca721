import { groupOf } from '../../kubernetes/known-kinds.ts';
import { listAt, mapAt, stringAt, type MapNode, type Node } from '../../source/node.ts';
import { isYamlName } from '../../source/paths.ts';
import { normalUrl } from '../model/repository-url.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Application } from './application.ts';

/** The specs of AppProjects by name; several of one name may be those of several clusters. */
export type AppProjects = ReadonlyMap<string, readonly MapNode[]>;

/** Finds the AppProjects of a tree, wherever they stand. */
export function appProjectsOf({ sources, isExcluded }: Pick<TreeIndex, 'sources' | 'isExcluded'>): AppProjects {
  const found = new Map<string, MapNode[]>();
  const mayHold = (path: string): boolean => isYamlName(path) && sources.contains(path, 'AppProject');
  for (const path of sources.paths.filter((each) => mayHold(each) && !isExcluded(each))) {
    for (const { root } of sources.file(path)?.documents ?? []) {
      const name = stringAt(root, 'metadata', 'name')?.value;
      const isOne = stringAt(root, 'kind')?.value === 'AppProject' && isArgo(stringAt(root, 'apiVersion')?.value ?? '');
      const spec = isOne ? mapAt(root, 'spec') : undefined;
      if (name === undefined || spec === undefined) continue;
      const same = found.get(name);
      if (same === undefined) found.set(name, [spec]);
      else same.push(spec);
    }
  }
  return found;
}

function isArgo(apiVersion: string): boolean {
  return groupOf(apiVersion) === 'argoproj.io';
}

/**
 * Why an Application certainly never syncs: the one AppProject of its name in the tree lists what it permits, all of
 * it is known, and nothing of it fits. Null for everything else. Patterns are taken to fit more than they do.
 */
export function forbiddenBy({ object, sources, destination }: Application, projects: AppProjects): string | null {
  const project = stringAt(object.root, 'spec', 'project')?.value ?? '';
  const [spec, other] = projects.get(project) ?? [];
  if (spec === undefined || other !== undefined) return null;
  const repositories = listAt(spec, 'sourceRepos');
  for (const { repoUrl } of sources) {
    if (
      repoUrl !== null &&
      isWritten(repoUrl) &&
      fitsNone(repositories, (node) => fits(stringAt(node)?.value, repoUrl))
    )
      return `its AppProject ${project} does not permit the repository ${repoUrl}, so it is never synced`;
  }
  const fields = ['server', 'name', 'namespace'] as const;
  const wanted = fields.map((field) => stringAt(destination, field)?.value);
  const isPermitted = (node: Node): boolean =>
    fields.every((field, at) => fits(stringAt(node, field)?.value, wanted[at]));
  return fitsNone(listAt(spec, 'destinations'), isPermitted)
    ? `its AppProject ${project} does not permit the destination, so it is never synced`
    : null;
}

/** Whether a list says anything, all of it is known, and nothing of it fits. */
function fitsNone(list: readonly Node[], isFitting: (node: Node) => boolean): boolean {
  return list.length > 0 && list.every(isKnown) && !list.some(isFitting);
}

function isKnown(node: Node): boolean {
  if (node.kind === 'scalar') return isWritten(String(node.value));
  return node.kind === 'map' && [...node.entries.values()].every(({ value }) => isKnown(value));
}

/** Whether nothing of a text is filled in later. */
function isWritten(text: string): boolean {
  return !/[${}<>]/.test(text);
}

/** A field that one of the two leaves out may be anything: a cluster has a name and a server. */
function fits(pattern: string | undefined, text: string | undefined): boolean {
  if (pattern === undefined || text === undefined || pattern.startsWith('!') || !isWritten(text)) return true;
  if (/[?[\\]/.test(pattern)) return true;
  const [first = '', ...rest] = normalUrl(pattern).split('*');
  const whole = normalUrl(text);
  // What stands before the first asterisk and behind the last one decides.
  return rest.length === 0 ? whole === first : whole.startsWith(first) && whole.endsWith(rest.at(-1) ?? '');
}
