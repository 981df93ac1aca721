import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway } from '../manifests/gateway-api.ts';
import { clusterFiles, httpRoute } from '../rules/route/route-files.ts';

const two = ['http HTTP 80', 'https HTTPS 443'];
const base = clusterFiles(httpRoute(), { more: { 'gateway.yaml': gateway(two), 'route.yaml': '' } });
const { 'gateway.yaml': _gateway, ...without } = base;

const changed = (from: string, to: string): Files => ({
  ...base,
  'gateway.yaml': (base['gateway.yaml'] ?? '').replace(from, to),
});
const fewer =
  'Gateway kong/edge: this change lets fewer routes attach to listener "https"; routes of other repositories that rest on that are not seen';

const toldOf = (head: Files): readonly string[] =>
  reviewFiles(head, base).unverified.flatMap(({ about, reason }) =>
    reason.startsWith('this change ') ? [`${about}: ${reason}`] : [],
  );

test.each<[what: string, head: Files, told: readonly string[]]>([
  ['nothing', { ...base, 'gateway.yaml': gateway([...two, 'other HTTP 81']) }, []],
  [
    'a listener',
    { ...base, 'gateway.yaml': gateway(two.slice(0, 1)) },
    [
      'Gateway kong/edge: this change takes away listener "https"; routes of other repositories that name it are not seen',
    ],
  ],
  [
    'the Gateway',
    without,
    ['Gateway kong/edge: this change takes away the Gateway; routes of other repositories that name it are not seen'],
  ],
  ['a hostname', changed('port: 443', 'port: 443, hostname: a.com'), [fewer]],
  ['a protocol', changed('protocol: HTTPS, port: 443', 'protocol: TCP, port: 9000'), [fewer]],
  ['kinds', changed('port: 443', 'port: 443, allowedRoutes: {kinds: [{kind: HTTPRoute}]}'), [fewer]],
  [
    'a listener and a hostname of another',
    { ...base, 'gateway.yaml': gateway(['https HTTPS 443 hostname: a.com']) },
    [
      'Gateway kong/edge: this change takes away listener "http" and lets fewer routes attach to listener "https"; routes of other repositories that rest on that are not seen',
    ],
  ],
  ['no namespaces', changed('port: 443', 'port: 443, allowedRoutes: {namespaces: {from: All}}'), []],
  ['another implementation’s', { ...base, 'gateway.yaml': gateway(two, { className: 'nginx' }) }, []],
])('a change that takes away %s says what it cannot see', (_, head, told) => {
  expect(toldOf(head)).toEqual(told);
});
