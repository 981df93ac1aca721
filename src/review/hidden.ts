import { subjectKey } from '../finding.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../kong/model/model.ts';
import { objectSubject } from '../rules/wording/names.ts';
import { isInside, isLocation } from '../source/location.ts';
import type { CandidateFinding } from './candidate-finding.ts';

/**
 * Tells candidates that an error in front of them kept from being seen: they concern a Gateway of which no listener
 * could be judged, because its class, its controller or the Gateway itself is at fault. Whoever mends that has
 * brought none of them.
 */
export function hiddenIn(clusters: readonly ClusterView[]): (candidate: CandidateFinding) => boolean {
  const hidden = new Map(
    clusters.map(({ name, gateways }) => [name, gateways.filter(isUnjudged).map(({ gateway }) => gateway.object)]),
  );
  return (candidate) => (hidden.get(candidate.cluster) ?? []).some((gateway) => concerns(candidate, gateway));
}

function isUnjudged({ listeners }: GatewayStatus): boolean {
  return listeners.every(({ conditions }) => conditions === null || Object.keys(conditions).length === 0);
}

function concerns({ subject, clashesWith, at, related, restsOn }: CandidateFinding, gateway: KubeObject): boolean {
  const own = subjectKey(objectSubject(gateway));
  const isOwn = ({ part: _part, ...whole }: CandidateFinding['subject']): boolean => subjectKey(whole) === own;
  if (clashesWith !== null) return isOwn(subject) && isOwn(clashesWith);
  if (isOwn(subject)) return true;
  const places = [at, ...related.map((each) => each.at), ...restsOn.filter(isLocation)];
  const { root } = gateway;
  const stretch = isLocation(root.at) ? root.at : null;
  return stretch !== null && places.some((place) => isInside(place, stretch));
}
