import type { Glimpse } from './decode.ts';
import type { SourceFile } from './document.ts';
import { lineIndex } from './line-index.ts';
import { limits } from './limits.ts';
import type { Sources } from './sources.ts';
import type { Unread, WhyUnread } from './unread.ts';

/** What is known of a path: its text, why it has none, or nothing because nobody wants it. */
export interface Blob extends Glimpse {
  readonly oid: string | null;
  readonly text?: string;
  readonly unread?: WhyUnread;
  /** Where a symbolic link leads. */
  readonly link?: string;
}

/**
 * The text itself serves as the id of a text that no git object holds: equal ids, equal bytes. Only what could be
 * another's id is changed, for nobody wants to hold every text twice.
 */
export function idOf(text: string): string {
  return text === '' || text.startsWith(mark) || !isText(text) ? mark + text : text;
}

const mark = 'text:';

/** Whether an id is a text itself. */
export function isText(oid: string): boolean {
  return !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid);
}

function unreadFile(path: string, text: string, { cause, reason }: WhyUnread): SourceFile {
  return {
    path,
    text,
    lines: lineIndex(path, text),
    documents: [],
    problems: [],
    comments: [],
    unread: { path, cause, reason },
  };
}

/** The order of paths that every list of files has. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Parses a text, or finds it parsed. */
type Parse = (path: string, oid: string, text: string) => SourceFile;

/** Sources whose texts are at hand; each file is parsed when it is first asked for. */
export class LoadedSources implements Sources {
  readonly paths: readonly string[];
  private readonly blobs: ReadonlyMap<string, Blob>;
  private readonly parse: Parse;
  private readonly files = new Map<string, SourceFile>();
  private parsedBytes = 0;

  constructor(blobs: ReadonlyMap<string, Blob>, parse: Parse) {
    this.blobs = blobs;
    this.parse = parse;
    this.paths = [...blobs.keys()].toSorted();
  }

  has(path: string): boolean {
    return this.blobs.has(path);
  }

  unread(path: string): Unread | undefined {
    const why = this.blobs.get(path)?.unread;
    return why === undefined ? undefined : { path, ...why };
  }

  link(path: string): string | undefined {
    return this.blobs.get(path)?.link;
  }

  contains(path: string, ...needles: readonly string[]): boolean {
    const blob = this.blobs.get(path);
    const text = blob?.text ?? blob?.glimpse;
    if (text !== undefined) for (const needle of needles) if (text.includes(needle)) return true;
    return false;
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

  private read(path: string, { oid, text, unread }: Blob): SourceFile | undefined {
    if (text === undefined) return unread === undefined ? undefined : unreadFile(path, '', unread);
    this.parsedBytes += text.length;
    if (this.parsedBytes > limits.parsedBytes)
      return unreadFile(path, text, { cause: 'limit', reason: 'comes after 64 MiB of other YAML' });
    return this.parse(path, oid ?? idOf(text), text);
  }

  glimpse(path: string): string | undefined {
    return this.blobs.get(path)?.glimpse;
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
