import { closeSync, constants, openSync, statSync, writeFileSync } from 'node:fs';

/**
 * Writes a text to a file, or into a named pipe that somebody reads.
 * @throws Error of the system; ENXIO for a pipe that nobody reads, where writing would wait for ever
 */
export function writeOnto(file: string, text: string): void {
  const isPipe = statSync(file, { throwIfNoEntry: false })?.isFIFO() === true;
  // Held open without waiting, so that the reader is there for as long as it takes.
  const held = isPipe ? openSync(file, constants.O_WRONLY | constants.O_NONBLOCK) : null;
  try {
    writeFileSync(file, text);
  } finally {
    if (held !== null) closeSync(held);
  }
}
