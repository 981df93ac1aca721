import { decodeFile, tooLarge } from './decode.ts';
import { limits } from './limits.ts';
import { byPath, idOf, LoadedSources } from './loaded-sources.ts';
import type { Blob } from './loaded-sources.ts';
import type { SourceFile } from './document.ts';
import { isKustomizationName, wordsInCommands, wordsInKustomization } from './kustomization-files.ts';
import { baseName, directoryOf, isYamlName, resolvePath } from './paths.ts';
import { mayStateManifests, programsOf } from './relevant-paths.ts';
import type { SourceCache } from './source-cache.ts';
import type { TextCache } from './text-cache.ts';
import type { Sources } from './sources.ts';
import type { Tree, TreeEntry } from './tree.ts';
import type { Unread, WhyUnread } from './unread.ts';

/**
 * Loads the text of a tree; everything after it is synchronous. Bytes whose blob id the cache
 * knows are not read again.
 * @param cache without `parse` the files have texts only
 * @param wants which paths to read; the others are listed but have no text.
 * @param base what the tree is compared with: all that differs and could be a manifest is read, and read first.
 */
export async function loadSources(
  tree: Tree,
  cache: TextCache & Partial<SourceCache>,
  wants: (path: string) => boolean,
  base: Sources | null = null,
): Promise<Sources> {
  const entries = await tree.list();
  const first = plan(entries, cache, wants, base);
  const blobs = first.blobs;
  await readInto(blobs, first.missing, tree, cache);
  const named = namedFiles(blobs);
  if (named.size > 0) {
    const second = plan(
      entries.filter(({ path }) => named.has(path)),
      cache,
      () => true,
      null,
      first.bytes,
    );
    for (const [path, blob] of second.blobs) blobs.set(path, blob);
    await readInto(blobs, second.missing, tree, cache);
  }
  return new LoadedSources(blobs, (path, oid, text) => (cache.parse ?? parsedElsewhere)(path, oid, text));
}

async function readInto(
  blobs: Map<string, Blob>,
  missing: readonly TreeEntry[],
  tree: Tree,
  cache: TextCache,
): Promise<void> {
  const read = missing.length === 0 ? new Map<string, never>() : await tree.read(missing.map((entry) => entry.path));
  for (const { path, oid, kind } of missing) {
    const bytes = read.get(path);
    if (kind === 'symlink') blobs.set(path, { oid, ...linkOf(bytes) });
    else if (bytes instanceof Uint8Array) blobs.set(path, blobOf(oid, cache, bytes));
    else blobs.set(path, { oid, unread: bytes ? whyOf(bytes) : { cause: 'unavailable', reason: 'could not be read' } });
  }
}

/** Files that nobody wants for their names, and that a kustomization may take in or a command apply. */
function namedFiles(blobs: ReadonlyMap<string, Blob>): ReadonlySet<string> {
  const named = new Set<string>();
  const left = new Set<string>();
  for (const [path, { text, unread }] of blobs) if (text === undefined && unread === undefined) left.add(path);
  if (left.size === 0) return named;
  // Most words are no name of a file, which is told without making a path of them.
  const names = new Set([...left].map(baseName));
  const add = (words: Iterable<string>, ...from: readonly string[]): void => {
    for (const word of words) {
      const last = baseName(word);
      if (word.length >= 300 || !(names.has(last) || /^\.{0,2}$/.test(last))) continue;
      for (const directory of from) {
        const file = resolvePath(directory, word);
        if (file !== null && left.has(file)) named.add(file);
      }
    }
  };
  for (const [path, { text }] of blobs) {
    if (text === undefined) continue;
    if (isKustomizationName(path)) add(wordsInKustomization(text), directoryOf(path));
    // Whoever runs it stands beside it or at the root.
    else add(wordsInCommands(text), '', directoryOf(path));
  }
  return named;
}

/** Whoever reads a tree in order to send it to another thread parses nothing. */
function parsedElsewhere(path: string): SourceFile {
  throw new Error(`${path} was loaded to be parsed elsewhere`);
}

