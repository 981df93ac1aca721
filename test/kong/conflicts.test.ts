import { expect, test } from 'vitest';
import { conflictsOf } from '../../src/kong/status/conflicts.ts';
import { listeners } from './model-shorthand.ts';

/** What is written on each listener in the end, and with which others; `met` where it meets the conflict itself. */
function read(asked: string): readonly string[] {
  return conflictsOf(listeners(asked)).map(({ met, written, others }) =>
    [met ? 'met' : '', written ?? '-', ...others.map(({ name }) => name.value)].filter(Boolean).join(' '),
  );
}

const table: readonly [asked: string, ...conflicts: string[]][] = [
  ['HTTP:80; HTTP:81', '-', '-'],
  ['HTTPS:443; HTTP:443', 'ProtocolConflict l2', 'met ProtocolConflict l1'],
  ['TLS:443; HTTP:443', 'ProtocolConflict l2', 'met ProtocolConflict l1'],
  ['TCP:80; HTTP:80', 'ProtocolConflict l2', 'met ProtocolConflict l1'],
  ['HTTP:80; HTTPS:80', 'ProtocolConflict l2', 'met ProtocolConflict l1'],
  ['HTTP:80; TLS:80', 'ProtocolConflict l2', 'met ProtocolConflict l1'],
  ['HTTP:80; TCP:80', 'ProtocolConflict l2', 'met ProtocolConflict l1'],
  ['TCP:53; UDP:53', 'ProtocolConflict l2', 'met ProtocolConflict l1'],
  ['UDP:53; UDP:53', 'ProtocolConflict l2', 'met ProtocolConflict l1'],
  ['TLS:443 x.io; HTTPS:443 y.io', '-', '-'],
  ['HTTPS:443; TLS:443', 'HostnameConflict l2', 'met HostnameConflict l1'],
  ['TLS:443 x.io; TLS:443 x.io', 'HostnameConflict l2', 'met HostnameConflict l1'],
  ['HTTP:80; HTTP:80', 'HostnameConflict l2', 'met HostnameConflict l1'],
  // A hostname counts as taken from the first listener that has it, whichever place that has in the list.
  ['HTTPS:443 x.io; HTTPS:443 y.io; HTTPS:443 y.io', '-', 'HostnameConflict l3', 'met HostnameConflict l2'],
  // Only those that take part are named: neither another port nor another hostname of the same port.
  ['TCP:80; HTTP:80; HTTP:81', 'ProtocolConflict l2', 'met ProtocolConflict l1', '-'],
  ['TCP:80; HTTP:80 x.io; UDP:81', 'ProtocolConflict l2', 'met ProtocolConflict l1', '-'],
  [
    'HTTPS:443 x.io; HTTPS:8443 x.io; HTTPS:443 z.io; HTTPS:443 x.io',
    'HostnameConflict l4',
    '-',
    '-',
    'met HostnameConflict l1',
  ],
  // All of a port with a protocol conflict take part, also those that could share it.
  [
    'HTTPS:443 x.io; TLS:443 y.io; TCP:443',
    'ProtocolConflict l2 l3',
    'ProtocolConflict l1 l3',
    'met ProtocolConflict l1 l2',
  ],
  [
    'HTTPS:443 x.io; TCP:443; HTTPS:443 x.io',
    'ProtocolConflict l2 l3',
    'met ProtocolConflict l1 l3',
    'met ProtocolConflict l1 l2',
  ],
];

test.each(table)('%s', (asked, ...conflicts) => {
  expect(read(asked)).toEqual(conflicts);
});
