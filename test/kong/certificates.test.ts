import { describe, expect, test } from 'vitest';
import { readReferenceGrant } from '../../src/gatewayapi/reference-grant.ts';
import { secretSourcesOf } from '../../src/gatewayapi/secret.ts';
import { judgeCertificates, secretTargets, type CertificateOutcome } from '../../src/kong/status/judge-certificates.ts';
import { objects } from '../manifests/parsed-objects.ts';
import { type RefShape, listener } from './model-shorthand.ts';

const group = 'gateway.networking.k8s.io';
const grant = (from: string, to: string, namespace = 'certs') =>
  `{apiVersion: ${group}/v1beta1, kind: ReferenceGrant, metadata: {name: g, namespace: ${namespace}}, spec: {from: [${from}], to: [${to}]}}\n---\n`;
const gateways = `{group: ${group}, kind: Gateway, namespace: infra}`;
const secret = '{group: "", kind: Secret}';
const sealed = (name: string, namespace: string) =>
  `{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: ${name}, namespace: ${namespace}}}\n---\n`;
const empty = (name: string, namespace: string) =>
  `{apiVersion: v1, kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}}\n---\n`;

const cluster = (name: string) =>
  `{apiVersion: external-secrets.io/v1, kind: ClusterExternalSecret, metadata: {name: ${name}}}\n---\n`;
const certificate = (name: string, namespace: string) =>
  `{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: a, namespace: ${namespace}}, spec: {secretName: ${name}}}\n---\n`;

type Refs = readonly RefShape[];

/** What comes of a listener's references in a Gateway of a namespace, `infra` unless told otherwise. */
function outcome(
  refs: Refs,
  tree: string,
  namespace: string | null = 'infra',
  complete: readonly string[] = ['ReferenceGrant'],
): CertificateOutcome {
  const asked = listener({ name: 'https', protocol: 'HTTPS', port: 443, certificateRefs: refs, namespace });
  const read = objects(tree);
  const secrets = secretTargets(read.flatMap(secretSourcesOf));
  const grants = read.flatMap((object) => readReferenceGrant(object) ?? []);
  return judgeCertificates(asked, { secrets, grants, holdsEvery: ({ kind }) => complete.includes(kind) });
}

/** The reason for the listener, then the verdict on each reference. */
function judged(refs: Refs, tree: string, namespace?: string | null, complete?: readonly string[]): readonly string[] {
  const { reason, verdicts } = outcome(refs, tree, namespace, complete);
  return [reason, ...verdicts.map(({ verdict }) => verdict)];
}

