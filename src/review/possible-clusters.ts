import type { Cluster } from '../gitops/model/cluster.ts';
import { isVersionAssumed, type Release } from '../gitops/model/release.ts';
import { bringsOlderController, possibleVersions } from '../kong/charts/known-versions.ts';
import { valuesPrefix } from '../kong/model/origin.ts';
import { gateway } from '../kubernetes/kinds.ts';
import { mapAt } from '../source/node.ts';
import { versionsToJudge } from './work.ts';

/** A cluster as it would be with one of the versions that its charts may have. */
export interface PossibleCluster {
  readonly cluster: Cluster;
  /** Whether it is only possible if nobody means its Gateways: its controller is older than what is predicted of them. */
  readonly isTooOld: boolean;
}

/** The versions that a cluster may have where its charts name none. */
export interface PossibleClusters {
  /** Oldest first; empty where all are certain. */
  readonly judged: readonly PossibleCluster[];
  /** How many others it may have: of a very large cluster only some are judged. */
  readonly passedOver: number;
}

/** The cluster with each version that its charts may have. Charts of one repository are taken to move together. */
export function possibleClusters(cluster: Cluster): PossibleClusters {
  const possible = new Map(
    cluster.releases
      .filter(isVersionAssumed)
      .map((release) => [release, possibleVersions(release.chart, release.chartRange ?? '*')]),
  );
  const most = Math.max(0, ...[...possible.values()].map((versions) => versions.length));
  const count = Math.min(most, versionsToJudge(cluster.objects.length));
  const hasGateway = cluster.objects.some(({ group, kind }) => group === gateway.group && kind === gateway.kind);
  const judged = Array.from({ length: count }, (_, nth) => {
    const i = Math.floor((nth * most) / count);
    const stated = new Map(
      [...possible].map(([release, versions]) => [release, versions[Math.min(i, versions.length - 1)] ?? '']),
    );
    return {
      cluster: { ...cluster, releases: cluster.releases.map((release) => withVersion(release, stated.get(release))) },
      isTooOld: hasGateway && [...stated].some(([release, version]) => hasOlderController(release, version)),
    };
  });
  return { judged, passedOver: most - count };
}

function withVersion(release: Release, version: string | undefined): Release {
  return version === undefined
    ? release
    : { ...release, chartVersion: { certainty: 'defaulted', value: version, from: 'one that it may have' } };
}

/** Values that name an image, or want no controller, do not have that of the chart. */
function hasOlderController(release: Release, version: string): boolean {
  const settings = mapAt(release.values, ...valuesPrefix(release, 'controller'), 'ingressController');
  const enabled = settings?.entries.get('enabled')?.value;
  if (settings?.entries.has('image') === true || (enabled?.kind === 'scalar' && enabled.value === false)) return false;
  return bringsOlderController(release.chart, version);
}
