import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admit } from '../../../src/kubernetes/schema/admit.ts';
import { admitCore } from '../../../src/kubernetes/schema/core/core.ts';
import { defaulted } from '../../../src/kubernetes/schema/defaults.ts';
import { pruned } from '../../../src/kubernetes/schema/prune.ts';
import type { ServedKind } from '../../../src/kubernetes/schema/model/schema.ts';
import {
  isEqual,
  isList,
  isMap,
  mapOf,
  pathText,
  type Path,
  type Value,
} from '../../../src/kubernetes/schema/model/value.ts';
import { published } from './published.ts';
import { kindsOf } from './rule-cases.ts';

const kinds = ['gateway-api 1.7.0 experimental', 'gateway-api 0.8.1 standard', 'kic 3.5.0', 'operator 2.2.3'].flatMap(
  kindsOf,
);
const anyKind = fc.constantFrom(...kinds);
const anyJson = fc.jsonValue({ depthSize: 'medium' }).map((value) => value as Value);

const made = new Map<string, fc.Arbitrary<Value>>();

/** Values that are often what the schema asks for, and sometimes anything; some are not told. */
function valueFor(number: number, depth: number): fc.Arbitrary<Value> {
  const key = `${number} ${depth}`;
  const known = made.get(key) ?? newValueFor(number, depth);
  made.set(key, known);
  return known;
}

function newValueFor(number: number, depth: number): fc.Arbitrary<Value> {
  const { type, enum: choices, properties = {}, items, additionalProperties } = published.nodeOf(number);
  const strange = fc.oneof(anyJson, fc.constant(undefined));
  if (depth === 0) return strange;
  const fitting = ((): fc.Arbitrary<Value> => {
    if (choices !== undefined) return fc.constantFrom(...choices);
    if (type === 'string') return fc.constantFrom('a', 'a.example.com', '/', '1s', 'kong', '10.0.0.1', '*');
    if (type === 'integer' || type === 'number') return fc.constantFrom(0, 1, 80, 443, 70_000);
    if (type === 'boolean') return fc.boolean();
    if (type === 'array')
      return items === undefined ? fc.constant([]) : fc.array(valueFor(items, depth - 1), { maxLength: 3 });
    const known = Object.fromEntries(
      Object.entries(properties).map(([key, inner]) => [
        key,
        fc.oneof({ weight: 8, arbitrary: valueFor(inner, depth - 1) }),
      ]),
    );
    const rest = additionalProperties === undefined ? strange : valueFor(additionalProperties, depth - 1);
    return fc
      .tuple(
        fc.record(known, { requiredKeys: [] }),
        fc.dictionary(fc.constantFrom('a', '__proto__', 'constructor'), rest, { maxKeys: 1 }),
      )
      .map(([one, other]) => mapOf([...Object.entries(one), ...Object.entries(other)] as [string, Value][]));
  })();
  return fc.oneof({ weight: 12, arbitrary: fitting }, { weight: 1, arbitrary: strange });
}

const anyObject: fc.Arbitrary<{ kind: ServedKind; object: Value; old: Value }> = anyKind.chain((kind) =>
  fc.record({ kind: fc.constant(kind), object: objectOf(kind), old: fc.oneof(fc.constant(undefined), objectOf(kind)) }),
);

function objectOf({ root }: ServedKind): fc.Arbitrary<Value> {
  return valueFor(root, 6).map((value) =>
    isMap(value) ? mapOf([...Object.entries(value), ['metadata', { name: 'a' }]]) : value,
  );
}

