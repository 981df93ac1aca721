import { decodeFile, tooLarge } from './decode.ts';
import type { SourceFile } from './document.ts';
import { limits } from './limits.ts';
import { parseYaml } from './parse.ts';
import { createSourceCache } from './source-cache.ts';
import type { SourceCache } from './source-cache.ts';
import type { Sources } from './sources.ts';
import type { Tree, TreeEntry } from './tree.ts';
import type { Unread } from './unread.ts';
import { isWanted } from './wanted.ts';

export { createSourceCache };
export type { SourceCache };

/**
 * Loads the text of a tree; everything after it is synchronous. Bytes whose blob id the cache
 * knows are not read again.
 * @param wants which paths to read; the others are listed but have no text.
 */
export async function loadSources(
  tree: Tree,
  cache: SourceCache,
  wants: (path: string) => boolean = isWanted,
): Promise<Sources> {
  const entries = await tree.list();
  const blobs = new Map<string, Blob>();
  const missing: TreeEntry[] = [];
  for (const entry of entries) {
    const reason = unreadable(entry);
    if (reason !== null) blobs.set(entry.path, { oid: entry.oid, reason });
    else if (!wants(entry.path)) blobs.set(entry.path, { oid: entry.oid });
    else if (entry.oid === null || !cache.has(entry.oid)) missing.push(entry);
    else blobs.set(entry.path, blobOf(entry.oid, cache, new Uint8Array()));
  }
  const read = missing.length === 0 ? new Map<string, never>() : await tree.read(missing.map((entry) => entry.path));
  for (const { path, oid } of missing) {
    const bytes = read.get(path);
    if (bytes instanceof Uint8Array) blobs.set(path, blobOf(oid, cache, bytes));
    else blobs.set(path, { oid, reason: bytes?.reason ?? 'could not be read' });
  }
  return new LoadedSources(blobs, (path, oid, text) => cache.parse(path, oid, text));
}

/** Sources in memory, from texts by path. Equal texts have equal ids. */
export function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const blobs = Object.entries(files).map(([path, text]): [string, Blob] => [path, { oid: idOf(text), text }]);
  return new LoadedSources(new Map(blobs), (path, _oid, text) => parseYaml(path, text));
}

/** The same sources with the text of one file replaced or added; every other file stays shared. */
export function withText(sources: Sources, path: string, text: string): Sources {
  return new OverlaidSources(sources, path, text);
}

/** What is known of a path: its text, why it has none, or nothing because nobody wants it. */
interface Blob {
  readonly oid: string | null;
  readonly text?: string;
  readonly reason?: string;
}

/** The text itself serves as the id of a text that no git object holds: equal ids, equal bytes. */
function idOf(text: string): string {
  return `text:${text}`;
}

function unreadable(entry: TreeEntry): string | null {
  if (entry.kind === 'symlink') return 'is a symbolic link';
  if (entry.kind === 'submodule') return 'is a submodule, its files are in another repository';
  return entry.size !== null && entry.size > limits.fileBytes ? tooLarge : null;
}

function blobOf(oid: string | null, cache: SourceCache, bytes: Uint8Array): Blob {
  const decoded = oid === null ? decodeFile(bytes) : cache.decode(oid, () => bytes);
  return 'text' in decoded ? { oid: oid ?? idOf(decoded.text), text: decoded.text } : { oid, reason: decoded.reason };
}

function byPath(a: SourceFile, b: SourceFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

type Parse = (path: string, oid: string, text: string) => SourceFile;

class LoadedSources implements Sources {
  readonly paths: readonly string[];
  private readonly blobs: ReadonlyMap<string, Blob>;
  private readonly parse: Parse;
  private readonly files = new Map<string, SourceFile>();

  constructor(blobs: ReadonlyMap<string, Blob>, parse: Parse) {
    this.blobs = blobs;
    this.parse = parse;
    this.paths = [...blobs.keys()].toSorted();
  }

  has(path: string): boolean {
    return this.blobs.has(path);
  }

  unread(path: string): Unread | undefined {
    const reason = this.blobs.get(path)?.reason;
    return reason === undefined ? undefined : { path, reason };
  }

  contains(path: string, ...needles: readonly string[]): boolean {
    const text = this.text(path);
    return text !== undefined && needles.some((needle) => text.includes(needle));
  }

  text(path: string): string | undefined {
    return this.blobs.get(path)?.text;
  }

  file(path: string): SourceFile | undefined {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const blob = this.blobs.get(path);
    const file = blob === undefined ? undefined : this.read(path, blob);
    if (file !== undefined) this.files.set(path, file);
    return file;
  }

  private read(path: string, { oid, text, reason }: Blob): SourceFile | undefined {
    if (text !== undefined) return this.parse(path, oid ?? idOf(text), text);
    if (reason === undefined) return undefined;
    return { path, text: '', documents: [], problems: [], comments: [], unread: { path, reason } };
  }

  oid(path: string): string | undefined {
    return this.blobs.get(path)?.oid ?? undefined;
  }

  parsedSoFar(): readonly SourceFile[] {
    return [...this.files.values()].toSorted(byPath);
  }

  unreadSoFar(): readonly Unread[] {
    return this.parsedSoFar().flatMap((file) => file.unread ?? []);
  }
}

class OverlaidSources implements Sources {
  readonly paths: readonly string[];
  private readonly below: Sources;
  private readonly path: string;
  private readonly replaced: string;
  private parsed: SourceFile | undefined;

  constructor(below: Sources, path: string, text: string) {
    this.below = below;
    this.path = path;
    this.replaced = text;
    this.paths = below.has(path) ? below.paths : [...below.paths, path].toSorted();
  }

  has(path: string): boolean {
    return path === this.path || this.below.has(path);
  }

  unread(path: string): Unread | undefined {
    return path === this.path ? undefined : this.below.unread(path);
  }

  contains(path: string, ...needles: readonly string[]): boolean {
    if (path !== this.path) return this.below.contains(path, ...needles);
    return needles.some((needle) => this.replaced.includes(needle));
  }

  text(path: string): string | undefined {
    return path === this.path ? this.replaced : this.below.text(path);
  }

  file(path: string): SourceFile | undefined {
    return path === this.path ? (this.parsed ??= parseYaml(path, this.replaced)) : this.below.file(path);
  }

  oid(path: string): string | undefined {
    return path === this.path ? idOf(this.replaced) : this.below.oid(path);
  }

  parsedSoFar(): readonly SourceFile[] {
    const below = this.below.parsedSoFar().filter((file) => file.path !== this.path);
    return this.parsed === undefined ? below : [...below, this.parsed].toSorted(byPath);
  }

  unreadSoFar(): readonly Unread[] {
    return this.parsedSoFar().flatMap((file) => file.unread ?? []);
  }
}
