import { limits } from './limits.ts';
import type { WhyUnread } from './unread.ts';

/** The text of a file, or why it has none. */
export type Decoded = { readonly text: string } | WhyUnread;

/**
 * Bytes as text: UTF-8, with the BOM kept so that offsets count in the file as it is.
 * Files that are not text, or stand for another file, have a reason instead.
 */
export function decodeFile(bytes: Uint8Array): Decoded {
  if (bytes.length > limits.fileBytes) return { cause: 'too-large', reason: tooLarge };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { cause: 'not-utf8', reason: 'is not UTF-8 text' };
  }
  if (text.includes('\0')) return { cause: 'binary', reason: 'is binary' };
  if (text.startsWith(lfsPointer))
    return { cause: 'git-lfs', reason: 'is stored in Git LFS, only its pointer is here' };
  return { text };
}

/** The reason given for files over the limit, whether their size or their bytes say so. */
export const tooLarge = 'is larger than 4 MiB';

const lfsPointer = 'version https://git-lfs.github.com/spec/';

// Every JavaScript runtime has it, but only the DOM's or Node's types would declare it.
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
