import { stringAt } from '../../source/node.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import { normalUrl } from '../model/repository-url.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { findObject } from './lookup.ts';

/**
 * Why what a GitRepository gives does not change with this tree: it follows another branch, tag or commit, or another
 * repository than the one that `flux bootstrap` set up here. Null where it may be this one.
 */
export function followsElsewhere(source: KubeObject | null, index: TreeIndex, lookup: ObjectLookup): string | null {
  if (source?.kind !== 'GitRepository') return null;
  const own = findObject(lookup, 'GitRepository', 'flux-system', 'flux-system');
  const [url, ownUrl] = [source, own].map((object) => stringAt(object?.root, 'spec', 'url')?.value);
  if (url !== undefined && ownUrl !== undefined && normalUrl(url) !== normalUrl(ownUrl)) return 'another repository';
  // The first that is set counts, as Flux reads them.
  const revision = ['commit', 'name', 'semver', 'tag', 'branch']
    .map((field) => stringAt(source.root, 'spec', 'ref', field)?.value)
    .find((value) => value !== undefined);
  return index.follows(revision) ? null : (revision ?? null);
}
