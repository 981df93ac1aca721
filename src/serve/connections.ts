import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** GitHub opens few connections and gives up after ten seconds; whatever opens more or waits longer is not GitHub. */
const mostConnections = 256;
const timeForHeaders = 5_000;
const timeForRequest = 10_000;

/**
 * Bounds what strangers can hold: connections, and the time until a request is there. Node looks for late ones twice a
 * minute, so a connection that has brought nothing yet has a timer of its own.
 */
export function limitConnections(server: Server, milliseconds = timeForHeaders): void {
  server.maxConnections = mostConnections;
  server.headersTimeout = milliseconds;
  server.requestTimeout = timeForRequest;
  const late = new WeakMap<Socket, NodeJS.Timeout>();
  server.on('connection', (socket) => {
    const timer = setTimeout(() => socket.destroy(), milliseconds);
    late.set(socket, timer);
    socket.once('close', () => clearTimeout(timer));
  });
  server.on('request', ({ socket }) => clearTimeout(late.get(socket)));
}
