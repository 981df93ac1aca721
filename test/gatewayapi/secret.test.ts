import { describe, expect, test } from 'vitest';
import { pemIn } from '../../src/gatewayapi/pem.ts';
import { secretSourcesOf } from '../../src/gatewayapi/secret.ts';
import { objects } from '../manifests/parsed-objects.ts';

const pem = '-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n';
const encoded = Buffer.from(pem).toString('base64');
const secret = (body: string, metadata = '') =>
  `{apiVersion: v1, kind: Secret, metadata: {name: cert, namespace: infra${metadata}}, ${body}}`;

describe('what puts a Secret into the cluster', () => {
  const table: readonly [string, string, string | null][] = [
    ['a Secret', secret(`data: {tls.crt: ${encoded}, tls.key: ${encoded}}`), null],
    ['plain text', secret(`stringData: {tls.crt: ${JSON.stringify(pem)}, tls.key: ${JSON.stringify(pem)}}`), null],
    ['no key', secret(`data: {tls.crt: ${encoded}}`), 'it has no tls.key'],
    ['no PEM', secret(`data: {tls.crt: aGVsbG8=, tls.key: ${encoded}}`), 'its tls.crt is not PEM'],
    ['empty, for somebody to fill', secret('data: {tls.crt: "", tls.key: ""}'), null],
    ['half empty', secret(`data: {tls.crt: "", tls.key: ${encoded}}`), 'its tls.crt is not PEM'],
    ['encrypted by SOPS', secret('data: {tls.crt: "ENC[x]"}, sops: {mac: x}'), null],
    ['filled in by a plugin', secret('stringData: {tls.crt: "<path:kv/x#crt>", tls.key: "<path:kv/x#key>"}'), null],
    [
      'filled in by an operator',
      secret('type: Opaque', ', annotations: {reflector.v1.k8s.emberstack.com/reflects: x}'),
      null,
    ],
    [
      'sealed',
      '{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: cert, namespace: infra}}',
      null,
    ],
    [
      'external',
      '{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x, namespace: infra}, spec: {target: {name: cert}}}',
      null,
    ],
    [
      'by cert-manager',
      '{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: x, namespace: infra}, spec: {secretName: cert}}',
      null,
    ],
    [
      'by Vault',
      '{apiVersion: secrets.hashicorp.com/v1beta1, kind: VaultStaticSecret, metadata: {name: x, namespace: infra}, spec: {destination: {name: cert}}}',
      null,
    ],
  ];
  test.each(table)('%s', (_, text, fault) => {
    expect(objects(text).flatMap(secretSourcesOf)).toMatchObject([{ name: 'cert', namespace: 'infra', fault }]);
  });
});

describe('PEM as Go finds it', () => {
  const table: readonly [string, boolean][] = [
    [pem, true],
    [`chain\n${pem}`, true],
    [pem.replaceAll('\n', '\r\n'), true],
    [pem.replace('TUlJQg==', 'MIIB...'), false],
    [pem.replace('END CERTIFICATE', 'END KEY'), false],
    // Type and content are not looked at; blanks inside the body count for nothing.
    ['-----BEGIN X-----\n-----END X-----', true],
    ['-----BEGIN X-----\n  TUlJ\n\t\n  Qg==\n-----END X-----', true],
    ['-----BEGIN X-----  \nTUlJQg==\n-----END X-----\t\n', true],
    ['-----BEGIN X-----\nProc-Type: 4\n\nTUlJQg==\n-----END X-----\n', true],
    [` ${pem}`, false],
    [pem.replace('-----END', ' -----END'), false],
    [pem.replace('TUlJQg==', 'TUlJQg'), false],
    [pem.replaceAll('\n', ' '), false],
    [pem.replaceAll('\n', '\\n'), false],
    [`-----BEGIN X-----\n!\n-----END X-----\n${pem}`, true],
    [pem.replace('-----END CERTIFICATE-----', ''), false],
    ['', false],
    ['-----BEGIN X-----\n'.repeat(20_000), false],
  ];
  test.each(table)('%#', (text, is) => {
    expect(pemIn(text, false)).toBe(is);
    expect(pemIn(Buffer.from(text).toString('base64'), true)).toBe(is);
  });
});
