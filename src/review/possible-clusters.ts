import type { Cluster } from '../gitops/model/cluster.ts';
import { isVersionAssumed, type Release } from '../gitops/model/release.ts';
import { bringsOlderController, possibleVersions } from '../kong/charts/known-versions.ts';
import { valuesPrefix } from '../kong/model/origin.ts';
import { gateway } from '../kubernetes/kinds.ts';
import { mapAt } from '../source/node.ts';

/** A cluster as it would be with one of the versions that its charts may have. */
export interface PossibleCluster {
  readonly cluster: Cluster;
  /** Whether it is only possible if nobody means its Gateways: its controller is older than what is predicted of them. */
  readonly isTooOld: boolean;
}

/** So many objects are judged for all versions of a cluster together: of a very large one only some versions are. */
const mostObjects = 60_000;

/**
 * The cluster with each version that its charts may have where none is named, oldest first; empty where all are
 * certain. Charts of one repository are taken to move together.
 */
export function possibleClusters(cluster: Cluster): readonly PossibleCluster[] {
  const possible = new Map(
    cluster.releases
      .filter(isVersionAssumed)
      .map((release) => [release, possibleVersions(release.chart, release.chartRange ?? '*')]),
  );
  const most = Math.max(0, ...[...possible.values()].map((versions) => versions.length));
  const judged = Math.min(most, Math.max(2, Math.floor(mostObjects / (cluster.objects.length + 1))));
  const hasGateway = cluster.objects.some(({ group, kind }) => group === gateway.group && kind === gateway.kind);
  return Array.from({ length: judged }, (_, nth) => {
    const i = Math.floor((nth * most) / judged);
    const stated = new Map(
      [...possible].map(([release, versions]) => [release, versions[Math.min(i, versions.length - 1)] ?? '']),
    );
    return {
      cluster: { ...cluster, releases: cluster.releases.map((release) => withVersion(release, stated.get(release))) },
      isTooOld: hasGateway && [...stated].some(([release, version]) => hasOlderController(release, version)),
    };
  });
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
