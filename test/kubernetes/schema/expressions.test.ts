import { describe, expect, test } from 'vitest';
import { createExpressions } from '../../../src/kubernetes/schema/expressions/expressions.ts';
import type { RuleOutcome } from '../../../src/kubernetes/schema/model/stated-rule.ts';
import type { Value } from '../../../src/kubernetes/schema/model/value.ts';
import { Allowance, Budget } from '../../../src/source/budget.ts';
import { pooled, type Nested } from './pooled.ts';

const text: Nested = { type: 'string' };
const integer: Nested = { type: 'integer' };
const schema: Nested = {
  type: 'object',
  properties: {
    name: text,
    port: integer,
    share: { type: 'number' },
    either: { isIntOrString: true },
    namespace: text,
    'a-b': text,
    since: { type: 'string', format: 'date-time' },
    maybe: { type: 'string', nullable: true },
    any: { type: 'object', preservesUnknown: true },
    labels: { type: 'object', additionalProperties: text },
    names: { type: 'array', items: text },
    parts: {
      type: 'array',
      listType: 'map',
      listMapKeys: ['name'],
      items: { type: 'object', properties: { name: text, port: integer, names: { type: 'array', items: text } } },
    },
  },
};
const { root, pool } = pooled(schema);

function outcome(expression: string, value: Value, old?: Value, steps = 1e7) {
  const { judge } = createExpressions(new Budget(steps)).ready({ expression, message: null }, root, pool.nodeOf);
  return judge(value, old);
}

const parts = (count: number): Value => ({
  parts: Array.from({ length: count }, (_, index) => ({ name: `n${index}`, port: index, names: ['a'] })),
});

describe('a rule is evaluated as the API server does', () => {
  test.each<[expression: string, value: Value, expected: boolean]>([
    ['self.port < 9', { port: 8 }, true],
    ['self.port < 9', { port: 9 }, false],
    ['self.port / 2 == 4', { port: 9 }, true],
    ['self.share < 0.5', { share: 0.25 }, true],
    ['self.either == 80', { either: 80 }, true],
    ['self.either == 80', { either: 'http' }, false],
    ['!has(self.name) || self.name != ""', {}, true],
    ['self.__namespace__ == "a" && self.a__dash__b == "b"', { namespace: 'a', 'a-b': 'b' }, true],
    ['self.labels.all(key, key != "a")', { labels: { b: 'x' } }, true],
    ['"a" in self.labels && self.labels["a"] == "x"', { labels: { a: 'x' } }, true],
    ['has(self.labels.a)', { labels: { b: 'x' } }, false],
    ['self.names.exists_one(x, x == "a")', { names: ['a', 'b', 'a'] }, false],
    ['"a" in self.names', { names: ['b'] }, false],
    ['self.names.filter(x, x.startsWith("a")).size() == 2', { names: ['ab', 'b', 'ac'] }, true],
    ['size(self.names) == 1 ? self.names[0] == "a" : true', { names: ['b'] }, false],
    ['has(self.parts[0].port) && self.parts[0].port == 1', { parts: [{ name: 'a', port: 1 }] }, true],
    ['self.parts.all(a, self.parts.exists_one(b, a.name == b.name && a.port == b.port))', parts(3), true],
    ['self.name.matches(r"""(?i)^a+$""")', { name: 'AA' }, true],
    ['self.name.matches("^(a+)+$")', { name: `${'a'.repeat(40)}b` }, false],
    ['self.name.split("/")[1].contains("b") && self.name.substring(2, 3) == "b"', { name: 'a/b' }, true],
    ['duration(self.name) >= duration("1m") && duration("0") == duration("0s")', { name: '60s' }, true],
    ['isIP(self.name)', { name: '10.0.0.256' }, false],
    ['has(self.any) && has(self.since) && has(self.maybe)', { any: {}, since: '', maybe: '' }, true],
    ['self.name in ["duration(", "has(", "matches"]', { name: 'has(' }, true],
    ['( self.name ) . matches ( "a" )', { name: 'a' }, true],
  ])('%s', (expression, value, expected) => {
    expect(outcome(expression, value)).toBe(expected ? 'kept' : 'broken');
  });

  test.each<[expression: string, value: Value]>([
    ['self.port < 9', {}],
    ['self.parts[0].port == 1', { parts: [] }],
    ['9 / self.port == 1', { port: 0 }],
    ['has(self.parts[3].name)', parts(2)],
    ['self.name.substring(3) == ""', { name: 'a' }],
    ['duration(self.name) > duration("1s")', { name: 'soon' }],
  ])('and fails where it asks for what is not there: %s', (expression, value) => {
    expect(outcome(expression, value)).toBe('failing');
  });

  test('on an update alone where it compares with what was before', () => {
    const { readsOld } = createExpressions(new Budget(1)).ready(
      { expression: 'self.port >= oldSelf.port', message: null },
      root,
      pool.nodeOf,
    );
    expect(readsOld).toBe(true);
    expect(outcome('self.port >= oldSelf.port', { port: 1 }, { port: 2 })).toBe('broken');
  });
});

