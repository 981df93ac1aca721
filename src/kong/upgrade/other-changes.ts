import { customResourceDefinition } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { toJson } from '../../source/json.ts';
import type { Node } from '../../source/node.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import { releaseKey } from './settings.ts';

/** Keys whose values are versions and nothing else, in values of charts and in manifests. */
const versionKeys: ReadonlySet<string> = new Set(['tag', 'digest', 'effectiveSemver', 'unifiedRepoTag']);

/** Whether two models of a cluster differ in more than versions: in values, or in objects. */
export function changesMore(before: ClusterView, after: ClusterView): boolean {
  return (
    contentsOf(before, ({ releases }) => releases.map(({ release }) => [releaseKey(release), release.values])) !==
      contentsOf(after, ({ releases }) => releases.map(({ release }) => [releaseKey(release), release.values])) ||
    contentsOf(before, objectsOf) !== contentsOf(after, objectsOf)
  );
}

type Named = readonly [name: string, content: Node];

function contentsOf(view: ClusterView, things: (view: ClusterView) => readonly Named[]): string {
  const texts = things(view).map(([name, content]) => JSON.stringify([name, withoutVersions(toJson(content))]));
  return texts.toSorted().join('\n');
}

/** The definitions of Gateway API are versions themselves. */
function objectsOf({ objects }: ClusterView): readonly Named[] {
  return objects
    .filter((object) => !isOfKind(object, customResourceDefinition))
    .map((object: KubeObject) => [`${object.apiVersion} ${nameOf(object)}`, object.root]);
}

function withoutVersions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutVersions);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries
      .filter(([key, each]) => !versionKeys.has(key) && (key !== 'image' || typeof each === 'object'))
      .map(([key, each]) => [key, withoutVersions(each), each] as const)
      // A map that was there for a version alone may come or go with it.
      .filter(([, left, each]) => !(isEmptyMap(left) && !isEmptyMap(each)))
      .map(([key, left]) => [key, left]),
  );
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
