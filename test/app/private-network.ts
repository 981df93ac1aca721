import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { once } from 'node:events';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** An authority of one's own (`ca.pem`), and a certificate of its for these names, as files of the folder. */
export function makeCertificates(folder: string, names: readonly string[]): void {
  const openssl = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const newKey = ['-newkey', 'rsa:2048', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Our own authority');
  openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${names[0]}`);
  writeFileSync(join(folder, 'names'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`);
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.pem');
}

/** A network that only a proxy reaches. */
export interface PrivateNetwork {
  readonly proxy: string;
  /** What the proxy was asked to connect to. */
  readonly connected: string[];
  /** What the proxy lets nobody connect to. */
  readonly refused: Set<string>;
  close(): void;
}

/** A proxy, and behind it one server with the certificate of the folder, under whatever name it is asked for. */
export async function startNetwork(folder: string, listener: RequestListener): Promise<PrivateNetwork> {
  const [key, cert] = ['server.key', 'server.pem'].map((name) => readFileSync(join(folder, name)));
  const server = createServer({ key, cert }, listener);
  const port = await listen(server);
  const connected: string[] = [];
  const refused = new Set<string>();
  const open: Socket[] = [];
  const proxy = createPlainServer();
  proxy.on('connect', (request, socket: Socket) => {
    const to = request.url ?? '';
    if (refused.has(to)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    connected.push(to);
    const through = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    open.push(through, socket);
    for (const each of [through, socket]) each.on('error', () => undefined);
  });
  const url = `http://127.0.0.1:${await listen(proxy)}`;
  return {
    proxy: url,
    connected,
    refused,
    close: () => {
      for (const each of open) each.destroy();
      for (const each of [server, proxy]) each.close().closeAllConnections();
    },
  };
}

/** Listens on loopback, on a port that is free. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
