import { describe, expect, test } from 'vitest';
import { offersOf, targetNumber } from '../../src/kong/status/offers.ts';
import { listens, service } from './model-shorthand.ts';

test.each([
  [8000, 8000],
  ['8000', 8000],
  ['+8000', 8000],
  ['-1', -1],
  ['http', 0],
  ['http-8000', 0],
  ['8000-http', 0],
  ['80 00', 0],
  ['0x50', 0],
  ['', 0],
])('the target port %j is %i', (target, number) => {
  expect(targetNumber(target)).toBe(number);
});

describe('the listen that takes the traffic of a Service port', () => {
  const proxy = listens('http', '0.0.0.0:8000, 0.0.0.0:8443 ssl');
  const stream = listens(
    'stream',
    '0.0.0.0:9000, 0.0.0.0:9000 udp, 0.0.0.0:9001 udp, 0.0.0.0:8443 udp, a:9002, b:9002',
  );

  test.each([
    ['80->8000', 'HTTP', 'proxy 0.0.0.0:8000'],
    ['443->8443', 'HTTPS', 'proxy 0.0.0.0:8443 ssl'],
    ['9000->9000', 'TCP', 'stream 0.0.0.0:9000'],
    ['9000/UDP->9000', 'UDP', 'stream 0.0.0.0:9000 udp'],
    // The controller believes what it cannot be: an HTTPS listen for UDP, a TCP listen where Kong has none.
    ['443/UDP->8443', 'HTTPS', 'stream 0.0.0.0:8443 udp'],
    ['80/UDP->8000', 'HTTP', null],
    ['9001->9001', 'TCP', null],
    ['53/UDP->53', 'UDP', null],
    ['80->http', 'TCP', null],
    // Of two addresses on one port the last one counts.
    ['9002->9002', 'TCP', 'stream b:9002'],
  ])('%s: %s', (port, protocol, expected) => {
    const [offer, second] = offersOf(service(port), proxy, stream);
    const listen = offer?.listen;
    const told = listen && [`${listen.kind} ${listen.entry.address}:${listen.entry.port}`, ...listen.entry.flags];
    expect(second).toBeUndefined();
    expect(offer?.protocol).toBe(protocol);
    expect(told?.join(' ') ?? null).toBe(expected);
  });
});
