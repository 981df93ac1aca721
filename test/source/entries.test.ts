import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entriesOf, mapped, NewEntries, withEntry, withoutKey } from '../../src/source/entries.ts';
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

  test('are gathered in their order, each key once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names)), (wanted) => {
        const entries = new NewEntries();
        const map = new Map<string, Entry>();
        for (const [index, name] of wanted.entries()) {
          expect(entries.add(entry(name, index))).toBe(!map.has(name));
          if (!map.has(name)) map.set(name, entry(name, index));
          expect(entries.size).toBe(map.size);
        }
        expect(asked(entries.done())).toEqual(asked(map));
      }),
    );
  });
});
