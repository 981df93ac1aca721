import { once } from 'node:events';
import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BodyRoom, readBody } from '../../src/serve/request-body.ts';

let server: Server;
const results: unknown[] = [];
let room: BodyRoom;
/** Milliseconds for one body. */
let patience: number;

beforeEach(async () => {
  results.length = 0;
  room = new BodyRoom(1_000);
  patience = 60_000;
  server = createServer((request, response) => {
    const tell = async (): Promise<void> => {
      const body = await readBody(request, room, patience).catch(() => 'broken');
      results.push(Buffer.isBuffer(body) ? body.byteLength : body);
      response.end();
    };
    void tell();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function post(headers: Readonly<Record<string, string>> = {}): ReturnType<typeof send> {
  const { port } = server.address() as AddressInfo;
  return send({ host: '127.0.0.1', port, method: 'POST', headers }).on('error', () => undefined);
}

const told = async (count: number): Promise<readonly unknown[]> => {
  while (results.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return results;
};

test('all bodies share one room, which is free again when they are read', async () => {
  const first = post();
  first.write('x'.repeat(900));
  // Until what was sent is there.
  while (room.take(200)) {
    room.give(200);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  post().end('x'.repeat(200));
  expect(await told(1)).toEqual(['no-room']);
  first.end();
  expect(await told(2)).toEqual(['no-room', 900]);
  post().end('x'.repeat(200));
  expect(await told(3)).toEqual(['no-room', 900, 200]);
});

test('a body that never ends is cut, and its room is free again', async () => {
  patience = 50;
  post({ 'content-length': '950' }).write('x'.repeat(900));
  expect(await told(1)).toEqual(['broken']);
  patience = 60_000;
  post().end('x'.repeat(1_000));
  expect(await told(2)).toEqual(['broken', 1_000]);
});

test('one that says that it is too large takes no room', async () => {
  const large = post({ 'content-length': String(26 * 1024 * 1024) });
  await new Promise((resolve) => void large.write('x'.repeat(2_000), resolve));
  post().end('x'.repeat(1_000));
  expect(await told(1)).toEqual([1_000]);
});
