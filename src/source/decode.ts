import { limits } from './limits.ts';
import type { WhyUnread } from './unread.ts';

/** The text of a file, or why it has none. */
export type Decoded = { readonly text: string } | (WhyUnread & Glimpse);

/** What can be made out of bytes that are no text: it tells what they speak of, and nothing else. */
export interface Glimpse {
  readonly glimpse?: string;
}

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
    return { cause: 'not-utf8', reason: 'is not UTF-8 text', glimpse: glimpseOf(lenientText(bytes)) };
  }
  if (text.includes('\0')) return { cause: 'binary', reason: 'is binary', glimpse: glimpseOf(text) };
  if (text.startsWith(lfsPointer))
    return { cause: 'git-lfs', reason: 'is stored in Git LFS, only its pointer is here', glimpse: text };
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

/** Bytes as text, with U+FFFD for those that are none. */
export function lenientText(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

/** Of UTF-16 this leaves the ASCII, which all needles are. */
function glimpseOf(text: string): string {
  return text.replaceAll('\0', '');
}

const lenient = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
