import { describe, expect, test } from 'vitest';
import { correctListen } from '../../src/kong/read/listen-correction.ts';
import { parseListen, type Subsystem } from '../../src/kong/read/listen.ts';

/** `address:port flags` for each entry, to read the table by. */
function read(subsystem: Subsystem, text: string): readonly string[] {
  const { entries, faults } = parseListen(subsystem, text);
  if (faults.length > 0) return faults.map(({ message }) => `! ${message}`);
  return entries.map(({ address, port, flags }) => [`${address}:${String(port)}`, ...flags].join(' '));
}

describe('what Kong reads', () => {
  const table: readonly [Subsystem, string, readonly string[]][] = [
    ['http', '0.0.0.0:8000, 0.0.0.0:8443 ssl', ['0.0.0.0:8000', '0.0.0.0:8443 ssl']],
    [
      'http',
      '0.0.0.0:8443 http2 ssl reuseport backlog=16384 http2',
      ['0.0.0.0:8443 http2 ssl reuseport backlog=16384'],
    ],
    ['http', '[::]:8000,[2001:db8::1]:8443   ssl', ['[::]:8000', '[2001:db8::1]:8443 ssl']],
    ['http', 'proxy.example:8000 proxy_protocol', ['proxy.example:8000 proxy_protocol']],
    ['http', '*:8000', ['*:8000']],
    ['http', ' , 0.0.0.0:8000 ,, ', ['0.0.0.0:8000']],
    ['http', '0.0.0.0:8000 ipv6only=on so_keepalive=30m::10', ['0.0.0.0:8000 ipv6only=on so_keepalive=30m::10']],
    ['http', '0.0.0.0:8000 deferred', ['0.0.0.0:8000 deferred']],
    ['http', '0.0.0.0:8000 bind', ['0.0.0.0:8000 bind']],
    ['http', '0.0.0.0:8000 reuseport proxy_protocol', ['0.0.0.0:8000 reuseport proxy_protocol']],
    ['http', '[::]:8000 ipv6only=off so_keepalive=on', ['[::]:8000 ipv6only=off so_keepalive=on']],
    ['http', '0.0.0.0:8000 so_keepalive=off', ['0.0.0.0:8000 so_keepalive=off']],
    ['http', '0.0.0.0:8000 so_keepalive=30m:5s:10', ['0.0.0.0:8000 so_keepalive=30m:5s:10']],
    ['http', '\v0.0.0.0:8000\v', ['0.0.0.0:8000']],
    ['http', '0.0.0.0:8000\tssl\nhttp2', ['0.0.0.0:8000 ssl http2']],
    ['http', 'proxy.example:65535', ['proxy.example:65535']],
    ['stream', '0.0.0.0:9000 bind', ['0.0.0.0:9000 bind']],
    ['stream', '0.0.0.0:9000 proxy_protocol ssl', ['0.0.0.0:9000 proxy_protocol ssl']],
    ['stream', '0.0.0.0:9000 udp, [::]:9000 udp', ['0.0.0.0:9000 udp', '[::]:9000 udp']],
    ['stream', '0.0.0.0:9000 udp reuseport backlog=1 bind', ['0.0.0.0:9000 udp reuseport backlog=1 bind']],
    ['http', 'off', []],
    ['stream', ' off ', []],
    ['stream', 'off, 0.0.0.0:9000', []],
    ['stream', '0.0.0.0:9000, 0.0.0.0:9000 udp', ['0.0.0.0:9000', '0.0.0.0:9000 udp']],
    ['stream', '0.0.0.0:9902 reuseport backlog=16384 udp', ['0.0.0.0:9902 reuseport backlog=16384 udp']],
  ];
  test.each(table)('%s %s', (subsystem, text, entries) => {
    expect(read(subsystem, text)).toEqual(entries);
  });
});

