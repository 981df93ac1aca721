import type { Place } from '../../source/location.ts';
import type { Unread } from '../../source/unread.ts';

/**
 * Objects of Gateway API or Kong that somebody makes of files of the tree, and that nobody makes here: templates of a
 * chart, text with variables, objects within other objects.
 */
export interface Unrendered {
  /** Equal for the same objects in the two trees of a change. */
  readonly key: string;
  /** What a reader is told where one of the files changes; `path` where none does that is named. */
  readonly told: Unread;
  /** What a reader is told where the change takes it away; absent where the same holds of both. */
  readonly gone?: string;
  /** Where each of the objects is stated, where all of them are maps: what stands in a cluster is known after all. */
  readonly objectsAt?: readonly Place[];
  /** Charts of the tree that are rendered for it. */
  readonly charts: readonly string[];
  /** What decides what is made: by path of the tree, or empty for no file, a text that is equal where as much is made of it. */
  readonly inputs: () => ReadonlyMap<string, string>;
}

/** What a change makes of objects that nobody makes here: the files of which something else counts now. */
export function changedInputs(
  before: readonly Unrendered[],
  after: readonly Unrendered[],
  isChanged: (path: string) => boolean,
): ReadonlyMap<string, Unread> {
  const found = new Map<string, Unread>();
  const [old, now] = [byKey(before), byKey(after)];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key), now.get(key)];
    const told = is?.told ?? (was && { ...was.told, reason: was.gone ?? was.told.reason });
    if (told === undefined) continue;
    const paths = new Set([...(was?.inputs.keys() ?? []), ...(is?.inputs.keys() ?? [])]);
    const differing = [...paths].filter((path) => was?.inputs.get(path) !== is?.inputs.get(path));
    if (differing.length === 0) continue;
    // What is only there before or after differs in everything: what the change touches brought it or took it away.
    const touched = differing.filter(isChanged);
    for (const path of touched.length > 0 ? touched : [told.path]) found.set(path, { ...told, path });
  }
  return found;
}

interface Joined {
  readonly told: Unread;
  readonly gone: string | undefined;
  readonly inputs: Map<string, string>;
}

function byKey(all: readonly Unrendered[]): ReadonlyMap<string, Joined> {
  const joined = new Map<string, Joined>();
  for (const { key, told, gone, inputs } of all) {
    const known = joined.get(key) ?? { told, gone, inputs: new Map<string, string>() };
    for (const [path, text] of inputs()) known.inputs.set(path, `${known.inputs.get(path) ?? ''}${text}\n`);
    joined.set(key, known);
  }
  return joined;
}
