import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entriesOf, mapped, OpenMaps, withEntry, withoutKey } from '../../src/source/entries.ts';
import { toNode } from '../../src/source/json.ts';
import type { Entry } from '../../src/source/node.ts';

const at = { default: 'a test' };
const entry = (key: string, value: number): Entry => ({ key, keyAt: at, value: toNode(value, at) });
const names = 'abcdefghijklmnop'.split('');
const some = [...names.slice(0, 3), 'x', 'y', 'z'];
const keys = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 14 });
const key = fc.constantFrom(...some);

/** All that can be asked of a map. */
function asked(map: ReadonlyMap<string, Entry>): unknown {
  const visited: unknown[] = [];
  map.forEach((each, name) => visited.push([name, each]));
  return {
    size: map.size,
    all: [...map],
    entries: [...map.entries()],
    keys: [...map.keys()],
    values: [...map.values()],
    found: some.map((each) => [map.get(each), map.has(each)]),
    visited,
  };
}

describe('entries', () => {
  test('answer as a Map does, few or many, whatever is put in and taken out', () => {
    fc.assert(
      fc.property(keys, fc.array(fc.tuple(key, fc.boolean()), { maxLength: 4 }), (wanted, changes) => {
        const list = wanted.map(entry);
        let own = entriesOf(list);
        const map = new Map(list.map((each) => [each.key, each]));
        expect(asked(own)).toEqual(asked(map));
        for (const [index, [name, isPut]] of changes.entries()) {
          const before = asked(own);
          const next = isPut ? withEntry(own, entry(name, 100 + index)) : withoutKey(own, name);
          expect(asked(own)).toEqual(before);
          own = next;
          if (isPut) map.set(name, entry(name, 100 + index));
          else map.delete(name);
          expect(asked(own)).toEqual(asked(map));
        }
        expect(asked(mapped(own, ({ key: name }) => entry(name, 1)))).toEqual(
          asked(new Map([...map.keys()].map((name) => [name, entry(name, 1)]))),
        );
      }),
    );
  });

  test('are gathered in their order, each key once, of maps within maps', () => {
    fc.assert(
      fc.property(nested(2), (wanted) => {
        expect(answersTo(wanted, new OpenMaps())).toEqual(answersTo(wanted, mapsWithin()));
      }),
    );
  });
});

/** Keys, and what is gathered before each. */
type Nested = readonly (readonly [key: string, before: Nested | null])[];

const nested = (depth: number): fc.Arbitrary<Nested> => {
  const before = depth === 0 ? fc.constant(null) : fc.option(nested(depth - 1));
  return fc.array(fc.tuple(fc.constantFrom(...names), before), { maxLength: 14 });
};

type Gatherer = Pick<OpenMaps, 'open' | 'sizeOf' | 'add' | 'close'>;

function answersTo(wanted: Nested, maps: Gatherer): readonly unknown[] {
  const own = maps.open();
  const answers = wanted.flatMap(([name, before], index) => [
    before === null ? [] : answersTo(before, maps),
    maps.add(own, entry(name, index)),
    maps.sizeOf(own),
  ]);
  return [...answers, asked(maps.close(own))];
}

/** The same with a Map for each. */
function mapsWithin(): Gatherer {
  const open: Map<string, Entry>[] = [];
  const last = (): Map<string, Entry> => open.at(-1) ?? new Map();
  return {
    open: () => open.push(new Map()),
    sizeOf: () => last().size,
    add: (_, each) => !last().has(each.key) && last().set(each.key, each).size > 0,
    close: () => open.pop() ?? new Map(),
  };
}
