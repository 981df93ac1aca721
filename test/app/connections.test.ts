import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { limitConnections } from '../../src/serve/connections.ts';

let server: ReturnType<typeof createServer>;

beforeEach(async () => {
  server = createServer((_, response) => void response.end('here'));
  limitConnections(server, 50);
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const open = (): Socket => connect((server.address() as AddressInfo).port, '127.0.0.1');

test.each(['', 'POST / HTTP/1.1\r\nx-github-event: '])(
  'a connection that brings %j and no more is cut',
  async (sent) => {
    const socket = open();
    socket.write(sent);
    await new Promise((closed) => socket.once('close', closed).once('error', () => undefined));
    expect(socket.destroyed).toBe(true);
  },
);

test('one that brings a request is answered', async () => {
  const socket = open();
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  const answer = await new Promise<string>((read) => socket.once('data', (bytes) => read(String(bytes))));
  expect(answer).toContain('200 OK');
  socket.destroy();
});

test('no more than a few hundred are taken', () => {
  expect(server.maxConnections).toBe(256);
});
