import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NewerRelease } from '../queue/newer-release.ts';
import { openSqliteQueue, type SqliteQueue } from '../queue/sqlite-queue.ts';

/** The server cannot start. The message is for who starts it: what is wrong, and what to do. */
export class CannotStart extends Error {}

/**
 * Opens the queue in the data directory, which is made where it is not there.
 * @throws CannotStart
 */
export function openQueue(directory: string, now: () => number): SqliteQueue {
  const file = join(directory, 'queue.sqlite');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return openSqliteQueue(file, now);
  } catch (error) {
    throw new CannotStart(queueProblem(error, directory, file));
  }
}

function queueProblem(error: unknown, directory: string, file: string): string {
  if (isFile(directory))
    return `PORTCULLIS_DATA_DIR names ${directory}, which is a file. Name a directory that this user may write to.`;
  if (error instanceof NewerRelease)
    return `${file} was written by a newer release of Portcullis. Start that release, or move the file away: what waits in it is then lost until the next push or "Re-run".`;
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `${directory} cannot be written to (${code}). PORTCULLIS_DATA_DIR must name a directory that this user may write to.`;
  switch (primaryCode(error)) {
    case sqlite.busy:
      return `Another process has the queue in ${directory} open. One server works on one directory: stop the other, or give this one a PORTCULLIS_DATA_DIR of its own.`;
    case sqlite.corrupt:
    case sqlite.notADatabase:
      return `${file} is damaged, or is no queue of Portcullis. Move it away and start again: what waited in it is reviewed with the next push or "Re-run".`;
    case sqlite.readOnly:
    case sqlite.cannotOpen:
      return `${file} cannot be written to. PORTCULLIS_DATA_DIR must name a directory that this user may write to, and the file in it must be this user's.`;
    case sqlite.full:
      return `The disk that holds ${directory} is full. Make room, or set PORTCULLIS_DATA_DIR.`;
    default:
      return `The queue in ${directory} cannot be opened: ${error instanceof Error ? error.message : 'unknown error'}.`;
  }
}

/** https://sqlite.org/rescode.html */
const sqlite = { busy: 5, readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;

function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  // The lowest byte is the primary code; the rest says more of it.
  return error.errcode & 0xff;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Why a server does not listen, for who starts it.
 * The error names the port, where there are several.
 */
export function listenProblem(error: unknown, { host, port: webhooks }: Address): Error {
  const port = error instanceof Error && 'port' in error ? Number(error.port) : webhooks;
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new CannotStart(
        `Port ${port} of ${host} is in use. Set PORT (or PORTCULLIS_METRICS_PORT) to another one, or stop what uses it.`,
      );
    case 'EACCES':
      return new CannotStart(`This user may not use port ${port}. Set PORT to one from 1024 on.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CannotStart(
        `HOST names ${host}, which is no address of this machine. Use localhost, or 0.0.0.0 for all.`,
      );
    default:
      return error instanceof Error ? error : new CannotStart('The server does not listen.');
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
