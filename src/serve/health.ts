import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SqliteQueue } from '../queue/sqlite-queue.ts';

/** A queue whose oldest message waits longer than this is not being worked on. */
const mostSeconds = 1_800;

interface Health {
  readonly status: 200 | 503;
  readonly body: object;
}

/** Milliseconds for which it is known whether the disk takes something: strangers may ask too, and asking writes. */
const knownFor = 1_000;

/** What the probes look at. */
export interface HealthOptions {
  readonly queue: Pick<SqliteQueue, 'counts' | 'write'>;
  readonly isStopping: () => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Answers `GET` of three paths with 200 or 503, and says nothing of repositories.
 *
 * - `/livez`: the process answers. A restart would not help against anything else: what waits for GitHub's limits, or
 *   for a disk, waits after it too.
 * - `/readyz`: deliveries can be kept, and the server is not about to stop.
 * - `/healthz`: the queue can be read, and is worked on; for people and monitors.
 */
export function createHealthHandler(
  options: HealthOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const isWritable = rememberingWrites(options);
  const probes: ReadonlyMap<string, () => Promise<Health>> = new Map([
    ['/livez', async () => await Promise.resolve(ok({}))],
    ['/readyz', async () => await readiness(options, isWritable)],
    ['/healthz', async () => await healthOf(options)],
  ]);
  return async (request, response) => {
    const probe = request.method === 'GET' ? probes.get(request.url?.split('?')[0] ?? '') : undefined;
    if (probe === undefined) return false;
    const { status, body } = await probe();
    response
      .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(body));
    return true;
  };
}

const ok = (about: object): Health => ({ status: 200, body: { status: 'ok', ...about } });
const not = (status: string, about = {}): Health => ({ status: 503, body: { status, ...about } });

async function readiness({ isStopping }: HealthOptions, isWritable: () => Promise<boolean>): Promise<Health> {
  if (isStopping()) return not('stopping');
  return (await isWritable()) ? ok({}) : not('the queue cannot be written');
}

function rememberingWrites({ queue, now }: HealthOptions): () => Promise<boolean> {
  let last: { readonly at: number; readonly answer: Promise<boolean> } | undefined;
  return async () => {
    if (last === undefined || now() - last.at >= knownFor) {
      const answer = queue.write().then(
        () => true,
        () => false,
      );
      last = { at: now(), answer };
    }
    return await last.answer;
  };
}

async function healthOf({ queue }: HealthOptions): Promise<Health> {
  try {
    const counts = await queue.counts();
    return (counts.oldestSeconds ?? 0) > mostSeconds ? not('late', { queue: counts }) : ok({ queue: counts });
  } catch {
    return not('the queue cannot be read');
  }
}
