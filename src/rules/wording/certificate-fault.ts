import type { CertificateVerdict } from '../../kong/model/certificate.ts';

/** What is wrong with a reference, and the reason the controller writes; null when nothing is. */
export function certificateFault({
  verdict,
  ref,
  secret,
  reason,
  isRemoved,
}: CertificateVerdict): readonly [message: string, condition: string] | null {
  switch (verdict) {
    case 'not-permitted':
      return [
        isRemoved
          ? `Secret ${secret} is in another namespace, and this change removes the ReferenceGrant that allows Gateways of this one`
          : reason === null
            ? `Secret ${secret} is in another namespace and no ReferenceGrant there allows Gateways of this one`
            : `Secret ${secret} is in another namespace, and the ReferenceGrant for it does not count: ${reason}`,
        'RefNotPermitted',
      ];
    case 'not-a-secret':
      return [
        `certificateRefs names a ${ref.to.kind} of group "${ref.to.group}", but only a Secret can be read`,
        'InvalidCertificateRef',
      ];
    case 'invalid':
      return [`Secret ${secret} cannot be used${reason === null ? '' : `: ${reason}`}`, 'InvalidCertificateRef'];
    case 'missing':
      return [
        isRemoved
          ? `this change removes Secret ${secret}, and nothing here makes it`
          : `Secret ${secret} is not in this repository, which holds every Secret by its configuration, and nothing here makes it`,
        'InvalidCertificateRef',
      ];
    default:
      return null;
  }
}
