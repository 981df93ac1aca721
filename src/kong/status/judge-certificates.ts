import type { Listener } from '../../gatewayapi/gateway.ts';
import { grantsIn, permits } from '../../gatewayapi/permits.ts';
import { isForPair, isSameGroup, type ReferenceGrant } from '../../gatewayapi/reference-grant.ts';
import type { HoldsEvery } from '../../gitops/model/absence.ts';
import type { Reference } from '../../gatewayapi/references.ts';
import type { SecretSource } from '../../gatewayapi/secret.ts';
import { referenceGrant, secret } from '../../kubernetes/kinds.ts';
import { Targets } from '../../kubernetes/targets.ts';
import type { CertificateVerdict } from '../model/certificate.ts';
import type { CertificateReason } from './listener-status.ts';

/** What the tree holds of Secrets and grants. */
export interface Certificates {
  /** The Secrets, and what makes them. */
  readonly secrets: Targets<SecretSource>;
  readonly grants: readonly ReferenceGrant[];
  /** Grants that do not count for the controller, and why. */
  readonly lost?: readonly LostGrant[];
  /** Whether a Secret or a grant that is not in the tree is nowhere. */
  readonly holdsEvery: HoldsEvery;
  /** What a change takes out of the cluster. */
  readonly removed?: Pick<Certificates, 'secrets' | 'grants'> | null;
}

/** A ReferenceGrant of the tree that has no effect. */
export interface LostGrant {
  readonly grant: ReferenceGrant;
  readonly reason: string;
}

/** Secrets by name and namespace. */
export function secretTargets(sources: Iterable<SecretSource>): Targets<SecretSource> {
  return new Targets(sources, ({ name, namespace }) => ({ ...secret, namespace, name }));
}

/** The outcome for a listener and for each of its references, in order. */
export interface CertificateOutcome {
  readonly reason: CertificateReason;
  readonly verdicts: readonly CertificateVerdict[];
}

/**
 * Judges a listener's certificateRefs in order, as the controller does: the first that is not
 * permitted or is no Secret ends the reading; an invalid one does not, and a later reference into
 * another namespace that is permitted hides it. A missing Secret ends the reading too; one that the tree does not show
 * is missing only where the tree holds all of them.
 */
export function judgeCertificates(listener: Listener, certificates: Certificates): CertificateOutcome {
  let reason: CertificateReason = 'ResolvedRefs';
  let stopped = false;
  const verdicts: CertificateVerdict[] = [];
  for (const ref of listener.tls?.certificateRefs ?? []) {
    const verdict = stopped ? notRead(ref) : judge(ref, certificates);
    verdicts.push(verdict);
    if (stopped) continue;
    if (isForeign(ref)) reason = verdict.verdict === 'not-permitted' ? 'RefNotPermitted' : 'ResolvedRefs';
    if (['not-a-secret', 'invalid', 'missing'].includes(verdict.verdict)) reason = 'InvalidCertificateRef';
    // Whether the reading goes on behind a grant that the tree does not show is not known.
    stopped = ['not-permitted', 'grant-assumed', 'not-a-secret', 'missing'].includes(verdict.verdict);
  }
  return { reason, verdicts };
}

function judge(ref: Reference, certificates: Certificates): CertificateVerdict {
  const { secrets, grants, holdsEvery, lost = [], removed = null } = certificates;
  const base = notRead(ref);
  if (ref.unknownPart !== null) return { ...base, verdict: 'assumed' };
  // The controller looks for a grant for a Secret, whatever kind the reference names.
  const to = { ...ref.to, ...secret };
  if (!permits(grants, { from: ref.from, to })) {
    const allows = ({ grant }: { readonly grant: ReferenceGrant }): boolean => permits([grant], { from: ref.from, to });
    const refused = { ...base, verdict: 'not-permitted' } as const;
    const found = lost.find(allows);
    if (found) return { ...refused, reason: found.reason, object: found.grant.object };
    const gone = removed?.grants.find((grant) => allows({ grant }));
    if (gone) return { ...refused, isRemoved: true, object: gone.object };
    return isProven({ from: ref.from, to }, certificates) ? refused : { ...base, verdict: 'grant-assumed' };
  }
  if (!isSameGroup(ref.to.group, secret.group) || ref.to.kind !== secret.kind) {
    return { ...base, verdict: 'not-a-secret' };
  }
  const sources = secrets.find(to);
  // An empty Secret of the tree that an operator fills is sound in the cluster.
  const source = sources.find(({ fault }) => fault === null) ?? sources[0];
  if (source === undefined) {
    const [gone] = removed?.secrets.find(to) ?? [];
    if (gone) return { ...base, verdict: 'missing', isRemoved: true, object: gone.object };
    return { ...base, verdict: to.namespace !== null && holdsEvery(secret, to.namespace) ? 'missing' : 'assumed' };
  }
  const verdict = source.fault === null ? 'resolved' : 'invalid';
  return { ...base, verdict, reason: source.fault, object: source.object };
}

/**
 * Whether the tree proves that no grant permits a reference: it holds all of them, one for the same pair, or the
 * namespace's Secrets too: the one that is named, or one that another grant names.
 */
function isProven(reference: Pick<Reference, 'from' | 'to'>, { grants, holdsEvery, secrets }: Certificates): boolean {
  const { namespace } = reference.to;
  if (namespace === null) return false;
  const { all: there, isOpen } = grantsIn(grants, namespace);
  if (isOpen) return false;
  const isInTree = (name: string): boolean => secrets.find({ ...secret, namespace, name }).length > 0;
  if (isInTree(reference.to.name)) return true;
  const grantsOne = there.some(({ to }) =>
    to.some(({ kind, name }) => kind === secret.kind && name !== null && isInTree(name)),
  );
  return grantsOne || holdsEvery(referenceGrant, namespace) || there.some((grant) => isForPair(grant, reference));
}

function notRead(ref: Reference): CertificateVerdict {
  const { namespace, name } = ref.to;
  return {
    ref,
    secret: `${namespace ?? 'default'}/${name}`,
    verdict: 'not-read',
    reason: null,
    object: null,
    isRemoved: false,
  };
}

function isForeign({ from, to }: Reference): boolean {
  return to.namespace !== from.namespace;
}
