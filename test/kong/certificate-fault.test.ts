import { describe, expect, test } from 'vitest';
import type { CertificateVerdict } from '../../src/kong/model/certificate.ts';
import { certificateFault } from '../../src/rules/wording/certificate-fault.ts';
import { type RefShape, certificateRef } from './model-shorthand.ts';

describe('what is told of a reference', () => {
  const verdict = (is: CertificateVerdict['verdict'], ref: RefShape = {}, reason: string | null = null) =>
    certificateFault({
      ref: certificateRef(ref),
      secret: 'infra/c',
      verdict: is,
      reason,
      object: null,
      isRemoved: false,
    });

  test.each<CertificateVerdict['verdict']>(['resolved', 'assumed', 'grant-assumed', 'not-read'])(
    '%s: nothing',
    (is) => {
      expect(verdict(is)).toBeNull();
    },
  );

  test.each([
    [
      verdict('not-permitted'),
      'Secret infra/c is in another namespace and no ReferenceGrant there allows Gateways of this one',
      'RefNotPermitted',
    ],
    [
      verdict('not-a-secret', { group: 'x.io' }),
      'certificateRefs names a Secret of group "x.io", but only a Secret can be read',
      'InvalidCertificateRef',
    ],
    [
      verdict('not-a-secret', { kind: 'ConfigMap' }),
      'certificateRefs names a ConfigMap of group "", but only a Secret can be read',
      'InvalidCertificateRef',
    ],
    [verdict('invalid'), 'Secret infra/c cannot be used', 'InvalidCertificateRef'],
    [
      verdict('invalid', {}, 'it has no tls.crt'),
      'Secret infra/c cannot be used: it has no tls.crt',
      'InvalidCertificateRef',
    ],
  ])('%j', (told, message, condition) => {
    expect(told).toEqual([message, condition]);
  });
});