describe('certificate references', () => {
  const far = { name: 'c', namespace: 'certs' };
  const there = sealed('c', 'certs');
  const table: readonly [string, Refs, string, readonly string[]][] = [
    ['none', [], '', ['ResolvedRefs']],
    ['a Secret that something makes', [{ name: 'c' }], sealed('c', 'infra'), ['ResolvedRefs', 'resolved']],
    ['a Secret that nobody shows', [{ name: 'c' }], sealed('c', 'certs'), ['ResolvedRefs', 'assumed']],
    ['an empty Secret', [{ name: 'c' }], empty('c', 'infra'), ['InvalidCertificateRef', 'invalid']],
    ['another kind', [{ kind: 'ConfigMap' }, { name: 'c' }], '', ['InvalidCertificateRef', 'not-a-secret', 'not-read']],
    ['another group', [{ group: 'x.io' }], '', ['InvalidCertificateRef', 'not-a-secret']],
    ['the group core', [{ group: 'core', name: 'c' }], sealed('c', 'infra'), ['ResolvedRefs', 'resolved']],
    ['the empty group', [{ group: '', kind: 'Secret', name: 'c' }], sealed('c', 'infra'), ['ResolvedRefs', 'resolved']],
    [
      'another kind of the core group',
      [{ group: '', kind: 'ConfigMap' }],
      '',
      ['InvalidCertificateRef', 'not-a-secret'],
    ],
    ['a Secret made in any namespace', [{ name: 'c' }], cluster('c'), ['ResolvedRefs', 'resolved']],
    ['a Secret of its name elsewhere', [{ name: 'c' }], empty('c', 'certs'), ['ResolvedRefs', 'assumed']],
    ['a Secret of another name', [{ name: 'c' }], empty('d', 'infra'), ['ResolvedRefs', 'assumed']],
    [
      'its own Secret before one of its name elsewhere',
      [{ name: 'c' }],
      empty('c', 'certs') + sealed('c', 'infra'),
      ['ResolvedRefs', 'resolved'],
    ],
    [
      'an empty Secret that something fills',
      [{ name: 'c' }],
      empty('c', 'infra') + certificate('c', 'infra'),
      ['ResolvedRefs', 'resolved'],
    ],
    ['no grant', [far], there, ['RefNotPermitted', 'not-permitted']],
    ['its own namespace by name', [{ ...far, namespace: 'infra' }], sealed('c', 'infra'), ['ResolvedRefs', 'resolved']],
    ['a grant for all Secrets', [far], there + grant(gateways, secret), ['ResolvedRefs', 'resolved']],
    [
      'a grant for this Secret',
      [far],
      there + grant(gateways, '{group: core, kind: Secret, name: c}'),
      ['ResolvedRefs', 'resolved'],
    ],
    [
      'a grant for another Secret',
      [far],
      there + grant(gateways, '{group: "", kind: Secret, name: d}'),
      ['RefNotPermitted', 'not-permitted'],
    ],
    ['a grant elsewhere', [far], there + grant(gateways, secret, 'infra'), ['RefNotPermitted', 'not-permitted']],
    [
      'a grant for others',
      [far],
      there + grant(gateways.replace('infra', 'apps'), secret),
      ['RefNotPermitted', 'not-permitted'],
    ],
    [
      'a grant for routes',
      [far],
      there + grant(gateways.replace('Gateway,', 'HTTPRoute,'), secret),
      ['RefNotPermitted', 'not-permitted'],
    ],
    [
      'a grant with several sources',
      [far],
      there + grant(`{group: x, kind: Gateway, namespace: infra}, ${gateways}`, secret),
      ['ResolvedRefs', 'resolved'],
    ],
    [
      'the first refusal ends the reading',
      [far, { name: 'c' }],
      there,
      ['RefNotPermitted', 'not-permitted', 'not-read'],
    ],
    [
      'nor does a later one that is not read change it',
      [{ kind: 'ConfigMap' }, far],
      there + grant(gateways, secret),
      ['InvalidCertificateRef', 'not-a-secret', 'not-read'],
    ],
    [
      'an invalid one does not',
      [{ name: 'e' }, { name: 'c' }],
      empty('e', 'infra') + sealed('c', 'infra'),
      ['InvalidCertificateRef', 'invalid', 'resolved'],
    ],
    [
      'an invalid one behind one that resolves',
      [{ name: 'c' }, { name: 'e' }],
      empty('e', 'infra') + sealed('c', 'infra'),
      ['InvalidCertificateRef', 'resolved', 'invalid'],
    ],
    [
      'a later one of its own namespace by name hides nothing',
      [{ name: 'e' }, { name: 'c', namespace: 'infra' }],
      empty('e', 'infra') + sealed('c', 'infra'),
      ['InvalidCertificateRef', 'invalid', 'resolved'],
    ],
    [
      'a later refused one is told instead of an invalid one',
      [{ name: 'e' }, far, { kind: 'ConfigMap' }],
      empty('e', 'infra') + there,
      ['RefNotPermitted', 'invalid', 'not-permitted', 'not-read'],
    ],
    [
      'a granted one that is invalid',
      [far],
      empty('c', 'certs') + grant(gateways, secret),
      ['InvalidCertificateRef', 'invalid'],
    ],
    [
      'a later granted one hides an invalid one',
      [{ name: 'e' }, far],
      empty('e', 'infra') + there + grant(gateways, secret),
      ['ResolvedRefs', 'invalid', 'resolved'],
    ],
  ];
  test.each(table)('%s', (_, refs, tree, expected) => {
    expect(judged(refs, tree)).toEqual(expected);
  });

  test.each<[string, Refs, string, string | null, readonly string[]]>([
    ['a name with a variable', [{ name: '', unknownPart: 'a variable' }], '', 'infra', ['ResolvedRefs', 'assumed']],
    [
      'a namespace with a variable, without a grant',
      [{ ...far, unknownPart: 'a variable' }],
      there,
      'infra',
      ['ResolvedRefs', 'assumed'],
    ],
    [
      'a kind with a variable',
      [{ name: 'c', kind: '${KIND}', unknownPart: 'a variable' }],
      '',
      'infra',
      ['ResolvedRefs', 'assumed'],
    ],
    [
      'known in full',
      [{ name: 'c', kind: 'X', unknownPart: null }],
      '',
      'infra',
      ['InvalidCertificateRef', 'not-a-secret'],
    ],
    [
      'a Gateway of unknown namespace and a Secret that nobody shows',
      [{ name: 'c' }],
      '',
      null,
      ['ResolvedRefs', 'assumed'],
    ],
    ['a Gateway of unknown namespace needs no grant', [far], there, null, ['ResolvedRefs', 'resolved']],
    [
      'a Gateway of unknown namespace takes any Secret of the name',
      [{ name: 'c' }],
      there,
      null,
      ['ResolvedRefs', 'resolved'],
    ],
    [
      'another kind of a Gateway of unknown namespace',
      [{ kind: 'X' }],
      '',
      null,
      ['InvalidCertificateRef', 'not-a-secret'],
    ],
  ])('where not all is known: %s', (_, refs, tree, namespace, expected) => {
    expect(judged(refs, tree, namespace)).toEqual(expected);
  });

  test.each<[string, RefShape, string, string | null, unknown]>([
    [
      'a sound Secret',
      { name: 'c' },
      sealed('c', 'infra'),
      'infra',
      { secret: 'infra/c', reason: null, object: { kind: 'SealedSecret' } },
    ],
    [
      'an invalid one',
      { name: 'c' },
      empty('c', 'infra'),
      'infra',
      { secret: 'infra/c', reason: 'it has no tls.crt', object: { kind: 'Secret' } },
    ],
    ['nobody shows it', { name: 'c' }, '', 'infra', { secret: 'infra/c', reason: null, object: null }],
    ['another namespace', far, '', 'infra', { secret: 'certs/c', reason: null, object: null }],
    ['no namespace at all', { name: 'c' }, '', null, { secret: 'default/c' }],
  ])('the Secret, its fault and its object: %s', (_, ref, tree, namespace, expected) => {
    expect(outcome([ref], tree, namespace).verdicts).toMatchObject([expected]);
  });

  test.each([
    ['that nobody shows', [{ name: 'c' }, { name: 'd' }], '', ['InvalidCertificateRef', 'missing', 'not-read']],
    ['that something makes', [{ name: 'c' }], sealed('c', 'infra'), ['ResolvedRefs', 'resolved']],
    ['of an unknown namespace', [{ name: 'c' }], '', ['ResolvedRefs', 'assumed']],
  ] as const)('where the tree holds every Secret, one %s', (title, refs, tree, expected) => {
    expect(
      judged(refs, tree, title.startsWith('of an unknown') ? null : 'infra', ['Secret', 'ReferenceGrant']),
    ).toEqual(expected);
  });

  const annotated = (kind: string, annotations: string, spec: string, apiVersion = 'v1'): string =>
    `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: c, namespace: infra, annotations: {${annotations}}}, spec: ${spec}}\n`;

  test.each([
    [
      'cert-manager for an annotated Gateway',
      annotated(
        'Gateway',
        'cert-manager.io/cluster-issuer: ca',
        '{listeners: [{tls: {certificateRefs: [{name: c}]}}]}',
        `${group}/v1`,
      ),
      'infra',
    ],
    [
      'a reflector',
      annotated('Secret', 'reflector.v1.k8s.emberstack.com/reflection-auto-enabled: "true"', '{}'),
      'apps',
    ],
    ['1Password', annotated('OnePasswordItem', '', '{}', 'onepassword.com/v1'), 'infra'],
    ['Doppler', annotated('DopplerSecret', '', '{managedSecret: {name: c}}', 'secrets.doppler.com/v1alpha1'), 'infra'],
    [
      'Doppler in a namespace that it states',
      annotated('DopplerSecret', '', '{managedSecret: {name: c, namespace: apps}}', 'secrets.doppler.com/v1alpha1'),
      'apps',
    ],
    [
      'Infisical in a namespace that it states',
      annotated(
        'InfisicalSecret',
        '',
        '{managedSecretReference: {secretName: c, secretNamespace: apps}}',
        'secrets.infisical.com/v1alpha1',
      ),
      'apps',
    ],
    [
      'Infisical',
      annotated('InfisicalSecret', '', '{managedSecretReference: {secretName: c}}', 'secrets.infisical.com/v1alpha1'),
      'infra',
    ],
    [
      'the CSI driver',
      annotated('SecretProviderClass', '', '{secretObjects: [{secretName: c}]}', 'secrets-store.csi.x-k8s.io/v1'),
      'infra',
    ],
  ])('a Secret is there that comes of %s', (_, tree, namespace) => {
    expect(judged([{ name: 'c' }], tree, namespace, ['Secret', 'ReferenceGrant'])[1]).not.toBe('missing');
  });

  test('a listener without TLS names none', () => {
    const plain = listener({ name: 'http', protocol: 'HTTP', port: 80 });
    expect(judgeCertificates(plain, { secrets: secretTargets([]), grants: [], holdsEvery: () => false })).toEqual({
      reason: 'ResolvedRefs',
      verdicts: [],
    });
  });
});
