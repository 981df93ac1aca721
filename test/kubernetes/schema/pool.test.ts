import { describe, expect, test } from 'vitest';
import { filledIn } from '../../../src/kubernetes/schema/common-defaults.ts';
import { pooled } from './pooled.ts';

describe('what is worked out once for a schema', () => {
  const field = { type: 'string', default: 'a' } as const;
  const list = { type: 'array', items: { type: 'object', properties: { b: field, c: { type: 'string' } } } } as const;

  test('the defaults on which several agree, wherever they stand', () => {
    const { pool } = pooled({ type: 'object' });
    expect(pool.commonDefaults([])).toBeNull();
    const both = pooled({
      properties: { one: { properties: { a: list, b: field } }, other: { properties: { a: list } } },
    });
    const { one = 0, other = 0 } = both.root.properties ?? {};
    const filled = (numbers: readonly number[]): unknown => {
      const tree = both.pool.commonDefaults(numbers);
      return tree && filledIn({ a: [{ c: 'x' }, { b: 'y' }] }, tree);
    };
    expect(filled([one])).toEqual([
      { path: ['a', 0, 'b'], value: 'a' },
      { path: ['b'], value: 'a' },
    ]);
    expect(filled([one, other])).toEqual([{ path: ['a', 0, 'b'], value: 'a' }]);
  });

  test.each<[what: string, schema: Parameters<typeof pooled>[0], other: Parameters<typeof pooled>[0], filled: unknown]>(
    [
      ['another value', { properties: { a: field } }, { properties: { a: { default: 'b' } } }, null],
      ['a null that stays', { properties: { a: field } }, { properties: { a: { ...field, nullable: true } } }, []],
      [
        'a default below a default',
        { properties: { a: { default: {}, properties: { b: field } } } },
        { properties: { a: { default: {} } } },
        null,
      ],
    ],
  )('%s is not agreed', (_, schema, other, filled) => {
    const { pool, root } = pooled({ properties: { one: schema, other } });
    const tree = pool.commonDefaults([root.properties?.['one'] ?? 0, root.properties?.['other'] ?? 0]);
    expect(tree && filledIn({ a: null }, tree)).toEqual(filled);
  });

  test('the fields that have one', () => {
    const { pool, root } = pooled({ type: 'object', properties: { a: field, b: { type: 'string' }, c: list } });
    expect(pool.fieldsWithDefault(root).map(([key]) => key)).toEqual(['a']);
  });

  test('whether it has rules', () => {
    const ruled = pooled({ type: 'object', properties: { a: { type: 'array', items: { rules: ['immutable'] } } } });
    expect(ruled.pool.hasRules(ruled.root)).toBe(true);
    const free = pooled({ type: 'object', properties: { a: list } });
    expect(free.pool.hasRules(free.root)).toBe(false);
  });
});
