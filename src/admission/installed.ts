import type { InstalledBundle } from '../kubernetes/installed-bundle.ts';
import type { GroupKind } from '../kubernetes/kind.ts';
import { gateway, gatewayClass } from '../kubernetes/kinds.ts';
import type { PublishedDefinitions } from '../kubernetes/schema/published.ts';
import { gatewayApiDefinitions, type Definitions, type GatewayApiRelease } from './definitions.ts';

/** What is known of the definitions of Gateway API in a cluster. */
export interface KnownGatewayApi {
  /** What the configuration says: it beats all else. */
  readonly stated: GatewayApiRelease | null;
  /** What the tree brings. */
  readonly bundles: readonly InstalledBundle[];
  /** Whether something of the cluster is not known that may bring definitions too. */
  readonly isPartial: boolean;
}

/**
 * For a version of a kind of Gateway API the sets of definitions of which the cluster has one; none where nothing is
 * known of them.
 */
export type DefinitionsOfKind = (kind: GroupKind, version: string) => readonly Definitions[];

export function definitionsOfKind(published: PublishedDefinitions, known: KnownGatewayApi): DefinitionsOfKind {
  const { stated, bundles, isPartial } = known;
  const all = gatewayApiDefinitions(published, stated);
  if (stated !== null || bundles.length === 0) return () => all;
  const each = bundles.map((bundle) => ({ bundle, sets: setsOf(bundle, published, all) }));
  const kinds = new Set(bundles.map(({ definition }) => definition));
  const isWhole = kinds.has(null) || [gatewayClass, gateway].every((kind) => kinds.has(definitionName(kind)));
  const isCertain = !isPartial && isWhole && each.every(({ sets }) => sets.length === 1);
  return oncePerKind((kind, version) => {
    const name = definitionName(kind);
    const bringing = each.filter(({ bundle, sets }) =>
      bundle.definition === null
        ? sets.length === 0 || sets.some((set) => holds(set, kind))
        : bundle.definition === name,
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
