import type { InstalledBundle } from '../kubernetes/installed-bundle.ts';
import type { GroupKind } from '../kubernetes/kind.ts';
import type { StatedDefinition } from '../kubernetes/stated-definition.ts';
import type { ServedKind } from '../kubernetes/schema/model/schema.ts';
import type { Location } from '../source/location.ts';
import { gateway, gatewayClass } from '../kubernetes/kinds.ts';
import type { PublishedDefinitions } from '../kubernetes/schema/published.ts';
import { gatewayApiDefinitions, type Definitions, type GatewayApiRelease } from './definitions.ts';

/** What is known of the definitions of Gateway API in a cluster. */
export interface KnownGatewayApi {
  /** What the configuration says: it beats all else. */
  readonly stated: GatewayApiRelease | null;
  /** What the tree brings. */
  readonly bundles: readonly InstalledBundle[];
  /** The definitions that stand in the tree, Kong's among them. */
  readonly definitions: readonly StatedDefinition[];
  /** Whether a chart of Kong's puts its own definitions in their place each time that it is applied. */
  readonly areChartsDefining: boolean;
  /** Whether something of the cluster is not known that may bring definitions too. */
  readonly isPartial: boolean;
}

/**
 * For a version of a kind of Gateway API the sets of definitions of which the cluster has one; none where nothing is
 * known of them.
 */
export type DefinitionsOfKind = (kind: GroupKind, version: string) => readonly Definitions[];

export function definitionsOfKind(published: PublishedDefinitions, known: KnownGatewayApi): DefinitionsOfKind {
  const { stated, bundles, definitions, isPartial } = known;
  const all = gatewayApiDefinitions(published, stated);
  if (stated !== null || bundles.length === 0) return () => all;
  const own = new Map(definitions.map((definition) => [placeKey(definition), definition]));
  const each = bundles.map((bundle) => new BundleSets(bundle, own.get(placeKey(bundle)), published, all));
  const kinds = new Set(bundles.map(({ definition }) => definition));
  const isWhole = kinds.has(null) || [gatewayClass, gateway].every((kind) => kinds.has(definitionName(kind)));
  const isCertain = !isPartial && isWhole && each.every(({ isOne }) => isOne);
  return oncePerKind((kind, version) => {
    const name = definitionName(kind);
    const bringing = each.filter((one) =>
      one.bundle.definition === null
        ? one.sets.length === 0 || one.sets.some((set) => holds(set, kind))
        : one.bundle.definition === name,
    );
    if (bringing.length === 0) return isCertain ? distinctSets(each.flatMap(({ sets }) => sets)) : all;
    // A release that nobody knew when this was written may say anything.
    if (bringing.some(({ sets }) => sets.length === 0)) return [];
    const sets = distinctSets(bringing.flatMap((one) => one.sets));
    // What is not known of the cluster may define what the channel lacks.
    const isWanting = isPartial && bringing.every(({ bundle }) => bundle.definition === null);
    return isWanting && !sets.some((set) => holds(set, kind, version)) ? all : sets;
  });
}

function oncePerKind(find: DefinitionsOfKind): DefinitionsOfKind {
  const known = new Map<string, readonly Definitions[]>();
  return (kind, version) => {
    const key = `${kind.group}/${version} ${kind.kind}`;
    const found = known.get(key) ?? find(kind, version);
    known.set(key, found);
    return found;
  };
}

/** What a bundle may be; worked out when a kind of it is asked for. */
class BundleSets {
  readonly bundle: InstalledBundle;
  private readonly own: StatedDefinition | undefined;
  private readonly published: PublishedDefinitions;
  private readonly all: readonly Definitions[];
  private known: readonly Definitions[] | null = null;

  constructor(
    bundle: InstalledBundle,
    own: StatedDefinition | undefined,
    published: PublishedDefinitions,
    all: readonly Definitions[],
  ) {
    this.bundle = bundle;
    this.own = own;
    this.published = published;
    this.all = all;
  }

  /** One where its release is told, or its definition read; none where neither is known. */
  get sets(): readonly Definitions[] {
    this.known ??= this.workedOut();
    return this.known;
  }

  /** Whether nothing is left open, without reading a definition for that. */
  get isOne(): boolean {
    return (this.own !== undefined && this.own.versions !== null) || this.sets.length === 1;
  }

  private workedOut(): readonly Definitions[] {
    const released = setsOf(this.bundle, this.published, this.all);
    return this.own === undefined ? released : (ownSets(this.own, released, this.published) ?? released);
  }
}

/**
 * What a definition of the tree serves; the release that it names where that is the same. Null where it cannot be read:
 * then its release is all that is known.
 */
export function ownSets(
  definition: StatedDefinition,
  released: readonly Definitions[],
  published: PublishedDefinitions,
): readonly Definitions[] | null {
  const kinds = published.own(definition);
  if (kinds === null) return null;
  const { group, kind, at } = definition;
  const keyOf = ({ version, root, isNamespaced }: ServedKind): string => `${version} ${root} ${isNamespaced}`;
  const keys = kinds.map(keyOf).toSorted().join();
  const isPublished = (set: Definitions): boolean =>
    set.kinds
      .flatMap((each) => (each.group === group && each.kind === kind ? [keyOf(each)] : []))
      .toSorted()
      .join() === keys;
  const same = released.filter(isPublished);
  if (same.length > 0 && released.every(({ statedAt }) => statedAt !== undefined)) return same;
  return [{ label: 'its definition, which the repository holds', kinds, statedAt: at, release: null }];
}

const placeKey = ({ at }: { readonly at: Location }): string => `${at.path} ${at.start}`;

/** The sets that a bundle may be: one where its release is told, none where that is not a known one. */
function setsOf(
  { version, channel, at }: InstalledBundle,
  published: PublishedDefinitions,
  all: readonly Definitions[],
): readonly Definitions[] {
  const ofChannel = (sets: readonly Definitions[]): readonly Definitions[] =>
    sets.filter(({ release }) => channel === null || release === null || release.channel === channel);
  if (version === null) return ofChannel(all);
  const channels = channel === null ? (['standard', 'experimental'] as const) : [channel];
  return channels.flatMap((each) =>
    gatewayApiDefinitions(published, { version, channel: each }).map((set) => ({ ...set, statedAt: at })),
  );
}

function holds({ kinds }: Definitions, { group, kind }: GroupKind, version?: string): boolean {
  return kinds.some(
    (each) => each.kind === kind && each.group === group && (version === undefined || each.version === version),
  );
}

function distinctSets(sets: readonly Definitions[]): readonly Definitions[] {
  return [...new Map(sets.map((set) => [set.kinds, set])).values()];
}

/** `httproutes.gateway.networking.k8s.io`: how the definition of a kind is called. */
function definitionName({ group, kind }: GroupKind): string {
  const name = kind.toLowerCase();
  const plural = /[^aeiou]y$/.test(name)
    ? name.replace(/y$/, 'ies')
    : /(s|sh|ch|x)$/.test(name)
      ? `${name}es`
      : `${name}s`;
  return `${plural}.${group}`;
}
