import { describe, expect, test } from 'vitest';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { findingsIn } from './finding-lines.ts';
import type { Files } from '../../src/review/in-memory.ts';

const settings = 'ingressController:\n  env:\n    log_level: info\n';
const install = 'helm install kong kong/kong -n kong --version 3.4.1 -f kong-values.yaml\n';

describe('values that nothing deploys are judged for what holds in every version', () => {
  test.each<[what: string, files: Files, found: readonly string[]]>([
    ['an old tag that newer charts cannot read', { 'kong-values.yaml': `image: {tag: 2.5a}\n${settings}` }, []],
    [
      'the same, installed',
      { 'kong-values.yaml': `image: {tag: 2.5a}\n${settings}`, 'install.sh': install },
      ['values-do-not-render'],
    ],
    [
      'a key that no version reads',
      { 'kong-values.yaml': `${settings}proxy:\n  http: {servicePort: 80}\n  streams: [{containerPort: 1}]\n` },
      ['values-without-effect'],
    ],
    [
      'values of Bitnami’s chart',
      { 'kong-values.yaml': `${settings}database: postgresql\nservice: {ports: {proxyHttp: 80}}\n` },
      [],
    ],
    [
      'the ingressController of another chart',
      { 'values.yaml': 'ingressController: {image: {tag: v1}, rbac: {create: true}, args: [a]}\n' },
      [],
    ],
    [
      'a Gateway that is pinned to another Service',
      {
        'kong-values.yaml': settings,
        'edge.yaml': `${gatewayClass()}---\n${gateway(['http HTTP 80'], { annotations: 'konghq.com/publish-service: kong/old' })}`,
      },
      [],
    ],
  ])('%s', (_, files, found) => {
    expect(findingsIn(files).map((line) => line.split(' ')[1])).toEqual(found);
  });
});
