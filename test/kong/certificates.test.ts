import { describe, expect, test } from 'vitest';
import type { CertificateRef } from '../../src/gatewayapi/gateway.ts';
import { readReferenceGrant } from '../../src/gatewayapi/reference-grant.ts';
import { secretSourcesOf, type SecretSource } from '../../src/gatewayapi/secret.ts';
import { judgeCertificates } from '../../src/kong/judge-certificates.ts';
import { objects } from '../gatewayapi/given.ts';
import { listener } from './given.ts';

const group = 'gateway.networking.k8s.io';
const grant = (from: string, to: string, namespace = 'certs') =>
  `{apiVersion: ${group}/v1beta1, kind: ReferenceGrant, metadata: {name: g, namespace: ${namespace}}, spec: {from: [${from}], to: [${to}]}}\n---\n`;
const gateways = `{group: ${group}, kind: Gateway, namespace: infra}`;
const secret = '{group: "", kind: Secret}';
const sealed = (name: string, namespace: string) =>
  `{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: ${name}, namespace: ${namespace}}}\n---\n`;
const empty = (name: string, namespace: string) =>
  `{apiVersion: v1, kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}}\n---\n`;

/** The reason for a listener of a Gateway in `infra`, then the verdict on each reference. */
function judged(refs: readonly Partial<CertificateRef>[], tree: string): readonly string[] {
  const asked = listener({ name: 'https', protocol: 'HTTPS', port: 443, certificateRefs: refs });
  const read = objects(tree);
  const secrets = new Map<string, SecretSource[]>();
  for (const source of read.flatMap(secretSourcesOf)) {
    secrets.set(source.name, [...(secrets.get(source.name) ?? []), source]);
  }
  const grants = read.flatMap((object) => readReferenceGrant(object) ?? []);
  const { reason, verdicts } = judgeCertificates(asked, 'infra', { secrets, grants });
  return [reason, ...verdicts.map(({ verdict }) => verdict)];
}

describe('certificate references', () => {
  const far = { name: 'c', namespace: 'certs' };
  const there = sealed('c', 'certs');
  const table: readonly [string, readonly Partial<CertificateRef>[], string, readonly string[]][] = [
    ['none', [], '', ['ResolvedRefs']],
    ['a Secret that something makes', [{ name: 'c' }], sealed('c', 'infra'), ['ResolvedRefs', 'resolved']],
    ['a Secret that nobody shows', [{ name: 'c' }], sealed('c', 'certs'), ['ResolvedRefs', 'assumed']],
    ['an empty Secret', [{ name: 'c' }], empty('c', 'infra'), ['InvalidCertificateRef', 'invalid']],
    ['another kind', [{ kind: 'ConfigMap' }, { name: 'c' }], '', ['InvalidCertificateRef', 'not-a-secret', 'not-read']],
    ['another group', [{ group: 'x.io' }], '', ['InvalidCertificateRef', 'not-a-secret']],
    ['the group core', [{ group: 'core', name: 'c' }], sealed('c', 'infra'), ['ResolvedRefs', 'resolved']],
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
      'an invalid one does not',
      [{ name: 'e' }, { name: 'c' }],
      empty('e', 'infra') + sealed('c', 'infra'),
      ['InvalidCertificateRef', 'invalid', 'resolved'],
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
});
