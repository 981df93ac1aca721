import type { Cause } from '../../source/doubt.ts';
import { ancestorsOf } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { namedByCommands, type Named } from './named-by.ts';

/** Files of which a tool can read what we cannot. */
const readByOthers: ReadonlySet<Cause> = new Set(['too-large', 'limit', 'unavailable']);

/**
 * Tells paths that others can read and a review cannot, and that something applies by their name: whatever they are
 * called, as kustomize and kubectl take any file. Scripts are searched once, when somebody asks.
 */
export function namedUnread(index: TreeIndex): (path: string) => boolean {
  const { sources, isMentionedItself } = index;
  let applied: Named | null = null;
  return (path) => {
    const unread = sources.unread(path);
    if (unread === undefined || !readByOthers.has(unread.cause)) return false;
    if (isMentionedItself(path)) return true;
    applied ??= namedByCommands(index);
    const { words, folders } = applied;
    return words.has(path) || ancestorsOf(path).some((folder) => folders.has(folder));
  };
}
