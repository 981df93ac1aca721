import { limits } from '../../src/source/limits.ts';
import { createHash } from 'node:crypto';
import type { Config } from '../../src/config/config.ts';
import { defaultConfig } from '../../src/config/config.ts';
import { gateway } from '../manifests/gateway-api.ts';
import { engine } from '../../src/review/engine.ts';
import { isRelevantPath } from '../../src/review/relevant-paths.ts';
import type { Review } from '../../src/review/review.ts';
import { loadSources } from '../../src/source/load.ts';
import { createSourceCache } from '../../src/source/source-cache.ts';
import type { Tree, TreeEntry } from '../../src/source/tree.ts';
import type { Unread, WhyUnread } from '../../src/source/unread.ts';

/** What stands at a path of a tree in memory: a text, bytes, something that is no file, or a file nobody gives out. */
export type Content =
  | string
  | Uint8Array
  | { readonly kind: 'symlink' | 'submodule' | 'directory'; readonly to?: string }
  | { readonly refused: WhyUnread }
  | { readonly size: number };

export type Contents = Readonly<Record<string, Content>>;

const isBytes = (content: Content): content is string | Uint8Array =>
  typeof content === 'string' || content instanceof Uint8Array;

function entryOf(path: string, content: Content): TreeEntry {
  if (isBytes(content)) {
    const oid = createHash('sha1').update(content).digest('hex');
    return { path, kind: 'file', oid, size: Buffer.from(content).length };
  }
  const oid = createHash('sha1').update(JSON.stringify(content)).digest('hex');
  if ('kind' in content)
    return { path, kind: content.kind, oid: content.kind === 'directory' ? null : oid, size: null };
  return { path, kind: 'file', oid, size: 'size' in content ? content.size : 10 };
}

/** A tree in memory, behind the same door as those of a disk and of GitHub. */
export function memoryTree(contents: Contents): Tree {
  return {
    list: () => Promise.resolve(Object.entries(contents).map(([path, content]) => entryOf(path, content))),
    read: (paths) =>
      Promise.resolve(
        new Map<string, Uint8Array | Unread>(
          paths.map((path): [string, Uint8Array | Unread] => {
            const content = contents[path] ?? '';
            if (isBytes(content)) return [path, Buffer.from(content)];
            if ('to' in content && content.to !== undefined) return [path, Buffer.from(content.to)];
            return [
              path,
              { path, ...('refused' in content ? content.refused : { cause: 'unavailable', reason: '?' }) },
            ];
          }),
        ),
      ),
  };
}

/** Reviews trees in memory as every adapter does: base first, then head with what base has. */
export async function reviewTrees(
  head: Contents,
  base: Contents | null = null,
  config: Config = defaultConfig,
): Promise<Review> {
  const cache = createSourceCache();
  const before = base && (await loadSources(memoryTree(base), cache, isRelevantPath));
  const after = await loadSources(memoryTree(head), cache, isRelevantPath, before);
  return engine.review(before, after, config, null);
}

/** A Gateway, and a byte in a comment that is no UTF-8. */
export const latin1 = Buffer.concat([Buffer.from(gateway(['tcp TCP 9999'])), Buffer.from([0x23, 0xe9, 0x0a])]);
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(gateway(['tcp TCP 9999']), 'utf16le')]);
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`;

/** Every way in which a file that is there cannot be read. */
export const unreadable: readonly (readonly [name: string, content: Content, cause: string])[] = [
  ['bytes that are no UTF-8', latin1, 'not-utf8'],
  ['UTF-16', utf16, 'not-utf8'],
  ['a NUL', `${gateway(['tcp TCP 9999'])}# \0\n`, 'binary'],
  ['a lone carriage return', `${gateway(['tcp TCP 9999'])}# a\rb\n`, 'line-endings'],
  ['a size over the limit', { size: limits.fileBytes + 1 }, 'too-large'],
  ['a symbolic link', { kind: 'symlink' }, 'symlink'],
  ['a submodule', { kind: 'submodule' }, 'submodule'],
  ['a pointer of Git LFS', pointer, 'git-lfs'],
  ['no permission', { refused: { cause: 'unavailable', reason: 'may not be read by this user' } }, 'unavailable'],
  ['a line break of YAML 1.1', `${gateway(['tcp TCP 9999'])}# a\u2028    port: 1\n`, 'line-endings'],
  ['a control character', `${gateway(['tcp TCP 9999'])}# \u0001\n`, 'syntax'],
  ['a folder that may not be listed', { kind: 'directory' }, 'not-listed'],
  ['a limit of the parser', `${gateway(['tcp TCP 9999'])}---\n${'['.repeat(1000)}\n`, 'limit'],
];
