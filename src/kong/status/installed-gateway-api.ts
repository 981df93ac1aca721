import type { KnownGatewayApi } from '../../admission/installed.ts';
import type { ClusterConfig } from '../../config/config.ts';
import type { Cluster, Unverified } from '../../gitops/model/cluster.ts';
import type { Location } from '../../source/location.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';

/** What is known of the definitions of Gateway API in a cluster: the configuration beats what the tree brings. */
export function installedGatewayApi(
  { bundles, definitions, releases, unverified }: Cluster,
  config: ClusterConfig | undefined,
): KnownGatewayApi {
  return {
    stated: config?.gatewayApi ?? null,
    bundles,
    definitions,
    areChartsDefining: releases.some(({ declaration }) => declaration.appliesDefinitions === true),
    isPartial: unverified.some(({ hidesObjects }) => hidesObjects === true),
  };
}

/**
 * What is not known of the definitions in a cluster.
 * @param unverified objects with rules that cannot be judged here
 */
export function doubtsOfDefinitions(known: KnownGatewayApi, unverified: readonly KubeObject[]): readonly Unverified[] {
  return [...doubtsOfGatewayApi(known), ...doubtsOfRules(unverified)];
}

/** Says once that the tree does not tell which release is installed, or tells of several. */
function doubtsOfGatewayApi({ stated: told, bundles, definitions }: KnownGatewayApi): readonly Unverified[] {
  if (told !== null || bundles.length === 0) return [];
  const about = 'Gateway API';
  const read = new Set(definitions.flatMap(({ versions, at }) => (versions === null ? [] : [keyOf(at)])));
  const open = bundles.find(({ version, at }) => version === null && !read.has(keyOf(at)));
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
  const all = several
    .map((bundle) => `${bundle.version ?? 'one of its own'} ${bundle.channel ?? ''} (${placeOf(bundle)})`)
    .join(', ');
  const reason = `several releases are brought into the cluster, and only what all of them refuse is told: ${all}`;
  return [{ about, cause: 'ambiguous', reason, paths: several.map(({ at }) => at.path) }];
}

const keyOf = ({ path, start }: Location): string => `${path} ${start}`;

function placeOf({ at }: InstalledBundle): string {
  return `${at.path}:${at.line}`;
}

/** Says once of each kind that its objects stand under rules of the API server that cannot be judged here. */
function doubtsOfRules(objects: readonly KubeObject[]): readonly Unverified[] {
  const byKind = Map.groupBy(objects, ({ apiVersion, kind }) => `${apiVersion} ${kind}`);
  return [...byKind.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const about = `${nameOf(first)}${others.length === 0 ? '' : ` and ${others.length} more`}`;
    const reason = `the API server checks rules of ${first.kind} in ${first.apiVersion} that cannot be judged here`;
    return [{ about, cause: 'unsupported', reason, paths: [first.path] }];
  });
}
