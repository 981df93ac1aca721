import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { DiskError } from './failure.ts';

const piece = 64 * 1024;
/** Milliseconds between two looks at a pipe whose writer has not written yet. */
const pause = 10;

/**
 * The text of a file that somebody named: a file or a pipe, and never more of it than is asked for. A pipe that nobody
 * writes to is empty.
 * @param most bytes
 * @throws DiskError with the reason alone (`it is larger than 8 MiB`); an error of the system where there is no such file
 */
export function readGiven(file: string, most: number): string {
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(handle);
    if (stats.isDirectory()) throw new DiskError('it is a directory');
    if (!stats.isFile() && !stats.isFIFO()) throw new DiskError('it is no file');
    return Buffer.concat(piecesOf(handle, most)).toString('utf8');
  } finally {
    closeSync(handle);
  }
}

function piecesOf(handle: number, most: number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let size = 0; ;) {
    const buffer = Buffer.alloc(piece);
    const count = readSome(handle, buffer);
    if (count === 0) return pieces;
    size += count;
    if (size > most) throw new DiskError(`it is larger than ${Math.floor(most / 1024 / 1024)} MiB`);
    pieces.push(buffer.subarray(0, count));
  }
}

function readSome(handle: number, buffer: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, buffer);
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN')) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}
