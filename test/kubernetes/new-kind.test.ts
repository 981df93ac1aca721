import { expect, test, vi } from 'vitest';
import { permits } from '../../src/gatewayapi/permits.ts';
import { readReferenceGrant } from '../../src/gatewayapi/reference-grant.ts';
import { referencesOf } from '../../src/gatewayapi/references.ts';
import { secretSourcesOf } from '../../src/gatewayapi/secret.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { defaultConfig } from '../../src/config/config.ts';
import type { Kind } from '../../src/kubernetes/kind.ts';
import { Targets, identityOf } from '../../src/kubernetes/targets.ts';
import { syntaxProblems } from '../../src/review/syntax.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { describeClusters } from '../gitops/describe-clusters.ts';
import { httpGateway, manifest } from '../manifests/gateway-api.ts';

/** Two kinds that no one has: one is a row that is reviewed and names Services, the other makes Secrets. */
vi.mock(import('../../src/kubernetes/kinds.ts'), async (original) => {
  const table = await original();
  const policy: Kind = {
    group: 'edge.example',
    kind: 'EdgePolicy',
    scope: 'cluster',
    matters: 'reviewed',
    provesBoundary: true,
    references: [
      { path: 'spec.classes[]', by: 'name', to: table.gatewayClass },
      { path: 'spec.backends[].serviceRef', by: 'map', to: table.service },
    ],
  };
  const keyPair: Kind = {
    group: 'vault.example',
    kind: 'KeyPair',
    scope: 'namespaced',
    matters: 'when-named',
    secret: { paths: ['spec.output.name'], orOwnName: false },
  };
  return { ...table, kinds: [...table.kinds, policy, keyPair] };
});

const policy = manifest('edge.example/v1', 'EdgePolicy', 'strict', 'ignored', {
  classes: ['kong'],
  backends: [{ serviceRef: { name: 'shop', namespace: 'apps' } }, { serviceRef: { name: 'cart', namespace: 'apps' } }],
});

const objectsOf = (files: Readonly<Record<string, string>>) =>
  discoverClusters(sourcesOf(files), defaultConfig).clusters.flatMap(({ objects }) => objects);

test('a row that is reviewed has its file found, its objects read and its cluster reviewed', () => {
  expect(describeClusters({ 'a.yaml': policy, 'b.yaml': manifest('v1', 'Service', 'nobody-asks-for') })).toEqual([
    'cluster default',
    '  EdgePolicy strict from a.yaml',
  ]);
});

test('what it names is read too', () => {
  const files = {
    'a.yaml': policy,
    'shop.yaml': manifest('v1', 'Service', 'shop', 'apps'),
    'other.yaml': manifest('v1', 'Service', 'other', 'apps'),
  };
  expect(describeClusters(files)).toContain('  Service apps/shop from shop.yaml');
  expect(describeClusters(files)).not.toContain('  Service apps/other from other.yaml');
});

test('it proves two clusters', () => {
  const found = describeClusters({ 'live/a/policy.yaml': policy, 'live/b/policy.yaml': policy });
  expect(found.filter((line) => line.startsWith('cluster'))).toEqual(['cluster a', 'cluster b']);
});

test('a fault of syntax in its file is told', () => {
  const sources = sourcesOf({ 'a.yaml': `${policy}broken: [\n` });
  expect(syntaxProblems(sources, discoverClusters(sources, defaultConfig))).toMatchObject([{ kind: 'syntax' }]);
});

test('its references are data: what points to nothing, and what a grant has to permit', () => {
  const objects = objectsOf({
    'a.yaml': policy,
    'shop.yaml': manifest('v1', 'Service', 'shop', 'apps'),
  });
  const references = objects.flatMap(referencesOf);
  expect(references.map(({ to, path }) => [to.kind, to.namespace, to.name, path.join('.')])).toEqual([
    ['GatewayClass', null, 'kong', 'spec.classes.0'],
    ['Service', 'apps', 'shop', 'spec.backends.0.serviceRef'],
    ['Service', 'apps', 'cart', 'spec.backends.1.serviceRef'],
  ]);
  const targets = new Targets(objects, identityOf);
  const dangling = references.filter(({ to }) => targets.find(to).length === 0);
  expect(dangling.map(({ to }) => to.name)).toEqual(['kong', 'cart']);
});

test('a row that makes Secrets is read where a Gateway names one, and makes it', () => {
  const files = {
    'gateway.yaml': httpGateway('edge', 'web').replace(
      '"protocol":"HTTP"',
      '"protocol":"HTTPS","tls":{"certificateRefs":[{"name":"edge-cert"}]}',
    ),
    'pair.yaml': manifest('vault.example/v1', 'KeyPair', 'pair', 'web', { output: { name: 'edge-cert' } }),
    'other.yaml': manifest('vault.example/v1', 'KeyPair', 'other', 'web', { output: { name: 'other' } }),
  };
  expect(objectsOf(files).flatMap(secretSourcesOf)).toMatchObject([
    { name: 'edge-cert', namespace: 'web', fault: null, object: { kind: 'KeyPair' } },
  ]);
});

test('a grant for a kind of any row permits', () => {
  const [grant] = objectsOf({
    'grant.yaml': manifest('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'g', 'apps', {
      from: [{ group: 'vault.example', kind: 'KeyPair', namespace: 'kong' }],
      to: [{ group: '', kind: 'Service' }],
    }),
  }).flatMap((object) => readReferenceGrant(object) ?? []);
  const from = { group: 'vault.example', kind: 'KeyPair', namespace: 'kong' };
  const to = { group: '', kind: 'Service', namespace: 'apps', name: 'shop' };
  const grants = grant === undefined ? [] : [grant];
  expect(permits(grants, { from, to })).toBe(true);
  expect(permits(grants, { from: { ...from, kind: 'Gateway' }, to })).toBe(false);
  expect(permits(grants, { from, to: { ...to, kind: 'Secret' } })).toBe(false);
  expect(permits(grants, { from, to: { ...to, namespace: 'kong' } })).toBe(true);
});
