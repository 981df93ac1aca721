import { describe, expect, test } from 'vitest';
import { pooled } from './pooled.ts';

describe('what is worked out once for a schema', () => {
  const field = { type: 'string', default: 'a' } as const;
  const list = { type: 'array', items: { type: 'object', properties: { b: field, c: { type: 'string' } } } } as const;

  test('its defaults, wherever they stand, are one text for equal ones', () => {
    const text = (schema: Parameters<typeof pooled>[0]): string => {
      const { pool, root } = pooled(schema);
      return pool.defaultsOf(root);
    };
    expect(text({ type: 'object', properties: { a: list } })).toBe(
      text({ type: 'object', properties: { z: { type: 'string', maxLength: 3 }, a: list }, required: ['a'] }),
    );
    expect(text({ type: 'object', properties: { a: list } })).not.toBe(
      text({ type: 'object', properties: { b: list } }),
    );
    expect(text({ type: 'object', properties: { a: field } })).not.toBe(
      text({ type: 'object', properties: { a: { ...field, nullable: true } } }),
    );
    expect(text({ type: 'object', properties: { a: { type: 'string' } } })).toBe('');
    expect(text({ type: 'object', additionalProperties: list })).not.toBe('');
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
