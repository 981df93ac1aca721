import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainValue } from '../../../src/admission/plain-value.ts';
import { isFilledIn } from '../../../src/gatewayapi/placeholder.ts';
import { admit } from '../../../src/kubernetes/schema/admit.ts';
import type { ServedKind } from '../../../src/kubernetes/schema/model/schema.ts';
import { isList, isMap, mapOf, type Value, type ValueMap } from '../../../src/kubernetes/schema/model/value.ts';
import { createQuickCheck } from '../../../src/kubernetes/schema/quick-check.ts';
import { parseYaml } from '../../../src/source/parse.ts';
import { published } from './published.ts';
import { kindOf, ruleCases } from './rule-cases.ts';

const check = createQuickCheck(published, (text) => !isFilledIn(text));

/** What the quick check answers, and whether the API server says nothing of the object. */
function answers(object: Value, kind: ServedKind): { readonly isTaken: boolean; readonly isSilent: boolean } {
  const root = parseYaml('a.yaml', JSON.stringify(object)).documents[0]?.root;
  if (root?.kind !== 'map') return { isTaken: false, isSilent: false };
  const { breaches, unknownFields, hasUnknownRule } = admit(plainValue(root), kind, published);
  const isSilent = breaches.length === 0 && unknownFields.length === 0 && !hasUnknownRule;
  return { isTaken: check(root, kind), isSilent };
}

const cases = ruleCases()
  .filter(({ unreachable }) => unreachable === null)
  .flatMap(({ definitions, keeps, breaks }) => [keeps, breaks].map((object) => ({ object, definitions })));

describe('what the quick check takes, the API server takes', () => {
  test('objects that keep or break each rule', () => {
    const judged = cases.map(({ object, definitions }) => answers(object, kindOf(object, definitions)));
    expect(judged.filter(({ isTaken, isSilent }) => isTaken && !isSilent)).toEqual([]);
    // Else it would save nothing.
    const [taken, silent] = [judged.filter(({ isTaken }) => isTaken), judged.filter(({ isSilent }) => isSilent)];
    expect(taken.length / silent.length).toBeGreaterThan(0.6);
  });

  test('the same with something else in up to two places', () => {
    const seen = { taken: 0, told: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.array(change, { minLength: 1, maxLength: 2 }), (row, changes) => {
        const kind = kindOf(row.object, row.definitions);
        const { object: before } = row;
        const after = changes.reduce<Value>((value, { at, to }) => changed(value, at, to), before);
        const object = isMap(after) && isMap(before) ? { ...after, ...partsOfEvery(before) } : after;
        const { isTaken, isSilent } = answers(object, kind);
        expect(isTaken && !isSilent).toBe(false);
        seen[isTaken ? 'taken' : 'told'] += 1;
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(seen.taken, seen.told)).toBeGreaterThan(100);
  });
});

/** What the check leaves to others. */
function partsOfEvery({ apiVersion, kind, metadata }: ValueMap): ValueMap {
  return { apiVersion, kind, metadata };
}

/** What takes the place of a value; a function makes it of the value that was there. */
type Replacement = Value | ((value: Value) => Value);

const more = { other: 1, status: {}, '${KEY}': 'a', __proto__key: 'a' };
const oddities: readonly Value[] = [
  null, true, 0, 1, -1, 80, 65_536, 1.5, 'a', '', 'A', '*', '/a//b', '${VALUE}', 'a'.repeat(300), [], {}, [null],
]; // prettier-ignore
const replacements: readonly Replacement[] = [
  ...oddities,
  (value) => (isList(value) ? [...value, ...value.slice(0, 1)] : value),
  (value) => (isList(value) ? value.slice(1) : value),
  (value) => (isMap(value) ? mapOf(Object.entries(value).slice(1)) : value),
  ...Object.entries(more).map(
    (entry) => (value: Value) => (isMap(value) ? mapOf([...Object.entries(value), entry]) : value),
  ),
];
const change = fc.record({ at: fc.nat(1_000), to: fc.constantFrom(...replacements) });

/** The value with another one at the place of that number, counted from the root. */
function changed(value: Value, number: number, to: Replacement): Value {
  const places = countOf(value);
  let left = number % places;
  const below = (inner: Value): Value => {
    left -= 1;
    if (left === -1) return typeof to === 'function' ? to(inner) : to;
    if (isList(inner)) return inner.map(below);
    if (!isMap(inner)) return inner;
    return mapOf(Object.entries(inner).map(([key, each]): [string, Value] => [key, below(each)]));
  };
  return below(value);
}

function countOf(value: Value): number {
  const inner = isList(value) ? value : isMap(value) ? Object.values(value) : [];
  return inner.reduce<number>((sum, each) => sum + countOf(each), 1);
}
