import type { KubeObject } from '../../kubernetes/object.ts';
import type { Sources } from '../../source/sources.ts';
import { anyNameIn } from './any-name.ts';
import type { FileFacts } from './file-facts.ts';
import type { DeploymentScope } from './scope.ts';
import { bytesOf, namesListed, namesReferredTo } from './support.ts';
import type { Patterns } from './tool-patterns.ts';

/**
 * Services, Secrets and ConfigMaps that subjects name: worth nothing to the review otherwise. Beside Kong also Services
 * that lead out of the cluster: they are few, and what is wrong with one shows nowhere until a route names it.
 */
export function supportOf(
  sources: Sources,
  files: ReadonlyMap<string, FileFacts>,
  patterns: Patterns,
  objects: (path: string) => readonly KubeObject[],
  isLeftOut: (path: string) => boolean,
  {
    named: others = [],
    routeValues,
    speaksOfKong,
  }: DeploymentScope & { readonly routeValues: ReadonlySet<string>; readonly speaksOfKong: boolean },
): readonly string[] {
  const named: KubeObject[] = [];
  for (const [path, { role, subject }] of files) {
    // Whether a chart is installed is not known yet, and its templates name what Helm makes up.
    if (!(subject || routeValues.has(path)) || role !== 'yaml' || path.includes('templates/')) continue;
    // A repository may hold thousands of manifests that nobody deploys: tests, examples. They are not parsed.
    if (!isLeftOut(path)) named.push(...objects(path));
  }
  const holdsName = anyNameIn([...namesReferredTo(named, patterns), 'kong', ...others]);
  const leadsOut = (path: string): boolean => speaksOfKong && sources.contains(path, 'ExternalName');
  return [...files]
    .filter(([path, { support }]) => support && (holdsName(bytesOf(path, sources)) || leadsOut(path)))
    .map(([path]) => path);
}

/** Files with an object from which a tool takes what others deploy, as far as one of those names it. */
export function sourcesNamedBy(
  reached: ReadonlySet<string>,
  sources: Sources,
  files: ReadonlyMap<string, FileFacts>,
  patterns: Patterns,
  objects: (path: string) => readonly KubeObject[],
): readonly string[] {
  const { kinds } = patterns.references;
  const deploying = [...reached].filter((path) => files.get(path)?.role === 'yaml').flatMap(objects);
  const holdsName = anyNameIn(namesReferredTo(deploying, patterns));
  const isListed = anyNameIn(namesListed(deploying, patterns));
  const isNamed = (path: string): boolean =>
    (sources.contains(path, ...kinds) && holdsName(bytesOf(path, sources))) || isListed(bytesOf(path, sources));
  return [...files].flatMap(([path, { support }]) => (support && isNamed(path) ? [path] : []));
}
