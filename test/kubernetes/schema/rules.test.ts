import { describe, expect, test } from 'vitest';
import { admit } from '../../../src/kubernetes/schema/admit.ts';
import { objectRules } from '../../../src/kubernetes/schema/rules/rules.ts';
import { isList, isMap, pathText, type Path, type Value } from '../../../src/kubernetes/schema/model/value.ts';
import { published } from './published.ts';
import { kindOf, ruleCases, type RuleCase } from './rule-cases.ts';

const rows = ruleCases();
const reached = rows.filter(({ unreachable }) => unreachable === null);

test('every rule has one row', () => {
  expect(rows.map(({ rule }) => rule).toSorted()).toEqual(Object.keys(objectRules).toSorted());
});

describe.each(reached)('$rule in $definitions', ({ definitions, breaks, keeps, old, at }) => {
  test('is kept by the neighbour', () => {
    expect(admit(keeps, kindOf(keeps, definitions), published, old)).toMatchObject({
      breaches: [],
      unknownFields: [],
      isUncertain: false,
    });
  });

  test('is broken where the row says', () => {
    const { breaches, unknownFields } = admit(breaks, kindOf(breaks, definitions), published, old);
    expect(breaches.filter(({ kind }) => kind === 'rule').map((breach) => pathText(breach.at))).toContain(at);
    expect(unknownFields).toEqual([]);
  });
});

test('the neighbours differ in the rule alone: without it what breaks it would be taken', () => {
  const others = reached.flatMap(({ rule, definitions, breaks, old, at }) => {
    const { breaches } = admit(breaks, kindOf(breaks, definitions), published, old);
    const strays = breaches.filter((breach) => !pathText(breach.at).startsWith(at));
    return strays.map(({ message }) => `${rule}: ${message}`);
  });
  expect(others).toEqual([]);
});

/** The breaches of all rows. */
function breachesOf({ definitions, breaks, old }: RuleCase): readonly { at: Path; message: string }[] {
  return admit(breaks, kindOf(breaks, definitions), published, old).breaches;
}

describe('messages', () => {
  const told = reached.flatMap((row) => breachesOf(row).map(({ at, message }) => ({ ...row, place: at, message })));

  test.each(told)('$rule: $message', ({ place, message, breaks }) => {
    expect(message.split(/\s+/).length).toBeLessThanOrEqual(25);
    expect(message).not.toMatch(/[`*_]{2}|undefined|null|\.$/);
    const [first = ''] = message.split(/[ :,…]/);
    expect(namesAt(breaks, place)).toContain(first);
  });

  /** What a message may begin with: a key on the way to the place, or one that is missing there. */
  function namesAt(object: Value, place: Path): readonly unknown[] {
    return [...place, ...missingAt(object, place), 'key', 'value', '"*"'];
  }

  function missingAt(object: Value, place: Path): readonly string[] {
    const kind = kindOf(object, reached.find(({ breaks }) => breaks === object)?.definitions ?? '');
    let node = published.nodeOf(kind.root);
    for (const step of place) {
      const number = typeof step === 'number' ? node.items : (node.properties?.[step] ?? node.additionalProperties);
      if (number === undefined) break;
      node = published.nodeOf(number);
    }
    return Object.keys(node.properties ?? {});
  }
});

describe('what is not told', () => {
  test.each(reached)('$rule: breaks nothing in what would be taken', ({ definitions, keeps, old }) => {
    const kind = kindOf(keeps, definitions);
    for (const object of withoutOnePart(keeps)) {
      expect(admit(object, kind, published, old).breaches).toEqual([]);
    }
    for (const before of withoutOnePart(old)) expect(admit(keeps, kind, published, before).breaches).toEqual([]);
  });

  test('leaves a rule open that reads it', () => {
    const rule = reached.find((row) => row.rule === 'backend-service-has-port');
    if (rule === undefined) throw new Error('the row is gone');
    const { keeps, definitions } = rule;
    const open = withoutOnePart(keeps).map(
      (object) => admit(object, kindOf(keeps, definitions), published).isUncertain,
    );
    expect(open).toEqual(open.map(() => true));
  });
});

/** Copies of an object in each of which one value below `spec`, or beside it, is unknown. */
function withoutOnePart(value: Value, depth = 0): readonly Value[] {
  if (isList(value)) {
    return value.flatMap((item, index) => withoutOnePart(item, depth + 1).map((copy) => value.with(index, copy)));
  }
  if (!isMap(value)) return [];
  return Object.entries(value)
    .filter(([key]) => depth > 0 || !['apiVersion', 'kind', 'metadata'].includes(key))
    .flatMap(([key, inner]) =>
      [undefined, ...withoutOnePart(inner, depth + 1)].map((copy) => ({ ...value, [key]: copy })),
    );
}