describe('whatever the object is', () => {
  test('the verdict is given, with places that lead somewhere', () => {
    fc.assert(
      fc.property(anyObject, ({ kind, object, old }) => {
        const { breaches, unknownFields, stored } = admit(object, kind, published, old);
        for (const { at, message } of breaches) {
          expect(leadsThrough(stored, at)).toBe(true);
          expect(message.length).toBeLessThan(500);
        }
        for (const path of unknownFields) expect(leadsThrough(object, path)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('plain JSON is judged too, and without what is not told nothing is open but rules that are not known', () => {
    fc.assert(
      fc.property(anyKind, anyJson, (kind, object) => {
        expect(
          admit(object, kind, published).breaches.length + admitCore(object, 'Service').breaches.length,
        ).toBeGreaterThanOrEqual(0);
        admitCore(object, 'Secret');
      }),
    );
  });

  test('pruning and defaulting once is enough', () => {
    fc.assert(
      fc.property(anyObject, ({ kind: { root }, object }) => {
        const once = pruned(object, published.nodeOf(root), published);
        const twice = pruned(once.value, published.nodeOf(root), published);
        expect([isEqual(twice.value, once.value), twice.unknownFields]).toEqual([true, []]);
        const { value } = defaulted(once.value, published.nodeOf(root), published);
        const again = defaulted(value, published.nodeOf(root), published);
        expect([isEqual(again.value, value), again.filledIn]).toEqual([true, []]);
      }),
    );
  });

  test('the order of keys does not matter', () => {
    const linesOf = ({ kind, object, old }: { kind: ServedKind; object: Value; old: Value }): readonly string[] => {
      const { breaches, unknownFields, isUncertain } = admit(object, kind, published, old);
      return [
        ...breaches.map(({ at, message }) => `${pathText(at)} ${message.slice(0, 60)}`),
        ...unknownFields.map(pathText),
        String(isUncertain),
      ].toSorted();
    };
    fc.assert(
      fc.property(anyObject, (given) => {
        const other = { ...given, object: reversed(given.object), old: reversed(given.old) };
        expect(linesOf(other).length).toBe(linesOf(given).length);
      }),
    );
  });

  test('what is taken is taken again as an update of itself', () => {
    fc.assert(
      fc.property(anyObject, ({ kind, object }) => {
        fc.pre(admit(object, kind, published).breaches.length === 0);
        expect(admit(object, kind, published, object).breaches).toEqual([]);
      }),
    );
  });
});

describe('hostile objects', () => {
  const route = kinds.find(({ kind, version }) => kind === 'HTTPRoute' && version === 'v1');
  const consumer = kinds.find(({ kind }) => kind === 'KongConsumer');
  const gateway = kinds.find(({ kind, version }) => kind === 'Gateway' && version === 'v1');
  const long = 'a'.repeat(1_000_000);
  const many = <T>(value: (index: number) => T): T[] => Array.from({ length: 5_000 }, (_, index) => value(index));
  test.each<[what: string, kind: ServedKind | undefined, rest: Record<string, Value>]>([
    ['5,000 parentRefs', route, { spec: { parentRefs: many((index) => ({ name: `a${index}` })) } }],
    ['5,000 parentRefs of one name', route, { spec: { parentRefs: many(() => ({ name: 'a', sectionName: 'a' })) } }],
    ['5,000 matches', route, { spec: { rules: [{ matches: many(() => ({ path: { value: '//' } })) }] } }],
    ['5,000 listeners', gateway, { spec: { gatewayClassName: 'a', listeners: many(() => ({ name: 'a', port: 80, protocol: 'HTTP' })) } }],
    ['5,000 consumer groups', consumer, { username: 'a', consumerGroups: many((index) => `a${index}`) }],
    ['5,000 unknown keys', route, { spec: Object.fromEntries(many((index) => [`a${index}`, 1])) }],
    ['a header of 1 MB', route, { spec: { rules: [{ matches: [{ headers: [{ name: 'a', value: `${long}\n` }] }] }] } }],
    ['a header of blanks', route, { spec: { rules: [{ matches: [{ headers: [{ name: 'a', value: 'a '.repeat(2_000) }] }] }] } }],
    ['a name of 1 MB', consumer, { username: `${'a '.repeat(500_000)}!` }],
    ['a label of 1 MB', gateway, { spec: { gatewayClassName: 'a', listeners: [], infrastructure: { labels: { [`${'a.'.repeat(500_000)}!`]: long } } } }],
    ['a protocol of 1 MB', gateway, { spec: { gatewayClassName: 'a', listeners: [{ name: 'a', port: 80, protocol: long }] } }],
    ['an annotation of 1 MB', route, { metadata: { name: long, annotations: { [long]: long } } }],
    ['keys of JavaScript', route, JSON.parse('{"__proto__": {"spec": 1}, "constructor": 1, "spec": {"__proto__": {"rules": 1}, "hasOwnProperty": 1}}') as Record<string, Value>],
  ])('%s', (_, kind, rest) => {
    if (kind === undefined) throw new Error('the kind is gone');
    const object: Value = mapOf([['apiVersion', 'a'], ['metadata', { name: 'a' }], ...Object.entries(rest)]);
    const { breaches } = admit(object, kind, published);
    for (const { message } of breaches) expect(message.length).toBeLessThan(500);
    expect(admit(object, kind, published, object).breaches.length).toBeLessThanOrEqual(breaches.length);
  }); // prettier-ignore
});

/** Whether every step of a path but the last is there. */
function leadsThrough(value: Value, path: Path): boolean {
  let inner = value;
  for (const step of path) {
    if (isList(inner) && typeof step === 'number' && step < inner.length) inner = inner[step];
    else if (isMap(inner) && typeof step === 'string' && Object.hasOwn(inner, step)) inner = inner[step];
    else return false;
  }
  return true;
}

function reversed(value: Value): Value {
  if (isList(value)) return value.map(reversed);
  return isMap(value)
    ? mapOf(
        Object.entries(value)
          .toReversed()
          .map(([key, inner]) => [key, reversed(inner)] as const),
      )
    : value;
}