/**
 * What is known before anything is read, and what has to be read.
 * @param spent bytes that others have taken of what a tree may hold
 */
function plan(
  entries: readonly TreeEntry[],
  cache: TextCache,
  wants: (path: string) => boolean,
  base: Sources | null,
  spent = 0,
): { blobs: Map<string, Blob>; missing: TreeEntry[]; bytes: number } {
  const blobs = new Map<string, Blob>();
  const missing: TreeEntry[] = [];
  const counted = new Set<string>();
  let bytes = spent;
  let links = 0;
  const isProgram = base === null ? () => false : programsOf(entries.map(({ path }) => path));
  const mayState = (path: string): boolean => isYamlName(path) || mayStateManifests(path) || isProgram(path);
  const differs = ({ path, oid }: TreeEntry): boolean => base !== null && (oid === null || base.oid(path) !== oid);
  const sorted = entries.toSorted(byPath);
  // What a limit cuts off is unchanged, and of a change what is largest: nothing small hides behind it.
  const changed = sorted.filter(differs).toSorted((a, b) => (a.size ?? 0) - (b.size ?? 0));
  for (const entry of [...changed, ...sorted.filter((each) => !differs(each))]) {
    const { path, oid } = entry;
    const unread = unreadable(entry);
    if (unread !== null) blobs.set(path, { oid, unread });
    if (unread?.cause === 'symlink' && ++links <= limits.links) missing.push(entry);
    if (unread !== null) continue;
    if (!wants(path) && !(mayState(path) && differs(entry))) blobs.set(path, { oid });
    // Copies of one blob take no more room than one.
    else if ((bytes += oid !== null && counted.has(oid) ? 0 : (entry.size ?? 0)) > limits.treeBytes)
      blobs.set(path, { oid, unread: { cause: 'limit', reason: 'comes after 128 MiB of other text' } });
    else if (oid === null || !cache.has(oid)) missing.push(entry);
    else blobs.set(path, blobOf(oid, cache, new Uint8Array()));
    if (oid !== null) counted.add(oid);
  }
  return { blobs, missing, bytes };
}

/** A link is nothing that is read itself; where it leads tells whether that is. */
function linkOf(bytes: Uint8Array | Unread | undefined): Omit<Blob, 'oid'> {
  const decoded = bytes instanceof Uint8Array ? decodeFile(bytes) : null;
  if (decoded === null || !('text' in decoded) || decoded.text === '') return { unread: aLink };
  return { link: decoded.text, unread: { ...aLink, reason: `is a symbolic link to ${decoded.text.slice(0, 100)}` } };
}

const aLink: WhyUnread = { cause: 'symlink', reason: 'is a symbolic link' };

function whyOf({ cause, reason }: WhyUnread): WhyUnread {
  return { cause, reason };
}

function unreadable(entry: TreeEntry): WhyUnread | null {
  if (entry.unread !== undefined) return entry.unread;
  // What stands there for bytes that are no character; the name it had is lost.
  if (entry.path.includes('\uFFFD')) return { cause: 'file-name', reason: 'has a name that is not UTF-8' };
  if (entry.kind === 'directory') return { cause: 'not-listed', reason: 'is a folder that could not be listed' };
  if (entry.kind === 'symlink') return aLink;
  if (entry.kind === 'submodule')
    return {
      cause: 'submodule',
      reason: 'is a submodule: its files are in another repository. List it under exclude if none is of concern here',
    };
  return entry.size !== null && entry.size > limits.fileBytes ? { cause: 'too-large', reason: tooLarge } : null;
}

function blobOf(oid: string | null, cache: TextCache, bytes: Uint8Array): Blob {
  const decoded = oid === null ? decodeFile(bytes) : cache.decode(oid, () => bytes);
  if ('text' in decoded) return { oid: oid ?? idOf(decoded.text), text: decoded.text };
  const { glimpse } = decoded;
  return { oid, unread: whyOf(decoded), ...(glimpse === undefined ? {} : { glimpse }) };
}
