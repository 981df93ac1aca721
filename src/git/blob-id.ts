import { createHash } from 'node:crypto';

/** The id that git gives to a file's bytes. */
export function blobId(bytes: Uint8Array, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return createHash(algorithm).update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

/** Whether the bytes are those that an id stands for, in whichever of git's two formats it is. */
export function isBlob(oid: string, bytes: Uint8Array): boolean {
  return blobId(bytes, oid.length === 64 ? 'sha256' : 'sha1') === oid;
}
