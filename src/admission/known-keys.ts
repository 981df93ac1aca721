import { childOf, type SchemaNode, type SchemaPool, type ServedKind } from '../kubernetes/schema/model/schema.ts';
import type { Path } from '../kubernetes/schema/model/value.ts';

/** The fields that a kind knows at a place; none where any key may stand, and where the place itself is unknown. */
export function knownKeys(kind: ServedKind, at: Path, pool: SchemaPool): readonly string[] {
  let here: SchemaNode | undefined = pool.nodeOf(kind.root);
  for (const step of at) {
    const number: number | undefined = typeof step === 'number' ? here.items : childOf(here, step);
    if (number === undefined) return [];
    here = pool.nodeOf(number);
  }
  return Object.keys(here.properties ?? {});
}
