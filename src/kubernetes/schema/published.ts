import { coerce, compare } from 'semver';
import type { StatedDefinition } from '../stated-definition.ts';
import { schemas } from './data/schemas.ts';
import type { Expressions } from './model/expressions.ts';
import type { SchemaNode, SchemaPool, ServedKind } from './model/schema.ts';
import { createNodeShelf } from './own-definition.ts';
import { createSchemaPool, remembered } from './pool.ts';

/** Which of the two sets of definitions of a Gateway API release. */
export type Channel = 'standard' | 'experimental';

/** A controller of Kong's that comes with definitions of its own. */
export type KongController = 'kic' | 'operator';

/** What published releases serve; read when it is first asked for something. */
export interface PublishedDefinitions extends SchemaPool {
  /** Releases of Gateway API whose definitions are known, the oldest first. */
  gatewayApiReleases(): readonly string[];
  /** What a release of Gateway API serves; null for one that is not known. */
  gatewayApi(version: string, channel: Channel): readonly ServedKind[] | null;
  /** Releases of a controller with which other definitions came, the oldest first. */
  kongReleases(controller: KongController): readonly string[];
  /** What came with a release of a controller; null for one before the first that is known. */
  kong(controller: KongController, version: string): readonly ServedKind[] | null;
  /**
   * What a definition of a repository serves, read when it is first asked for; equal parts are those of published ones.
   * Null for one that cannot be read, of which nothing is known then.
   */
  own(definition: StatedDefinition): readonly ServedKind[] | null;
}

type Row = readonly [
  group: string,
  version: string,
  kind: string,
  isNamespaced: boolean,
  root: number,
  isDeprecated: boolean,
];

/** The generated file, as scripts/schemas.ts writes it. */
interface Data {
  readonly gatewayApi: Readonly<Record<string, Readonly<Record<Channel, number>>>>;
  readonly kic: readonly (readonly [version: string, set: number])[];
  readonly operator: readonly (readonly [version: string, set: number])[];
  readonly sets: readonly (readonly Row[])[];
  readonly nodes: readonly SchemaNode[];
}

/**
 * The definitions with a memory of their own: whoever judges many objects keeps one.
 * @param expressions evaluates rules of definitions that a repository holds; null: such rules are not judged
 */
export function createPublishedDefinitions(expressions: Expressions | null = null): PublishedDefinitions {
  const parsed = remembered((text: string) => JSON.parse(text) as Data);
  const data = (): Data => parsed(schemas);
  const kindsOf = remembered((set: number) => (data().sets[set] ?? []).map(kindOf));
  const kongKinds = (controller: KongController): ((version: string) => readonly ServedKind[] | null) =>
    remembered((version) => {
      const known = data()[controller].filter(
        ([from]) => coerce(from)?.major === coerce(version)?.major && compareVersions(from, version) <= 0,
      );
      const found = known.at(-1);
      return found === undefined ? null : kindsOf(found[1]);
    });
  const ofKong = { kic: kongKinds('kic'), operator: kongKinds('operator') };
  const shelf = createNodeShelf(() => data().nodes);
  const own = remembered((key: string) => shelf.define(JSON.parse(key) as StatedDefinition));
  return {
    ...createSchemaPool(shelf.nodeOf, { expressions, isPublished: shelf.isPublished }),
    own: (definition) => own(JSON.stringify(definition)),
    gatewayApiReleases: () => Object.keys(data().gatewayApi),
    gatewayApi(version, channel) {
      const releases = data().gatewayApi;
      const set = Object.hasOwn(releases, version) ? releases[version]?.[channel] : undefined;
      return set === undefined ? null : kindsOf(set);
    },
    kongReleases: (controller) => data()[controller].map(([version]) => version),
    kong: (controller, version) => ofKong[controller](version),
  };
}

function kindOf([group, version, kind, isNamespaced, root]: Row): ServedKind {
  return { group, version, kind, isNamespaced, root };
}

/** `X.Y` or `X.Y.Z`, in their order; `X.Y` is the first of its patches. */
export function compareVersions(one: string, other: string): number {
  return compare(coerce(one) ?? one, coerce(other) ?? other);
}
