import { type Node, get, stringAt } from '../../source/node.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { resolvePath } from '../../source/paths.ts';
import { certainlyOwn, isMainline, type NamedPath } from '../deployed/own-paths.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** Which sources of Flux certainly are the repository under review, at the revision under review. */
export interface OwnSources {
  /** @param reference a `sourceRef`; @param namespace of the object that holds it */
  isCertain(reference: Node | undefined, namespace: string | null, lookup: ObjectLookup): boolean;
}

/** Told by the paths of Kustomizations that exist here. */
export function ownSources(kustomizations: readonly KubeObject[], { isDirectory, scope }: TreeIndex): OwnSources {
  const named = kustomizations.flatMap((object): readonly NamedPath<string>[] => {
    const source = keyOf(get(object.root, 'spec', 'sourceRef'), object.namespace);
    const path = resolvePath('', (stringAt(object.root, 'spec', 'path')?.value ?? '').replace(/^\/+/, ''));
    return source === null || path === null ? [] : [{ source, path }];
  });
  const certain = certainlyOwn(named, (path) => isDirectory(path) || scope.before?.isDirectory(path) === true);
  return {
    isCertain(reference, namespace, { everywhere }) {
      const key = keyOf(reference, namespace);
      if (key === null || !certain.isCertain(key)) return false;
      // What is applied by a bootstrap alone is taken to follow the main branch.
      return everywhere('GitRepository', stringAt(reference, 'name')?.value ?? '').every(isWholeMainline);
    },
  };
}

/** An artifact of another kind is made by a program, which chooses its paths. */
function keyOf(reference: Node | undefined, namespace: string | null): string | null {
  const name = stringAt(reference, 'name')?.value;
  if (name === undefined || stringAt(reference, 'kind')?.value !== 'GitRepository') return null;
  return `${stringAt(reference, 'namespace')?.value ?? namespace ?? ''}/${name}`;
}

/** Whether a GitRepository follows the main branch, with nothing of other repositories put into it. */
function isWholeMainline({ root }: KubeObject): boolean {
  const ref = get(root, 'spec', 'ref');
  const isOther = ['tag', 'semver', 'commit', 'name'].some((key) => get(ref, key) !== undefined);
  return !isOther && isMainline(stringAt(ref, 'branch')?.value) && get(root, 'spec', 'include') === undefined;
}
