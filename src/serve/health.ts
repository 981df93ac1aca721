import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Queue } from '../queue/queue.ts';

/** A queue whose oldest message waits longer than this is not being worked on. */
const mostSeconds = 1_800;

/** `GET /healthz`: 200 while deliveries can be kept and are worked on, else 503. Says nothing of repositories. */
export function createHealthHandler(
  queue: Queue,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/healthz') return false;
    const { status, body } = await healthOf(queue);
    response
      .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(body));
    return true;
  };
}

async function healthOf(queue: Queue): Promise<{ readonly status: number; readonly body: object }> {
  try {
    const counts = await queue.counts();
    const late = (counts.oldestSeconds ?? 0) > mostSeconds;
    return { status: late ? 503 : 200, body: { status: late ? 'late' : 'ok', queue: counts } };
  } catch {
    return { status: 503, body: { status: 'the queue cannot be read' } };
  }
}
