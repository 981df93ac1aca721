import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** 128 bits: nobody finds two subjects with one fingerprint, so that a comment or a suppression holds for another. */
const digits = 32;

/**
 * Hexadecimal digits that stay the same while lines move: made of cluster, rule, subject and field. The parts are
 * kept apart whatever they hold.
 */
export function fingerprint(...parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))).subarray(0, digits / 2));
}
