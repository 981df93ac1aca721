import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerMetrics } from './prometheus.ts';

export interface MetricsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Whoever reads metrics is few and fast. */
const mostConnections = 16;
const timeForRequest = 5_000;

/** Serves `GET /metrics` on a port of its own, which is not the one that GitHub reaches. Port 0 is any free one. */
export async function startMetricsServer(metrics: ServerMetrics, host: string, port: number): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    void answer(metrics, request, response);
  });
  server.maxConnections = mostConnections;
  server.headersTimeout = timeForRequest;
  server.requestTimeout = timeForRequest;
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}

async function answer(metrics: ServerMetrics, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here; metrics are at /metrics.\n');
    return;
  }
  try {
    const { type, text } = await metrics.read();
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
  } catch {
    response.writeHead(500, { 'content-type': 'text/plain' }).end('The metrics cannot be read.\n');
  }
}
