import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, gatewayClass, manifest } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';

const kong: Files = { 'class.yaml': gatewayClass(), 'kong.yaml': kongApplication() };
const edge = gateway(['tcp TCP 9999']);
const inList = (text: string): string =>
  `apiVersion: v1\nkind: List\nitems:\n  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`;
const merged = (value: string): string => edge.replace('  namespace: kong\n', `  namespace: kong\n  <<: {${value}}\n`);

describe('an object of ours that may be any', () => {
  test.each<[why: string, text: string, field: string]>([
    ['a name that "<<" may bring', merged('name: other'), 'metadata.name'],
    ['a namespace that "<<" may bring', merged('namespace: other'), 'metadata.namespace'],
    ['a kind that "<<" may bring', `${edge}<<: {kind: HTTPRoute}\n`, 'kind'],
    ['a group that "<<" may bring', `${edge}<<: {apiVersion: v1}\n`, 'apiVersion'],
    ['metadata that "<<" may bring', `${edge}<<: {metadata: {name: other}}\n`, 'metadata'],
    ['one of a list', inList(merged('name: other')), 'metadata.name'],
  ])('is not read, and told: %s', (_, text, field) => {
    for (const base of [null, kong]) {
      const { findings, unread } = reviewFiles({ ...kong, 'edge.yaml': text }, base);
      expect(findings).toEqual([]);
      expect(unread.map(({ path, effect }) => `${path}: ${effect}`)).toEqual(['edge.yaml: failure']);
      expect(unread[0]?.reason).toContain(`states an object whose ${field} is not known`);
    }
  });

  test('so is a name that the API server makes up, which its author cannot say otherwise', () => {
    const text = edge.replace('name: edge', 'generateName: edge-');
    for (const base of [null, kong]) {
      const { unread } = reviewFiles({ ...kong, 'edge.yaml': text }, base);
      expect(unread).toEqual([expect.objectContaining({ path: 'edge.yaml', effect: 'neutral' })]);
    }
  });

  test.each(['${NS}', '{.ns}', '{NS}'])('a namespace that is filled in later, as %s, is any', (namespace) => {
    const sound = gateway(['web HTTP 80']);
    const text = sound.replace('namespace: kong', `namespace: ${namespace}`);
    const route = manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', 'kong', {
      parentRefs: [{ name: 'edge' }],
    });
    const base = { ...kong, 'route.yaml': route, 'edge.yaml': sound };
    const { findings, unread } = reviewFiles({ ...base, 'edge.yaml': text }, base);
    expect(findings.filter(({ status }) => status === 'introduced')).toEqual([]);
    expect(unread.map(({ effect }) => effect)).not.toContain('failure');
  });

  test.each<[what: string, text: string]>([
    ['the same value twice', merged('name: edge')],
    ['other keys', merged('labels: {a: b}')],
    [
      'an object of nobody’s concern',
      merged('name: other')
        .replace('kind: Gateway', 'kind: Role')
        .replace(/gateway.*v1/, 'rbac.authorization.k8s.io/v1'),
    ],
  ])('nothing is told of %s', (_, text) => {
    expect(reviewFiles({ ...kong, 'edge.yaml': text }).unread).toEqual([]);
  });

  test('proves that nothing is absent beside it', () => {
    const route = manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', 'kong', {
      parentRefs: [{ name: 'edge' }],
    });
    const base = { ...kong, 'route.yaml': route, 'edge.yaml': edge };
    const head = { ...base, 'edge.yaml': merged('name: other') };
    expect(reviewFiles(head, base).findings.filter(({ status }) => status === 'introduced')).toEqual([]);
  });
});

test.each([
  ['tests/edge.yaml', 'neutral'],
  ['testdata/edge.yaml', 'neutral'],
  ['prod/edge.yaml', 'failure'],
])('a file of ours that is not parsed in %s: %s', (path, effect) => {
  // Private characters are what its reader itself puts in.
  const { unread } = reviewFiles({ ...kong, [path]: `${edge}note: "\ue000\nb"\n` }, kong);
  expect(unread.map((entry) => [entry.path, entry.effect])).toEqual([[path, effect]]);
});
