import { isWithin, isYamlName } from '../../source/paths.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import type { Unverified } from '../model/cluster.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type Content, nothing } from './content.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** The objects of some files of a directory, as a tool that applies plain manifests takes them. */
export function manifestContent(index: TreeIndex, paths: Iterable<string>): Content {
  const objects: KubeObject[] = [];
  const unverified: Unverified[] = [];
  for (const path of paths) {
    objects.push(...index.objects(path));
    const unread = index.sources.file(path)?.unread;
    if (unread && (unread.cause !== 'template' || index.sources.contains(path, `${gatewayGroup}/`)))
      unverified.push({ ...unread, about: path, paths: [path], hidesObjects: true, isUnread: true });
  }
  return { ...nothing, objects, unverified };
}

/** What is deployed of a directory, and of which nobody knows more than the name. */
export function unreadIn(index: TreeIndex, directory: string, isTaken: (path: string) => boolean): Content {
  const places = index.unread.filter(
    ({ path, behind }) => behind === null && isYamlName(path) && isWithin(path, directory) && isTaken(path),
  );
  const unverified = places.map(({ path, cause, reason }): Unverified => {
    return { about: path, cause, reason, paths: [path], hidesObjects: true, isUnread: true };
  });
  return { ...nothing, unverified };
}
