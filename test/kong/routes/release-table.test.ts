import { expect, test } from 'vitest';
import {
  backendRef,
  clusterOf,
  gateway,
  gatewayClass,
  grant,
  listener,
  route,
  routeLine,
  service,
  type Manifest,
} from './route-cluster.ts';

const h = gateway('gw', ['h']);
const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'app', port: 80 } } };
const missing = route({ backends: ['missing:80'] });
const atHome = route({ backends: ['default/app:80'] });
const toOther = { backendRefs: [backendRef('app2:80')], matches: [{ path: { type: 'PathPrefix', value: '/b' } }] };
const oneFails = route({ rules: [{ backendRefs: [backendRef('app:80')], filters: [mirror] }, toOther] });
const ofOneBackend = route({
  rules: [
    {
      backendRefs: [backendRef('app2:80')],
      matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      filters: [mirror],
    },
    toOther,
  ],
});
const secure = gateway('gw', [listener('s', { tls: { certificateRefs: [{ name: 'cert' }] } })]);
const pem = (kind: string): string => btoa(`-----BEGIN ${kind}-----\nMIIB\n-----END ${kind}-----\n`);
const certificate = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'cert', namespace: 'default' },
  type: 'kubernetes.io/tls',
  data: { 'tls.crt': pem('CERTIFICATE'), 'tls.key': pem('PRIVATE KEY') },
};
const bareGrpc = { ...route({ kind: 'GRPCRoute', rules: null }), apiVersion: 'gateway.networking.k8s.io/v1alpha2' };
const tcp = route({ kind: 'TCPRoute', backends: ['missing:80'] });

/** What releases of the controller did with the same cluster, each driven with its own reconcilers and translator. */
// prettier-ignore
const rows: readonly (readonly [given: string, objects: readonly Manifest[], results: Readonly<Record<string, string>>, flavor?: string])[] = [
  ['a Service that is missing', [h, missing], {
    '3.0.2': 'gw A✓ R BackendNotFound G TranslationError; not served',
    '3.1.6': 'gw A✓ R BackendNotFound G✓; not served',
  }],
  ['one of another namespace, without a grant', [h, route({ backends: ['b/missing:80'] })], {
    '3.0.2': 'gw A✓ R BackendNotFound G✓; not served',
    '3.1.6': 'gw A✓ R BackendNotFound G✓; not served',
  }],
  ['a Service that is missing beside one that is there', [h, route({ backends: ['app:80', 'missing:80'] })], {
    '3.0.2': 'gw A✓ R BackendNotFound G TranslationError; served',
    '3.1.6': 'gw A✓ R BackendNotFound G✓; served',
  }],
  ['TCPRoute; a Service that is missing', [gateway('gw', ['t']), tcp], {
    '3.0.2': 'none; not served',
    '3.1.6': 'gw A✓ G✓; not served',
  }],
  ['GRPCRoute; neither rules nor hostnames', [secure, certificate, bareGrpc], {
    '3.0.2': 'gw A✓ G?; not served',
    '3.1.6': 'gw A✓ G✓; not served',
  }],
  ['the same under the router of expressions', [secure, certificate, bareGrpc], {
    '3.0.2': 'gw A✓ G TranslationError; not served',
    '3.1.6': 'gw A✓ G✓; not served',
  }, 'expressions'],
  ['its own namespace by name', [h, atHome], {
    '3.0.2': 'gw A✓ R✓ G✓; not served',
    '3.1.6': 'gw A✓ R✓ G✓; served',
  }],
  ['the same, with a grant', [h, atHome, grant('default', {})], {
    '3.0.2': 'gw A✓ R✓ G✓; served',
  }],
  ['a rule that fails beside one with another backend', [h, service('app2'), oneFails], {
    '3.3.1': 'gw A✓ R✓ G TranslationError; ?',
    '3.4.20': 'gw A✓ R✓ G TranslationError; served',
  }],
  ['the same under the router of expressions', [h, service('app2'), oneFails], {
    '3.3.1': 'gw A✓ R✓ G TranslationError; served',
    '3.4.20': 'gw A✓ R✓ G TranslationError; served',
  }, 'expressions'],
  ['a rule that fails beside one with its backend', [h, service('app2'), ofOneBackend], {
    '3.3.1': 'gw A✓ R✓ G TranslationError; not served',
    '3.4.20': 'gw A✓ R✓ G TranslationError; not served',
  }],
  ['the same under the router of expressions', [h, service('app2'), ofOneBackend], {
    '3.3.1': 'gw A✓ R✓ G TranslationError; served',
    '3.4.20': 'gw A✓ R✓ G TranslationError; not served',
  }, 'expressions'],
];

const cases = rows.flatMap(([given, objects, results, flavor = 'traditional']) =>
  Object.entries(results).map(([version, result]) => ({ given, version, flavor, objects, result })),
);

test.each(cases)('$given, in $version ($flavor)', ({ objects, version, flavor, result }) => {
  const { routes } = clusterOf([gatewayClass(), ...objects], { version, flavor, bundle: '1.0.0' });
  expect(routes.map(routeLine)).toEqual([result]);
});

test.each([
  ['3.0.2', ['HTTPRoute'], ['HTTPRoute', 'GRPCRoute']],
  ['3.1.6', ['HTTPRoute', 'GRPCRoute'], ['HTTPRoute', 'GRPCRoute']],
])('the kinds that listeners support in %s', (version, ofHttp, ofHttps) => {
  const https = listener('s', { tls: { certificateRefs: [{ name: 'cert' }] } });
  const { gateways } = clusterOf([gatewayClass(), gateway('gw', ['h', https])], { version, bundle: '1.0.0' });
  expect(gateways[0]?.listeners.map(({ supportedKinds }) => supportedKinds)).toEqual([ofHttp, ofHttps]);
});
