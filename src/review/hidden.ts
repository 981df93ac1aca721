import { subjectKey, type Subject } from '../finding.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../kong/model/model.ts';
import { objectSubject } from '../rules/wording/names.ts';
import { isInside, isLocation } from '../source/location.ts';
import { onceFor } from '../source/once-for.ts';
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
  return (candidate) => {
    const gateways = hidden.get(candidate.cluster) ?? [];
    return gateways.length > 0 && concerns(candidate, gateways);
  };
}

function isUnjudged({ listeners }: GatewayStatus): boolean {
  return listeners.every(({ conditions }) => conditions === null || Object.keys(conditions).length === 0);
}

function concerns(
  { subject, clashesWith, at, related, restsOn }: CandidateFinding,
  gateways: readonly KubeObject[],
): boolean {
  const own = wholeKey(subject);
  if (clashesWith !== null) return wholeKey(clashesWith) === own && keysOf(gateways).has(own);
  if (keysOf(gateways).has(own)) return true;
  const places = [at, ...related.map((each) => each.at), ...restsOn.filter(isLocation)];
  return places.some(
    (place) =>
      stretchesOf(gateways)
        .get(place.path)
        ?.some((each) => isInside(place, each)) === true,
  );
}

function wholeKey({ part: _part, ...whole }: Subject): string {
  return subjectKey(whole);
}

const keysOf = onceFor(
  (gateways: readonly KubeObject[]) => new Set(gateways.map((each) => wholeKey(objectSubject(each)))),
);

/** Where Gateways are written, by file. */
const stretchesOf = onceFor((gateways: readonly KubeObject[]) =>
  Map.groupBy(
    gateways.flatMap(({ root: { at } }) => (isLocation(at) ? [at] : [])),
    ({ path }) => path,
  ),
);
