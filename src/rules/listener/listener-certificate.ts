import { certificateFault } from '../wording/certificate-fault.ts';
import { relatedAt } from '../wording/places.ts';
import { firstLocation } from '../../source/location.ts';
import type { Related } from '../../finding.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { listenerSubject } from '../wording/names.ts';
import { conditionOutcome, notServed } from '../wording/outcomes.ts';
import { kicListeners } from '../causes/kic-listeners.ts';
import { faultyReferences } from '../causes/managed-listeners.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import { referenceFault } from '../wording/managed.ts';
import { mayHideObjects } from '../../gitops/model/absence.ts';

export const listenerCertificate: Rule = {
  id: 'listener-certificate',
  about: 'listener',
  title: 'A listener has no certificate that Kong can serve',
  severity: 'error',

  *observe(cluster) {
    yield* managedCertificates(cluster);
    for (const { gateway, status } of kicListeners(cluster.gateways)) {
      const { listener, certificates, conditions } = status;
      if (conditions === null) continue;
      const subject = listenerSubject(gateway, listener.name.value);
      const field = 'tls.certificateRefs';
      const bad = certificates.find(
        (each) =>
          certificateFault(each) !== null &&
          !(each.verdict === 'not-permitted' && each.reason === null && mayHideObjects(cluster)),
      );
      const found = bad && certificateFault(bad);
      const second = certificates[1];
      const at = firstLocation(bad?.ref.at ?? second?.ref.at, listener.tls?.at, listener.name.at);
      if (at === undefined) continue;
      // A later reference that a grant covers makes the controller forget an earlier invalid one.
      if (found && conditions.ResolvedRefs?.status === 'False') {
        yield {
          at,
          subject,
          field,
          statement: `listener "${listener.name.value}": ${found[0]}.`,
          outcome: conditionOutcome({ type: 'ResolvedRefs', status: 'False', reason: found[1] }),
          related: bad?.object ? relatedTo(bad.object, bad.isRemoved) : [],
        };
      } else if (second) {
        yield {
          at,
          subject,
          field,
          statement: `listener "${listener.name.value}" names ${certificates.length} certificates, but the controller can serve one for each listener.`,
          outcome: notServed('the listener serves none of them'),
        };
      }
    }
  },
};

/** Listeners of Gateways of Kong Operator. */
function managedCertificates(cluster: ClusterView): readonly Observation[] {
  const causes = ['tls-mode', 'certificate-count', 'group-or-kind', 'not-permitted', 'missing', 'invalid'] as const;
  return faultyReferences(cluster.gateways, causes).flatMap(({ gateway, listener, release, fault }) => {
    const at = firstLocation(fault.at, listener.tls?.at, listener.name.at);
    const mayBeGranted = fault.cause === 'not-permitted' && fault.detail === null && mayHideObjects(cluster);
    if (at === undefined || mayBeGranted) return [];
    const never = 'the listener is never Programmed';
    return [
      {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'tls.certificateRefs',
        statement: `${referenceFault(fault, listener, release)}.`,
        outcome: conditionOutcome({ type: 'ResolvedRefs', status: 'False', reason: fault.reason }, never),
        related: fault.object ? relatedTo(fault.object, fault.isRemoved) : [],
      },
    ];
  });
}

function relatedTo(object: KubeObject, isRemoved: boolean): readonly Related[] {
  const related = relatedAt(object.name.at, `${nameOf(object)} is ${isRemoved ? 'here before the change' : 'here'}`);
  return isRemoved ? related.map((each) => ({ ...each, side: 'base' })) : related;
}
