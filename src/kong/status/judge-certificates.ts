import type { CertificateRef, Listener } from '../../gatewayapi/gateway.ts';
import { permits, type ReferenceGrant } from '../../gatewayapi/reference-grant.ts';
import type { SecretSource } from '../../gatewayapi/secret.ts';
import type { CertificateVerdict } from '../model/certificate.ts';
import type { CertificateReason } from './listener-status.ts';

/** What the tree holds of Secrets and grants. */
export interface Certificates {
  /** The Secrets of a name, and what makes them. */
  readonly secrets: ReadonlyMap<string, readonly SecretSource[]>;
  readonly grants: readonly ReferenceGrant[];
}

/** The outcome for a listener and for each of its references, in order. */
export interface CertificateOutcome {
  readonly reason: CertificateReason;
  readonly verdicts: readonly CertificateVerdict[];
}

/**
 * Judges a listener's certificateRefs in order, as the controller does: the first that is not
 * permitted or is no Secret ends the reading; an invalid one does not, and a later reference into
 * another namespace that is permitted hides it. A Secret that the tree does not show is taken to be
 * there: a missing one would end the reading too.
 */
export function judgeCertificates(
  listener: Listener,
  namespace: string | null,
  { secrets, grants }: Certificates,
): CertificateOutcome {
  let reason: CertificateReason = 'ResolvedRefs';
  let stopped = false;
  const verdicts: CertificateVerdict[] = [];
  for (const ref of listener.tls?.certificateRefs ?? []) {
    const verdict = stopped ? notRead(ref, namespace) : judge(ref, namespace, secrets, grants);
    verdicts.push(verdict);
    if (stopped) continue;
    if (isForeign(ref, namespace)) reason = verdict.verdict === 'not-permitted' ? 'RefNotPermitted' : 'ResolvedRefs';
    if (['not-a-secret', 'invalid'].includes(verdict.verdict)) reason = 'InvalidCertificateRef';
    stopped = ['not-permitted', 'not-a-secret'].includes(verdict.verdict);
  }
  return { reason, verdicts };
}

function judge(
  ref: CertificateRef,
  namespace: string | null,
  secrets: Certificates['secrets'],
  grants: readonly ReferenceGrant[],
): CertificateVerdict {
  const base = notRead(ref, namespace);
  if (ref.unknownPart !== null && ref.unknownPart !== undefined) return { ...base, verdict: 'assumed' };
  if (namespace !== null && !permits(grants, namespace, ref)) return { ...base, verdict: 'not-permitted' };
  if (!isCoreGroup(ref.group) || (ref.kind !== null && ref.kind !== 'Secret')) {
    return { ...base, verdict: 'not-a-secret' };
  }
  const wanted = ref.namespace ?? namespace;
  const sources = (secrets.get(ref.name) ?? []).filter(
    (each) => each.namespace === null || wanted === null || each.namespace === wanted,
  );
  // An empty Secret of the tree that an operator fills is sound in the cluster.
  const source = sources.find(({ fault }) => fault === null) ?? sources[0];
  if (source === undefined) return { ...base, verdict: 'assumed' };
  const verdict = source.fault === null ? 'resolved' : 'invalid';
  return { ...base, verdict, reason: source.fault, object: source.object };
}

function notRead(ref: CertificateRef, namespace: string | null): CertificateVerdict {
  const secret = `${ref.namespace ?? namespace ?? 'default'}/${ref.name}`;
  return { ref, secret, verdict: 'not-read', reason: null, object: null };
}

function isForeign(ref: CertificateRef, namespace: string | null): boolean {
  return ref.namespace !== null && ref.namespace !== namespace;
}

/** The controller takes `core` for the empty group. */
function isCoreGroup(group: string | null): boolean {
  return group === null || group === '' || group === 'core';
}
