import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of a GitHub as a deployment speaks with. */
export interface GitHub {
  readonly host: string;
  /** The webhook in the settings of the app. */
  readonly webhook: { url?: string; secret?: string };
  stop(): Promise<void>;
}

/** What it says of the app that asks: but for one it takes every key. */
function ownApp(authorization = ''): object {
  const claims = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString()) as { iss: unknown };
  const id = Number(claims.iss);
  return { id: id === unknownApp ? 1 : id, slug: 'portcullis', permissions: {}, events: [] };
}

/** The app of which it knows no key. */
export const unknownApp = 404;

export async function startGitHub(): Promise<GitHub> {
  const webhook: GitHub['webhook'] = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'PATCH' && request.url === '/api/v3/app/hook/config')
        Object.assign(webhook, JSON.parse(Buffer.concat(chunks).toString()));
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(request.url === '/api/v3/app' ? ownApp(request.headers.authorization) : {}));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    webhook,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}
