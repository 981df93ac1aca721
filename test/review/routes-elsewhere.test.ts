import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway } from '../manifests/gateway-api.ts';
import { clusterFiles, httpRoute } from '../rules/route/route-files.ts';

const two = ['http HTTP 80', 'https HTTPS 443'];
const base = clusterFiles(httpRoute(), { more: { 'gateway.yaml': gateway(two), 'route.yaml': '' } });
const { 'gateway.yaml': _gateway, ...without } = base;

const toldOf = (head: Files): readonly string[] =>
  reviewFiles(head, base).unverified.flatMap(({ about, reason }) =>
    reason.includes('this change takes away') ? [`${about}: ${reason}`] : [],
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
  ['another implementation’s', { ...base, 'gateway.yaml': gateway(two, { className: 'nginx' }) }, []],
])('a change that takes away %s says what it cannot see', (_, head, told) => {
  expect(toldOf(head)).toEqual(told);
});