describe('nothing is claimed of a rule', () => {
  test.each<[why: string, expression: string, value: Value]>([
    ['that is none', 'self.port <', { port: 1 }],
    ['with a function that is not known', 'self.names.isSorted()', { names: [] }],
    ['with an optional', 'self.?port.hasValue()', { port: 1 }],
    ['with a name that is not there', 'other.port == 1', { port: 1 }],
    ['with a field that the schema lacks', 'self.ports == 1', { port: 1 }],
    ['over lists as a whole', 'self.names == ["a"]', { names: ['a'] }],
    ['over a point in time', 'self.since < self.since', { since: '2026-01-01T00:00:00Z' }],
    ['over a null', 'self.maybe == ""', { maybe: null }],
    ['over what has no schema', 'self.any.port == 1', { any: { port: 1 } }],
    ['with a pattern of the repository’s object', 'self.name.matches(self.name)', { name: '(a+)+$' }],
    ['with a pattern that Go refuses', 'self.name.matches("(a")', { name: 'a' }],
    ['with a pattern that is too long', `self.name.matches("${'a?'.repeat(900)}")`, { name: 'a' }],
    ['over characters that are two units', 'self.name.size() == 1', { name: '😀' }],
    ['with loops in loops in loops', 'self.parts.all(a, self.parts.all(b, self.parts.all(c, self.parts.all(d, a.port + b.port + c.port + d.port >= 0))))', parts(64)],
    ['with texts that grow', 'self.names.map(x, x + x).map(x, x + x).all(x, x != "")', { names: ['a'] }],
    ['that is nested without end', `${'('.repeat(3000)}true${')'.repeat(3000)}`, {}],
    ['that is too long', `self.port == 1${' || self.port == 1'.repeat(500)}`, { port: 1 }],
    ['with too many parts', `self.port == 1${'||1==1'.repeat(900)}`, { port: 1 }],
    ['with a long text and many steps', 'self.name.split("").all(a, self.name.split("").all(b, a != b))', { name: 'a'.repeat(4000) }],
  ])('%s', (_, expression, value) => {
    expect(outcome(expression, value)).toBeNull();
  }); // prettier-ignore

  test('once the rules of an evaluation took too much together, until the next one begins', () => {
    const allowance = new Allowance(new Budget(1e6), 2);
    const expressions = createExpressions(allowance);
    const rule = { expression: 'self.port < 9', message: null };
    const { judge } = expressions.ready(rule, root, pool.nodeOf);
    const asked = (): readonly RuleOutcome[] => Array.from({ length: 50 }, () => judge({ port: 1 }, undefined));
    expect(new Set(asked())).toEqual(new Set(['kept', null]));
    expect(new Set(asked())).toEqual(new Set([null]));
    allowance.renew();
    expect(asked()[0]).toBe('kept');
  });

  test('and what is asked of one value by many rules, or written as many of them, counts too', () => {
    const budget = new Budget(1e6);
    const expressions = createExpressions(budget);
    for (let port = 0; port < 100; port += 1) {
      const rule = { expression: `self.port != ${port}`, message: null };
      expressions.ready(rule, root, pool.nodeOf).judge({ port: 1000, names: ['a'] }, undefined);
    }
    expect(budget.left).toBeLessThan(1e6 - 100);
  });
});
