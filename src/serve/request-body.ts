import type { IncomingMessage } from 'node:http';

/** GitHub sends no more than 25 MB. */
const mostBytes = 25 * 1024 * 1024;
/** What all bodies may hold that are being received: before the end of a body nobody knows whether GitHub signed it. */
const mostTogether = 100 * 1024 * 1024;
/** Milliseconds for one body; GitHub gives up after ten seconds. */
const timeForBody = 10_000;

/** The memory that the bodies of all requests share. */
export class BodyRoom {
  readonly #most: number;
  #held = 0;

  constructor(most = mostTogether) {
    this.#most = most;
  }

  /** False when there is no room for so many bytes. */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#most) return false;
    this.#held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#held -= bytes;
  }
}

/** The bytes of a request; null when they are more than may be. One that is too slow, or breaks, is thrown. */
export async function readBody(
  request: IncomingMessage,
  room: BodyRoom,
  milliseconds = timeForBody,
): Promise<Buffer | null | 'no-room'> {
  const isTooLarge = Number(request.headers['content-length'] ?? 0) > mostBytes;
  const late = setTimeout(() => request.destroy(new Error('a body that did not come in time')), milliseconds);
  const chunks: Buffer[] = [];
  let held = 0;
  let refused: null | 'no-room' | undefined = isTooLarge ? null : undefined;
  try {
    for await (const chunk of request) {
      // What is refused is still read: a connection that is cut in the middle of a request brings no answer.
      if (!Buffer.isBuffer(chunk) || refused !== undefined) continue;
      if (held + chunk.byteLength > mostBytes) refused = null;
      else if (room.take(chunk.byteLength)) {
        held += chunk.byteLength;
        chunks.push(chunk);
      } else refused = 'no-room';
      if (refused === undefined) continue;
      chunks.length = 0;
      room.give(held);
      held = 0;
    }
    return refused === undefined ? Buffer.concat(chunks) : refused;
  } finally {
    clearTimeout(late);
    room.give(held);
  }
}
