import type { Listener } from '../../gatewayapi/gateway.ts';
import { permits } from '../../gatewayapi/permits.ts';
import type { Reference } from '../../gatewayapi/references.ts';
import { labelOfSecret, type SecretSource } from '../../gatewayapi/secret.ts';
import { gatewayGroup, secret } from '../../kubernetes/kinds.ts';
import type { Fact } from '../../source/location.ts';
import type { CertificateVerdict } from '../model/certificate.ts';
import type { ReferenceFault } from '../model/managed.ts';
import { does, kindsOfProtocol } from '../operator/releases.ts';
import { judgeCertificates, type Certificates } from './judge-certificates.ts';

/** What decides what Kong Operator finds behind the references of a listener. */
export interface ManagedReferenceQuestion {
  readonly release: string;
  /** The label without which a Secret is not seen; null where all are. */
  readonly secretLabel: Fact<string | null>;
  readonly certificates: Certificates;
}

/** The faults of a listener's certificates and kinds of routes, in the order in which the operator finds them. */
export function referenceFaults(listener: Listener, question: ManagedReferenceQuestion): readonly ReferenceFault[] {
  return [...tlsFaults(listener, question), ...kindFaults(listener, question.release)];
}

const basis = { detail: null, object: null, isRemoved: false } as const;

function kindFaults({ kinds, protocol }: Listener, release: string): readonly ReferenceFault[] {
  const served = kindsOfProtocol(release, protocol.value);
  return kinds
    .filter(({ group, kind }) => group !== gatewayGroup || !served.includes(kind))
    .map(({ group, kind, at }) => ({
      ...basis,
      reason: 'InvalidRouteKinds',
      cause: 'route-kind',
      message: `Route ${kind} not supported.`,
      at,
      detail: group === gatewayGroup ? kind : `${kind} of group "${group}"`,
    }));
}

function tlsFaults(listener: Listener, question: ManagedReferenceQuestion): readonly ReferenceFault[] {
  const { tls } = listener;
  if (tls === null) return [];
  return [...modeFault(listener, question.release), ...certificateFaults(listener, tls.certificateRefs, question)];
}

function modeFault({ tls, protocol }: Listener, release: string): readonly ReferenceFault[] {
  if (tls === null || tls.mode === null || tls.mode === 'Terminate') return [];
  if (protocol.value === 'TLS' && does(release, 'serves-tls')) return [];
  const message = 'Only Terminate mode is supported.';
  return [{ ...basis, reason: 'InvalidCertificateRef', cause: 'tls-mode', message, at: tls.at, detail: tls.mode }];
}

function certificateFaults(
  listener: Listener,
  refs: readonly Reference[],
  question: ManagedReferenceQuestion,
): readonly ReferenceFault[] {
  const [ref, second] = refs;
  const isNone = ref === undefined && !does(question.release, 'takes-no-certificate');
  if (second !== undefined || isNone) {
    const message = 'Only one certificate per listener is supported.';
    const at = second?.at ?? listener.tls?.at ?? listener.name.at;
    return [{ ...basis, reason: 'TooManyTLSSecrets', cause: 'certificate-count', message, at }];
  }
  return ref === undefined || ref.unknownPart !== null ? [] : faultsOf(listener, ref, question);
}

function faultsOf(listener: Listener, ref: Reference, question: ManagedReferenceQuestion): readonly ReferenceFault[] {
  const { group, kind } = ref.to;
  const wrong = [
    ...(group === secret.group ? [] : [`Group ${group} not supported in CertificateRef.`]),
    ...(kind === secret.kind ? [] : [`Kind ${kind} not supported in CertificateRef.`]),
  ];
  const faults: ReferenceFault[] = [];
  const { at } = ref;
  if (wrong.length > 0)
    faults.push({ ...basis, reason: 'InvalidCertificateRef', cause: 'group-or-kind', message: wrong.join(' '), at });
  // The grant is asked for a Secret, whatever the reference names.
  const asSecret = { ...ref, to: { ...ref.to, ...secret } };
  const [verdict] = judgeCertificates(oneReference(listener, asSecret), question.certificates).verdicts;
  if (verdict === undefined) return faults;
  const isGranted = permits(question.certificates.grants, asSecret) || verdict.verdict === 'grant-assumed';
  if (!isGranted) faults.push(ungranted(verdict));
  else if (wrong.length === 0) faults.push(...secretFault(verdict, asSecret, question));
  return faults;
}

/** The listener as if it named one certificate alone. */
function oneReference(listener: Listener, ref: Reference): Listener {
  return { ...listener, tls: listener.tls && { ...listener.tls, certificateRefs: [ref] } };
}

function ungranted({ ref, secret: name, reason, object, isRemoved }: CertificateVerdict): ReferenceFault {
  return {
    reason: 'RefNotPermitted',
    cause: 'not-permitted',
    message: `Secret ${name} reference not allowed by any ReferenceGrant.`,
    at: ref.at,
    detail: reason,
    object,
    isRemoved,
  };
}

function secretFault(
  verdict: CertificateVerdict,
  ref: Reference,
  question: ManagedReferenceQuestion,
): readonly ReferenceFault[] {
  const { secret: name, reason, object, isRemoved } = verdict;
  const fault = { reason: 'InvalidCertificateRef', at: ref.at, object, isRemoved } as const;
  const absent = `Referenced secret ${name} does not exist.`;
  if (verdict.verdict === 'missing') return [{ ...fault, cause: 'missing', message: absent, detail: null }];
  const hidden = unlabelled(question.certificates.secrets.find(ref.to), question);
  if (hidden !== null)
    return [{ ...fault, cause: 'unlabelled', message: absent, detail: hidden.label, object: hidden.object }];
  if (verdict.verdict !== 'invalid') return [];
  const message = 'Referenced secret does not contain a valid TLS certificate.';
  return [{ ...fault, cause: 'invalid', message, detail: reason }];
}

/** What makes the Secret without the label that the operator looks for; null where one has it, or may. */
function unlabelled(
  sources: readonly SecretSource[],
  { secretLabel, release }: ManagedReferenceQuestion,
): { readonly label: string; readonly object: SecretSource['object'] } | null {
  if (secretLabel.certainty === 'unknown' || secretLabel.value === null || !does(release, 'needs-labels')) return null;
  const label = secretLabel.value;
  const [first] = sources;
  const isSeen = (source: SecretSource): boolean => {
    const value = labelOfSecret(source, label);
    return value === undefined || value === 'true' || value === 'internal';
  };
  return first === undefined || sources.some(isSeen) ? null : { label, object: first.object };
}
