import type { MapNode, Node } from '../source/node.ts';
import type { Sources } from '../source/sources.ts';
import { checkKustomization } from './kustomization-schema.ts';
import { kustomizationNames, linkOnTheWay } from './paths.ts';
import { documentsOf, Reader, type LoadRestrictions } from './reader.ts';
import { apiVersionOf, kindOf } from './resource.ts';
import { naming } from './build-problem.ts';
import { blaming, Unbuildable } from './unbuildable.ts';
import { isNull } from './values.ts';

/** A kustomization file that was read and checked, and the reader for what it names. */
export interface Kustomization {
  readonly root: MapNode;
  readonly reader: Reader;
  readonly isComponent: boolean;
}

function filesOf(sources: Sources, directory: string): string[] {
  const prefix = directory === '' ? '' : `${directory}/`;
  return kustomizationNames.map((name) => prefix + name).filter((path) => sources.has(path));
}

/**
 * Reads and checks the kustomization of a directory.
 * @param edit changes the file's content first, as `kustomize edit` would
 */
export function openKustomization(
  sources: Sources,
  directory: string,
  restrictions: LoadRestrictions,
  edit: ((root: MapNode) => MapNode) | null,
): Kustomization {
  const [path, second] = filesOf(sources, directory);
  if (path === undefined) {
    const link = linkOnTheWay(sources, directory);
    throw link === undefined
      ? new Unbuildable('holds no kustomization file', { path: directory, kind: 'no-kustomization' })
      : new Unbuildable(link.reason, link);
  }
  if (second !== undefined) throw new Unbuildable('stands beside another kustomization file', { path: second });
  const reader = new Reader(sources, directory, path, restrictions);
  return blaming(path, () => {
    const written = rootOf(sources, path);
    const root = checkKustomization(edit === null ? written : edit(written));
    assertVersion(root);
    if (saysNothing(root)) throw new Unbuildable('is empty');
    return { root, reader, isComponent: kindOf(root) === 'Component' };
  });
}

/** Only the first document counts. */
function rootOf(sources: Sources, path: string): MapNode {
  const documents = documentsOf(sources, path, 'last');
  if ('reason' in documents) throw Unbuildable.from(documents);
  const root: Node | undefined = documents[0];
  if (root === undefined || isNull(root)) throw new Unbuildable('is empty');
  if (root.kind !== 'map') throw new Unbuildable('is not a map', { kind: 'schema', at: root.at });
  return root;
}

/** Kind and version alone, and fields without a value, are nothing for kustomize; an empty list is something. */
function saysNothing(root: MapNode): boolean {
  return [...root.entries.values()].every(
    ({ key, value }) =>
      key === 'apiVersion' || key === 'kind' || isNull(value) || (value.kind === 'scalar' && value.value === ''),
  );
}

function assertVersion(root: MapNode): void {
  const kind = kindOf(root);
  if (kind !== '' && kind !== 'Kustomization' && kind !== 'Component') {
    const at = root.entries.get('kind')?.value.at ?? null;
    throw new Unbuildable(naming`kind is ${kind}, not Kustomization or Component`, { kind: 'schema', at });
  }
  const wanted = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  const version = apiVersionOf(root);
  if (version === '' || version === wanted) return;
  const at = root.entries.get('apiVersion')?.value.at ?? null;
  throw new Unbuildable(naming`apiVersion is ${version}, not ${wanted}`, { kind: 'schema', at });
}
