import type { GroupKind } from '../kubernetes/kind.ts';
import type { PublishedDefinitions } from '../kubernetes/schema/published.ts';
import type { Definitions } from './definitions.ts';
import { ownSets, type KnownGatewayApi } from './installed.ts';

/**
 * The sets of Kong's definitions that a cluster may have of a kind: those of the tree, which whoever applies the tree
 * puts in the place of all others, else those of the controllers' releases; of both where a tool applies those of a
 * chart too.
 */
export function kongDefinitionsOfKind(
  published: PublishedDefinitions,
  released: readonly Definitions[],
  { definitions, areChartsDefining }: Pick<KnownGatewayApi, 'definitions' | 'areChartsDefining'>,
): (kind: GroupKind) => readonly Definitions[] {
  const known = new Map<string, readonly Definitions[]>();
  return (kind) => {
    const key = `${kind.group} ${kind.kind}`;
    const found = known.get(key) ?? setsFor(kind);
    known.set(key, found);
    return found;
  };

  function setsFor({ group, kind }: GroupKind): readonly Definitions[] {
    const own = definitions.filter((each) => each.group === group && each.kind === kind);
    if (own.length === 0) return released;
    const read = own.map((each) => ownSets(each, released, published));
    // What cannot be read may say anything.
    return read.includes(null) ? [] : [...read.flatMap((sets) => sets ?? []), ...(areChartsDefining ? released : [])];
  }
}
