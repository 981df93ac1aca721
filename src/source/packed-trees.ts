import { idOf, isText, LoadedSources, type Blob } from './loaded-sources.ts';
import type { SourceCache } from './source-cache.ts';
import type { Sources } from './sources.ts';
import type { WhyUnread } from './unread.ts';

/** Loaded trees as plain data, which another thread can be sent. A text that several of them share is in it once. */
export interface PackedTrees {
  readonly texts: readonly string[];
  readonly trees: readonly (readonly PackedFile[])[];
}

/** One path of a tree. */
export interface PackedFile {
  readonly path: string;
  /** The blob id; null where no git object holds the text. */
  readonly oid: string | null;
  /** Which of the texts it has; null for a file that was not read. */
  readonly text: number | null;
  readonly unread: WhyUnread | null;
  /** Where a symbolic link leads, and what can be made out of what is no text. */
  readonly link?: string;
  readonly glimpse?: string;
}

export function packTrees(trees: readonly Sources[]): PackedTrees {
  const texts: string[] = [];
  const known = new Map<string, number>();
  const indexOf = (text: string): number => {
    const index = known.get(text) ?? texts.push(text) - 1;
    known.set(text, index);
    return index;
  };
  const fileOf = (tree: Sources, path: string): PackedFile => {
    const text = tree.text(path);
    const oid = tree.oid(path) ?? null;
    const unread = tree.unread(path);
    return {
      path,
      oid: oid !== null && isText(oid) ? null : oid,
      text: text === undefined ? null : indexOf(text),
      unread: unread ? { cause: unread.cause, reason: unread.reason } : null,
      ...(unread ? besideText(tree, path) : {}),
    };
  };
  return { trees: trees.map((tree) => tree.paths.map((path) => fileOf(tree, path))), texts };
}

function besideText(tree: Sources, path: string): Pick<PackedFile, 'link' | 'glimpse'> {
  const [link, glimpse] = [tree.link(path), tree.glimpse(path)];
  return { ...(link === undefined ? {} : { link }), ...(glimpse === undefined ? {} : { glimpse }) };
}

/** The trees again, in their order; files that `cache` has parsed before are not parsed again. */
export function unpackTrees({ texts, trees }: PackedTrees, cache: SourceCache): readonly Sources[] {
  const blobOf = ({ oid, text: index, unread, link, glimpse }: PackedFile): Blob => {
    const text = index === null ? undefined : texts[index];
    return {
      oid: oid ?? (text === undefined ? null : idOf(text)),
      ...(text === undefined ? {} : { text }),
      ...(unread ? { unread } : {}),
      ...(link === undefined ? {} : { link }),
      ...(glimpse === undefined ? {} : { glimpse }),
    };
  };
  return trees.map(
    (files) =>
      new LoadedSources(new Map(files.map((file) => [file.path, blobOf(file)])), (path, oid, text) =>
        cache.parse(path, oid, text),
      ),
  );
}