describe('what keeps Kong from starting', () => {
  const table: readonly [Subsystem, string, string, string | null][] = [
    [
      'stream',
      '0.0.0.0:9901, 0.0.0.0:9902 udp", 0.0.0.0:9903 ssl"',
      'has a stray quote',
      '0.0.0.0:9901, 0.0.0.0:9902 udp, 0.0.0.0:9903 ssl',
    ],
    ['stream', 'false', 'is "false", as YAML reads an unquoted off', 'off'],
    ['stream', '', 'is empty; "off" turns it off', null],
    ['stream', '0.0.0.0', 'has "0.0.0.0" where <address>:<port> belongs', null],
    ['stream', '9000', 'has "9000" where <address>:<port> belongs', null],
    ['stream', '::9000', 'has "::9000" where <address>:<port> belongs', null],
    ['stream', '300.0.0.1:9000', 'has "300.0.0.1:9000" where <address>:<port> belongs', null],
    ['stream', '0.0.0.0:9000-9010', 'has the port range "0.0.0.0:9000-9010"; Kong takes one port for each entry', null],
    ['stream', '0.0.0.0:70000', 'has "0.0.0.0:70000" where <address>:<port> belongs', null],
    ['stream', '0.0.0.0:0', 'has the port 0, which nginx refuses', null],
    ['stream', '0.0.0.0:9000 http2', 'has "http2", which is no flag of a stream listen', null],
    ['http', '0.0.0.0:8000 udp', 'has "udp", which is no flag of a proxy listen', null],
    ['http', '0.0.0.0:8443 SSL', 'has "SSL", which is no flag of a proxy listen', '0.0.0.0:8443 ssl'],
    ['http', '0.0.0.0:8443 ssl ssl', 'repeats the flag "ssl"', '0.0.0.0:8443 ssl'],
    [
      'http',
      '0.0.0.0:8000 0.0.0.0:8443 ssl',
      'has "0.0.0.0:8000 0.0.0.0:8443" where one address belongs; a comma is missing',
      '0.0.0.0:8000, 0.0.0.0:8443 ssl',
    ],
    ['http', '0.0.0.0:8000, 0.0.0.0:8000 ssl', 'names 0.0.0.0:8000 twice, which nginx refuses', null],
    ['http', '0.0.0.0:8000, off', 'has "off" after another entry; only the first may be "off"', null],
    ['stream', '0.0.0.0:9000 udp ssl', 'has "ssl" beside "udp", which nginx refuses', null],
    ['stream', '0.0.0.0:9000 udp proxy_protocol', 'has "proxy_protocol" beside "udp", which nginx refuses', null],
    ['stream', '0.0.0.0:9000 udp so_keepalive=on', 'has "so_keepalive=on" beside "udp", which nginx refuses', null],
    ['stream', '0.0.0.0:9000 udp, 0.0.0.0:9000 udp', 'names 0.0.0.0:9000 twice, which nginx refuses', null],
    ['stream', '0.0.0.0:9000 deferred', 'has "deferred", which is no flag of a stream listen', null],
    ['http', '0.0.0.0:8000 backlog=x', 'has "backlog=x", which is no flag of a proxy listen', null],
    ['http', '0.0.0.0:8000 so_keepalive=maybe', 'has "so_keepalive=maybe", which is no flag of a proxy listen', null],
    ['http', '0.0.0.0:8000 ipv6only=yes', 'has "ipv6only=yes", which is no flag of a proxy listen', null],
    ['http', '0.0.0.0:8000 x y', 'has "x y", which is no flag of a proxy listen', null],
    ['http', "0.0.0.0:8000 'ssl'", 'has a stray quote', '0.0.0.0:8000 ssl'],
    ['http', 'ssl', 'has flags without an address', null],
    ['http', '*:65536', 'has the port 65536, which nginx refuses', null],
    ['http', '*:0', 'has the port 0, which nginx refuses', null],
    [
      'http',
      '0.0.0.0:8000 proxy:80 ssl',
      'has "0.0.0.0:8000 proxy:80" where one address belongs; a comma is missing',
      '0.0.0.0:8000, proxy:80 ssl',
    ],
    ['http', 'a b:80', 'has "a b:80" where one address belongs; a comma is missing', null],
    ['http', '0.0.0.0:1-2 ssl', 'has the port range "0.0.0.0:1-2"; Kong takes one port for each entry', null],
    ['http', 'foo bar', 'has "foo bar" where <address>:<port> belongs', null],
    ['http', 'foo 0.0.0.0:1-2', 'has "foo 0.0.0.0:1-2" where <address>:<port> belongs', null],
    ['http', '0.0.0.0:1-2-3', 'has "0.0.0.0:1-2-3" where <address>:<port> belongs', null],
  ];
  test.each(table)('%s %s', (subsystem, text, message, correction) => {
    expect(read(subsystem, text)[0]).toBe(`! ${message}`);
    expect(correctListen(subsystem, text)).toBe(correction);
  });
});

test('offsets point at the entries without the blanks around them', () => {
  const text = '0.0.0.0:8000 ,  [::]:8443 ssl ';
  expect(parseListen('http', text).entries.map(({ start, end }) => text.slice(start, end))).toEqual([
    '0.0.0.0:8000',
    '[::]:8443 ssl',
  ]);
});

test('each fault points at its entry', () => {
  const text = '0.0.0.0:8000 x ,0.0.0.0:8001,  0.0.0.0:8001 ssl';
  const { entries, faults } = parseListen('http', text);
  expect(faults.map(({ start, end }) => text.slice(start, end))).toEqual(['0.0.0.0:8000 x', '0.0.0.0:8001 ssl']);
  expect(entries.map(({ port, ssl }) => [port, ssl])).toEqual([
    [8001, false],
    [8001, true],
  ]);
});

test('an empty string is a fault of the whole', () => {
  expect(parseListen('http', '  ')).toEqual({
    entries: [],
    faults: [{ message: 'is empty; "off" turns it off', start: 0, end: 2 }],
  });
});

test('what Kong reads of an entry', () => {
  expect(parseListen('stream', '[::]:9000 udp').entries).toMatchObject([{ address: '[::]', ssl: false, udp: true }]);
  expect(parseListen('stream', 'a:1 ssl').entries).toMatchObject([{ address: 'a', port: 1, ssl: true, udp: false }]);
});

test('a string that no Kong has is refused at once', () => {
  const sound = (length: number) => '0.0.0.0:8000'.padEnd(length, ' ');
  expect(parseListen('http', sound(4096)).faults).toEqual([]);
  expect(parseListen('http', sound(4097))).toEqual({
    entries: [],
    faults: [{ message: 'is too long to be read', start: 0, end: 4097 }],
  });
  expect(parseListen('http', ' '.repeat(1_000_000)).faults).toHaveLength(1);
});
