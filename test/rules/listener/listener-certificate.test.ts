import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';
import { manifest } from '../../manifests/gateway-api.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const https = (...refs: readonly string[]) => [`https HTTPS 443 tls: {certificateRefs: [${refs.join(', ')}]}`];
const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: edge-tls, namespace: kong}\n${data}`;

const far = https('{name: edge-tls, namespace: certificates}');
const grant = (to: readonly object[]): string =>
  manifest('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'gateways', 'certificates', {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'kong' }],
    to,
  });
const holds = (kind: string): string => `clusters: [{ name: prod, paths: ['*'], complete: [${kind}] }]\n`;

testRule('listener-certificate', {
  valid: {
    'a Secret that the repository does not show': withChart(https('{name: edge-tls}')),
    'a Secret of another namespace, of which the grants may stand elsewhere': withChart(far),
    'one whose grant for others stands there': {
      ...withChart(far),
      'grant.yaml': grant([{ group: '', kind: 'Secret', name: 'other' }]).replace(
        '"namespace":"kong"',
        '"namespace":"web"',
      ),
    },
    'no certificate on HTTP': withChart(['http HTTP 80']),
    'a Secret of another namespace, with a grant': {
      ...withChart(far),
      'grant.yaml': grant([{ group: '', kind: 'Secret' }]),
    },
  },
  invalid: {
    'two certificates': [
      withChart(https('{name: a}', '{name: b}')),
      'gateway.yaml:9 listener "https" names 2 certificates',
    ],
    'a ConfigMap': [withChart(https('{name: a, kind: ConfigMap}')), 'gateway.yaml:9 certificateRefs names a ConfigMap'],
    'a Secret of another namespace, with a grant for another one': [
      { ...withChart(far), 'grant.yaml': grant([{ group: '', kind: 'Secret', name: 'other' }]) },
      'gateway.yaml:9 Secret certificates/edge-tls is in another namespace and no ReferenceGrant there',
    ],
    'a Secret of another namespace that stands in the repository, without a grant beside it': [
      {
        ...withChart(far),
        'secret.yaml': secret('stringData: {tls.crt: filled, tls.key: filled}').replace(
          'namespace: kong',
          'namespace: certificates',
        ),
      },
      'gateway.yaml:9 Secret certificates/edge-tls is in another namespace and no ReferenceGrant there',
    ],
    'a Secret of another namespace, where the repository holds every grant': [
      { ...withChart(far), '.github/portcullis.yml': holds('ReferenceGrant') },
      'gateway.yaml:9 Secret certificates/edge-tls is in another namespace and no ReferenceGrant there',
    ],
    'a grant that the API server refuses': [
      {
        ...withChart(far),
        'grant.yaml': grant([{ kind: 'Secret' }]),
      },
      'gateway.yaml:9 the ReferenceGrant for it does not count: the API server refuses ReferenceGrant certificates/gateways: group is required in to',
    ],
    'a Secret without a key': [
      { ...withChart(https('{name: edge-tls}')), 'secret.yaml': secret('type: Opaque\n') },
      'gateway.yaml:9 Secret kong/edge-tls cannot be used',
    ],
  },
});

const pem = (label: string): string => `-----BEGIN ${label}-----\\nYQ==\\n-----END ${label}-----\\n`;

describe('what a change removes', () => {
  test.each<[what: string, gone: Files, sentence: string]>([
    ['a grant', { 'grant.yaml': grant([{ group: '', kind: 'Secret' }]) }, 'this change removes the ReferenceGrant'],
    [
      'a Secret',
      { 'secret.yaml': secret(`stringData: {tls.crt: "${pem('CERTIFICATE')}", tls.key: "${pem('PRIVATE KEY')}"}\n`) },
      'this change removes Secret kong/edge-tls',
    ],
  ])('%s: base proves that it was there', (what, gone, sentence) => {
    const head: Files = what === 'a grant' ? withChart(far) : withChart(https('{name: edge-tls}'));
    const { findings } = reviewFiles(head, { ...head, ...gone });
    expect(findings.filter(({ status }) => status === 'introduced').map(({ statement }) => statement)).toEqual([
      expect.stringContaining(sentence),
    ]);
    expect(reviewFiles({ ...head, ...gone }, head).findings.filter(({ status }) => status === 'introduced')).toEqual(
      [],
    );
  });
});
