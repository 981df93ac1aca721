import type { ClusterConfig } from '../../config/config.ts';
import type { Cluster } from '../../gitops/model/cluster.ts';
import { isOperatorChart } from '../../gitops/model/kong-chart.ts';
import type { Release } from '../../gitops/model/release.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import { isEvaluated } from '../charts/known-versions.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import { valuesPrefix } from '../model/origin.ts';
import type { Container } from '../model/workload.ts';
import { containersOf } from './containers.ts';
import { withImageTag, withScalar } from './raise-images.ts';
import { imageWith } from './image-with.ts';

/** Versions to which a cluster is to be raised, or lowered; null leaves what is there. */
export interface WantedVersions {
  /** Of those of Kong's charts that have such a version. */
  readonly chart: string | null;
  readonly kic: string | null;
  readonly kong: string | null;
  readonly operator: string | null;
  /** A channel that is not named stays as it is. */
  readonly gatewayApi: { readonly version: string; readonly channel: InstalledBundle['channel'] } | null;
}

/** A cluster as it would be with other versions, and what the configuration says of it then. */
export interface Raised {
  readonly cluster: Cluster;
  readonly config: ClusterConfig | undefined;
}

/**
 * A cluster with other versions, as a change of the files that state them would have it.
 * @param view the cluster as it is: it tells which objects run what
 */
export function raised(
  cluster: Cluster,
  config: ClusterConfig | undefined,
  view: ClusterView,
  wanted: WantedVersions,
): Raised {
  const images = withImages(view, wanted);
  return {
    cluster: {
      ...cluster,
      releases: cluster.releases.map((release) => raisedRelease(release, wanted)),
      objects: cluster.objects.map((object) => images.get(object) ?? object),
      bundles: cluster.bundles.map((bundle) => raisedBundle(bundle, wanted)),
      // Those that stand in files are of the release that was there.
      definitions: wanted.gatewayApi === null ? cluster.definitions : [],
    },
    config: raisedConfig(cluster, config, wanted),
  };
}

function raisedRelease(release: Release, { chart, kic, kong, operator }: WantedVersions): Release {
  const { declaration } = release;
  const at =
    firstLocation(release.chartVersion.certainty === 'known' ? release.chartVersion.at : null) ?? declaration.at;
  const moves = chart !== null && isEvaluated(release.chart, chart);
  const version: Pick<Release, 'chartVersion' | 'chartRange'> = moves
    ? { chartVersion: { certainty: 'known', value: chart, at }, chartRange: null }
    : release;
  const { chartVersion, chartRange = null } = version;
  const raisedValues = isOperatorChart(release.chart)
    ? withImageTag(release.values, ['image'], operator, declaration.at)
    : withImageTag(
        withImageTag(release.values, [...valuesPrefix(release, 'proxy'), 'image'], kong, declaration.at),
        [...valuesPrefix(release, 'controller'), 'ingressController', 'image'],
        kic,
        declaration.at,
      );
  return { ...release, chartVersion, chartRange, values: raisedValues };
}

/** The objects that run something of Kong's, with other images. */
function withImages(view: ClusterView, wanted: WantedVersions): ReadonlyMap<KubeObject, KubeObject> {
  const versions: Readonly<Record<Container['role'], string | null>> = {
    proxy: wanted.kong,
    'ingress-controller': wanted.kic,
    operator: wanted.operator,
  };
  const changed = new Map<KubeObject, KubeObject>();
  for (const { workload, container } of containersOf(view.workloads)) {
    const version = versions[container.role];
    const { origin } = workload;
    if (version === null || container.image === null || !('root' in origin)) continue;
    const object = changed.get(origin) ?? origin;
    const { at, value } = container.image;
    changed.set(origin, { ...object, root: withScalar(object.root, at, imageWith(value, version)) });
  }
  return changed;
}

function raisedBundle(bundle: InstalledBundle, { gatewayApi }: WantedVersions): InstalledBundle {
  if (gatewayApi === null) return bundle;
  return { ...bundle, version: gatewayApi.version, channel: gatewayApi.channel ?? bundle.channel };
}

/** What the configuration states moves too; a bundle that nothing brings is stated there. */
function raisedConfig(
  { name, bundles, objects }: Cluster,
  config: ClusterConfig | undefined,
  { kic, gatewayApi }: WantedVersions,
): ClusterConfig | undefined {
  const stated = config?.gatewayApi ?? null;
  const states = gatewayApi !== null && (stated !== null || bundles.length === 0);
  const at = config?.at ?? objects[0]?.name.at;
  if (at === undefined || !('path' in at) || (config === undefined && !states)) return config;
  const { controllers = [], complete = [], paths = [], chartVersions = new Map() } = config ?? {};
  return {
    name,
    at,
    paths,
    complete,
    chartVersions,
    controllers: controllers.map((each) => (kic === null ? each : { ...each, version: kic })),
    gatewayApi: states
      ? { version: gatewayApi.version, channel: gatewayApi.channel ?? stated?.channel ?? null }
      : stated,
  };
}
