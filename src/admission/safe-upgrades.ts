import { coerce, minor, major } from 'semver';
import type { InstalledBundle } from '../kubernetes/installed-bundle.ts';
import type { StatedDefinition } from '../kubernetes/stated-definition.ts';
import { gatewayGroup } from '../kubernetes/kinds.ts';
import { compareVersions } from '../kubernetes/schema/published.ts';

/** What a tree tells of the bundles that a cluster gets, and of the policy that comes with them. */
export interface KnownBundles {
  readonly bundles: readonly InstalledBundle[];
  readonly definitions: readonly StatedDefinition[];
  /** Whether something in the tree may take the policy away, or keep it from being installed. */
  readonly isPolicyTouched: boolean;
}

/** Definitions that the policy of a bundle refuses. */
export interface RefusedDefinitions {
  readonly bundle: InstalledBundle;
  /** What the cluster has, whose policy refuses them. */
  readonly policyOf: Release;
  readonly reason:
    | { readonly kind: 'channel' }
    /** `1.5`: what they have to be of at least. */
    | { readonly kind: 'version'; readonly least: string };
}

type Release = InstalledBundle & { readonly version: string; readonly channel: 'standard' | 'experimental' };

/** The first release that brings the policy. */
const first = '1.5.0';

/**
 * What the policy of the bundle that a cluster has refuses of what a change brings. Every order in which tools apply a
 * bundle has its definitions before its policy, so that the one that is there decides. It lets no definition go from the
 * standard to the experimental channel, and none that is older than a bound of its own. Nothing is said where a release
 * without the policy takes its place: some tools delete it before they apply anything.
 * Source: gateway.networking.k8s.io_vap_safeupgrades.yaml of each release.
 */
export function refusedByPolicy(before: KnownBundles, after: KnownBundles): readonly RefusedDefinitions[] {
  if (before.isPolicyTouched || after.isPolicyTouched) return [];
  const [policyOf, next] = [wholeBundle(before), wholeBundle(after)];
  if (policyOf === null || next === null || !hasPolicy(policyOf) || !hasPolicy(next)) return [];
  const known = new Set(brought(before).map(keyOf));
  return brought(after).flatMap((bundle) => {
    if (known.has(keyOf(bundle)) || bundle.definition?.endsWith(`.${gatewayGroup}`) === false) return [];
    const reason = reasonFor(bundle, policyOf);
    return reason === null ? [] : [{ bundle, policyOf, reason }];
  });
}

/** What is brought, with a file that holds all of a channel and its policy as one bundle. */
function brought({ bundles, definitions }: KnownBundles): readonly InstalledBundle[] {
  const files = new Set(definitions.flatMap(({ at, hasPolicyBeside }) => (hasPolicyBeside ? [at.path] : [])));
  const byFile = Map.groupBy(bundles, ({ definition, at }) =>
    definition !== null && files.has(at.path) ? at.path : null,
  );
  return [...byFile].flatMap(([file, ofFile]) => {
    const [bundle] = ofFile;
    const isOne = ofFile.every(({ version, channel }) => version === bundle?.version && channel === bundle.channel);
    return file !== null && bundle !== undefined && isOne ? [{ ...bundle, definition: null }] : ofFile;
  });
}

/** The one bundle that brings all of a channel; null where there is none, or several, or something is not told. */
function wholeBundle(known: KnownBundles): Release | null {
  const bundles = brought(known);
  const [bundle, second] = bundles.filter(({ definition }) => definition === null);
  if (bundle === undefined || second !== undefined || bundles.some(({ applied }) => applied === 'by-hand')) return null;
  const { version, channel } = bundle;
  return version === null || channel === null ? null : { ...bundle, version, channel };
}

function hasPolicy({ version }: Release): boolean {
  return compareVersions(version, first) >= 0;
}

function reasonFor(
  { version, channel, definition }: InstalledBundle,
  policyOf: Release,
): RefusedDefinitions['reason'] | null {
  const least = policyOf.channel === 'standard' ? minorOf(policyOf.version) : minorOf(first);
  if (version !== null && compareVersions(version, least) < 0) return { kind: 'version', least };
  // A definition of a kind that the cluster does not have yet is created, and passes.
  const isThere = definition === null || ofEveryBundle.has(definition);
  return channel === 'experimental' && policyOf.channel === 'standard' && isThere ? { kind: 'channel' } : null;
}

const ofEveryBundle: ReadonlySet<string> = new Set(
  ['gatewayclasses', 'gateways', 'httproutes', 'grpcroutes', 'referencegrants', 'backendtlspolicies', 'tlsroutes'].map(
    (plural) => `${plural}.${gatewayGroup}`,
  ),
);

function minorOf(version: string): string {
  const known = coerce(version) ?? version;
  return `${major(known)}.${minor(known)}`;
}

const keyOf = ({ version, channel, definition }: InstalledBundle): string =>
  JSON.stringify([version, channel, definition]);
