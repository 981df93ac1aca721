import type { GroupKind } from '../kubernetes/kind.ts';
import {
  compareVersions,
  type Channel,
  type KongController,
  type PublishedDefinitions,
} from '../kubernetes/schema/published.ts';
import type { DefaultsTree, ServedKind } from '../kubernetes/schema/model/schema.ts';
import type { Location } from '../source/location.ts';

/** One set of CustomResourceDefinitions that a cluster may have. */
export interface Definitions {
  /** `Gateway API 1.3.0 standard`, `Kong Ingress Controller 3.5.0`: as messages call it. */
  readonly label: string;
  readonly kinds: readonly ServedKind[];
  /** Where the tree says that it is installed; absent where it does not. */
  readonly statedAt?: Location;
  /** The release of Gateway API; null for Kong's. */
  readonly release: { readonly version: string; readonly channel: Channel } | null;
  /** The controller whose release brings it; absent for Gateway API, and for what stands in the tree. */
  readonly controller?: KongController;
}

/** For each group of kinds the sets of which a cluster has one; none where nothing of them is known. */
export interface InstalledDefinitions {
  /** The same list for the same kind and version. */
  readonly gatewayApi: (kind: GroupKind, version: string) => readonly Definitions[];
  readonly kong: (kind: GroupKind) => readonly Definitions[];
  /** Every set of Gateway API that was published: what all of them fill in, one that nobody knows fills in too. */
  readonly published: readonly Definitions[];
  /** What those of the sets that serve a kind in a version make of it; looked up once for all of its objects. */
  serving(sets: readonly Definitions[], apiVersion: string, kind: string): readonly ServedKind[];
  /** The defaults on which all of those agree; null where there are none. */
  filling(sets: readonly Definitions[], apiVersion: string, kind: string): DefaultsTree | null;
}

/** The sets that a cluster may have. */
export function installedDefinitions(
  gatewayApi: InstalledDefinitions['gatewayApi'],
  kong: InstalledDefinitions['kong'],
  published: PublishedDefinitions,
): InstalledDefinitions {
  const serving = oncePerKind((sets, apiVersion, kind) =>
    sets.flatMap(({ kinds }) => {
      const found = kinds.find((each) => each.kind === kind && `${each.group}/${each.version}` === apiVersion);
      return found ?? [];
    }),
  );
  const filling = oncePerKind((sets, apiVersion, kind) =>
    published.commonDefaults(serving(sets, apiVersion, kind).map(({ root }) => root)),
  );
  return { gatewayApi, kong, published: gatewayApiDefinitions(published, null), serving, filling };
}

type OfKind<T> = (sets: readonly Definitions[], apiVersion: string, kind: string) => T;

function oncePerKind<T>(make: OfKind<T>): OfKind<T> {
  const known = new Map<readonly Definitions[], Map<string, T>>();
  return (sets, apiVersion, kind) => {
    const ofSets = known.get(sets) ?? new Map<string, T>();
    known.set(sets, ofSets);
    const key = `${apiVersion} ${kind}`;
    const found = ofSets.get(key);
    if (found !== undefined) return found;
    const made = make(sets, apiVersion, kind);
    ofSets.set(key, made);
    return made;
  };
}

/** What is said of the installed Gateway API. */
export interface GatewayApiRelease {
  /** `1.3.0`; `1.3` and `v1.3` stand for any patch release. */
  readonly version: string;
  /** Null: the standard one, which is what a release installs unless somebody asks for more. */
  readonly channel: Channel | null;
}

/** A controller that comes with definitions of its own. */
export interface KongRelease {
  readonly kind: KongController;
  /** `X.Y` or `X.Y.Z`; null where it is not known. */
  readonly version: string | null;
}

const channels: readonly Channel[] = ['standard', 'experimental'];

/** Every set that the cluster may have of Gateway API: where nothing tells, any that was ever published. */
export function gatewayApiDefinitions(
  published: PublishedDefinitions,
  stated: GatewayApiRelease | null,
): readonly Definitions[] {
  const releases = stated === null ? published.gatewayApiReleases() : matchingReleases(published, stated.version);
  const named = stated === null ? channels : [stated.channel ?? 'standard'];
  return distinct(
    releases.toReversed().flatMap((version) =>
      named.flatMap((channel) => {
        const kinds = published.gatewayApi(version, channel);
        return kinds === null
          ? []
          : [{ label: `Gateway API ${version}, ${channel} channel`, kinds, release: { version, channel } }];
      }),
    ),
  );
}

function matchingReleases(published: PublishedDefinitions, version: string): readonly string[] {
  const plain = version.replace(/^v/, '');
  return published.gatewayApiReleases().filter((release) => release === plain || release.startsWith(`${plain}.`));
}

/** Every set that the cluster may have of Kong's: those of its controllers, or of any where there is none. */
export function kongDefinitions(
  published: PublishedDefinitions,
  controllers: readonly KongRelease[],
): readonly Definitions[] {
  const releases =
    controllers.length > 0 ? controllers : (['kic', 'operator'] as const).map((kind) => ({ kind, version: null }));
  return distinct(
    releases.flatMap(({ kind, version }) =>
      versionsOf(published, kind, version).flatMap((release) => {
        const kinds = published.kong(kind, release);
        const name = kind === 'kic' ? 'Kong Ingress Controller' : 'Kong Operator';
        return kinds === null
          ? []
          : [{ label: `${name} ${version ?? release}`, kinds, release: null, controller: kind }];
      }),
    ),
  );
}

function versionsOf(published: PublishedDefinitions, kind: KongController, version: string | null): readonly string[] {
  if (version === null) return published.kongReleases(kind).toReversed();
  if (version.split('.').length >= 3) return [version];
  return [version, ...published.kongReleases(kind).filter((release) => release.startsWith(`${version}.`))]
    .toSorted(compareVersions)
    .toReversed();
}

/** Sets that serve the same are one; the newest of them gives the name. */
function distinct(definitions: readonly Definitions[]): readonly Definitions[] {
  return [...new Map(definitions.toReversed().map((each) => [each.kinds, each])).values()].toReversed();
}
