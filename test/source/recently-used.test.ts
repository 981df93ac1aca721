import { describe, expect, test } from 'vitest';
import { RecentlyUsed } from '../../src/source/recently-used.ts';

const held = (values: RecentlyUsed<string>, ...keys: readonly string[]): string[] =>
  keys.flatMap((key) => values.get(key) ?? []);

describe('values by key', () => {
  test('go when there are too many, the one not used for the longest time first', () => {
    const values = new RecentlyUsed<string>(2);
    values.set('a', 'A');
    values.set('b', 'B');
    expect(values.get('a')).toBe('A');
    values.set('c', 'C');
    expect(held(values, 'a', 'b', 'c')).toEqual(['A', 'C']);
  });

  test('go by their weight, and count once when they are replaced', () => {
    const values = new RecentlyUsed<string>(5, (value) => value.length);
    values.set('a', 'AAA');
    values.set('a', 'AA');
    values.set('b', 'BBB');
    expect(held(values, 'a', 'b')).toEqual(['AA', 'BBB']);
    values.set('b', 'B');
    values.set('c', 'CC');
    expect(held(values, 'a', 'b', 'c')).toEqual(['AA', 'B', 'CC']);
    values.set('d', 'D');
    expect(held(values, 'a', 'b', 'c', 'd')).toEqual(['B', 'CC', 'D']);
  });

  test('are not kept when one alone is too heavy', () => {
    const values = new RecentlyUsed<string>(2, (value) => value.length);
    values.set('a', 'AAA');
    values.set('b', 'B');
    expect(held(values, 'a', 'b')).toEqual(['B']);
  });

  test('leave room when they are deleted', () => {
    const values = new RecentlyUsed<string>(1);
    values.set('a', 'A');
    values.delete('a');
    values.delete('b');
    values.set('b', 'B');
    expect(held(values, 'a', 'b')).toEqual(['B']);
  });
});
