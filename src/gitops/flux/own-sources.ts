import { type Node, get, stringAt } from '../../source/node.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { resolvePath } from '../../source/paths.ts';
import { certainlyOwn, isMainline, type NamedPath } from '../deployed/own-paths.ts';
import { normalUrl } from '../model/repository-url.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** Which sources of Flux certainly are the repository under review, at the revision under review. */
export interface OwnSources {
  /** @param reference a `sourceRef`; @param namespace of the object that holds it */
  isCertain(reference: Node | undefined, namespace: string | null, lookup: ObjectLookup): boolean;
  /** Whether a `sourceRef` means another repository, so that a path of it that exists here does so by chance. */
  isOther(reference: Node | undefined): boolean;
}

/** Told by the paths of Kustomizations that exist here. */
export function ownSources(
  kustomizations: readonly KubeObject[],
  { isDirectory, scope }: TreeIndex,
  everywhere: ObjectLookup['everywhere'],
): OwnSources {
  const named = kustomizations.flatMap((object): readonly NamedPath<string>[] => {
    const source = keyOf(get(object.root, 'spec', 'sourceRef'), object.namespace);
    const path = resolvePath('', (stringAt(object.root, 'spec', 'path')?.value ?? '').replace(/^\/+/, ''));
    return source === null || path === null ? [] : [{ source, path }];
  });
  const certain = certainlyOwn(named, (path) => isDirectory(path) || scope.before?.isDirectory(path) === true);
  const own = named.find(({ source }) => certain.isCertain(source))?.source;
  const telling = tellingNames(named, isDirectory);
  /** The addresses of a source; null where one of them is not known. */
  const addresses = (name: string): readonly string[] | null => {
    const urls = everywhere('GitRepository', name).map(({ root }) => stringAt(root, 'spec', 'url')?.value);
    return urls.some((url) => url === undefined || url.includes('$')) ? null : urls.map((url) => normalUrl(url ?? ''));
  };
  return {
    isCertain(reference, namespace, lookup) {
      const key = keyOf(reference, namespace);
      if (key === null || !certain.isCertain(key)) return false;
      // What is applied by a bootstrap alone is taken to follow the main branch.
      return lookup.everywhere('GitRepository', stringAt(reference, 'name')?.value ?? '').every(isWholeMainline);
    },
    isOther(reference) {
      const key = keyOf(reference, null);
      if (key === null || own === undefined || nameIn(key) === nameIn(own) || telling.has(nameIn(key))) return false;
      const [stated, ours] = [addresses(nameIn(key)), addresses(nameIn(own))];
      if (stated === null || ours === null || stated.length === 0) return false;
      return !stated.some((url) => ours.includes(url));
    },
  };
}

/** An artifact of another kind is made by a program, which chooses its paths. */
function keyOf(reference: Node | undefined, namespace: string | null): string | null {
  const name = stringAt(reference, 'name')?.value;
  if (name === undefined || stringAt(reference, 'kind')?.value !== 'GitRepository') return null;
  return `${stringAt(reference, 'namespace')?.value ?? namespace ?? ''}/${name}`;
}

/** Names of sources of which more than one path exists here, or one that is no common name. */
function tellingNames(named: readonly NamedPath<string>[], isDirectory: (path: string) => boolean): Set<string> {
  const found = new Map<string, Set<string>>();
  for (const { source, path } of named) {
    if (path === '' || !isDirectory(path)) continue;
    const name = nameIn(source);
    found.set(name, (found.get(name) ?? new Set()).add(path));
  }
  const isTelling = (paths: ReadonlySet<string>): boolean =>
    paths.size > 1 || [...paths].some((path) => path.includes('/'));
  return new Set([...found].flatMap(([name, paths]) => (isTelling(paths) ? [name] : [])));
}

/** The name in a key. */
function nameIn(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

/** Whether a GitRepository follows the main branch, with nothing of other repositories put into it. */
function isWholeMainline({ root }: KubeObject): boolean {
  const ref = get(root, 'spec', 'ref');
  const isOther = ['tag', 'semver', 'commit', 'name'].some((key) => get(ref, key) !== undefined);
  return !isOther && isMainline(stringAt(ref, 'branch')?.value) && get(root, 'spec', 'include') === undefined;
}
