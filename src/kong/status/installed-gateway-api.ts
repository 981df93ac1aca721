import type { KnownGatewayApi } from '../../admission/installed.ts';
import type { ClusterConfig } from '../../config/config.ts';
import type { Cluster, Unverified } from '../../gitops/model/cluster.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';

/** What is known of the definitions of Gateway API in a cluster: the configuration beats what the tree brings. */
export function installedGatewayApi(
  { bundles, unverified }: Cluster,
  config: ClusterConfig | undefined,
): KnownGatewayApi {
  return {
    stated: config?.gatewayApi ?? null,
    bundles,
    isPartial: unverified.some(({ hidesObjects }) => hidesObjects === true),
  };
}

/** Says once that the tree does not tell which release is installed, or tells of several. */
export function doubtsOfGatewayApi({ stated, bundles }: KnownGatewayApi): readonly Unverified[] {
  if (stated !== null || bundles.length === 0) return [];
  const about = 'Gateway API';
  const open = bundles.find(({ version }) => version === null);
  if (open !== undefined) {
    const reason = `the release that ${placeOf(open)} brings is not told there`;
    return [{ about, cause: 'unknown-value', reason, paths: [open.at.path] }];
  }
  const releases = new Map(bundles.map((bundle) => [bundle.version, bundle]));
  const channels = new Map(
    bundles.flatMap((each) => (each.definition === null ? [[each.channel, each] as const] : [])),
  );
  const different = releases.size > 1 ? releases : channels;
  if (different.size < 2) return [];
  const several = [...different.values()];
  const all = several.map((bundle) => `${bundle.version} ${bundle.channel ?? ''} (${placeOf(bundle)})`).join(', ');
  const reason = `several releases are brought into the cluster, and only what all of them refuse is told: ${all}`;
  return [{ about, cause: 'ambiguous', reason, paths: several.map(({ at }) => at.path) }];
}

function placeOf({ at }: InstalledBundle): string {
  return `${at.path}:${at.line}`;
}
