import { describe, expect, test } from 'vitest';
import { isFloat32, isInt, isUint, readBoolean, readList } from '../../../src/kong/flags/go-literals.ts';
import { durationOf } from '../../../src/kubernetes/schema/model/duration.ts';

describe('numbers as Go reads them', () => {
  test.each<[text: string, int: boolean, uint: boolean, float32: boolean]>([
    ['', false, false, false],
    ['0', true, true, true],
    ['10', true, true, true],
    ['-1', true, false, true],
    ['+1', true, false, true],
    ['1.5', false, false, true],
    ['.5', false, false, true],
    ['5.', false, false, true],
    ['1e3', false, false, true],
    ['3s', false, false, false],
    ['many', false, false, false],
    [' 1', false, false, false],
    ['0x1f', true, true, false],
    ['0x1p4', false, false, true],
    ['0b101', true, true, false],
    ['017', true, true, true],
    ['09', false, false, true],
    ['1_000', true, true, true],
    ['1__0', false, false, false],
    ['_1', false, false, false],
    ['inf', false, false, true],
    ['-Infinity', false, false, true],
    ['NaN', false, false, true],
    ['9223372036854775807', true, true, true],
    ['9223372036854775808', false, true, true],
    ['-9223372036854775808', true, false, true],
    ['18446744073709551615', false, true, true],
    ['18446744073709551616', false, false, true],
    ['3.4e38', false, false, true],
    ['3.5e38', false, false, false],
  ])('%s', (text, int, uint, float32) => {
    expect([isInt(text), isUint(text), isFloat32(text)]).toEqual([int, uint, float32]);
  });
});

describe('durations', () => {
  test.each<[text: string, nanoseconds: number | null]>([
    ['0', 0],
    ['-0', 0],
    ['10s', 10e9],
    ['1h15m0.5s', 4500.5e9],
    ['-1.5s', -1.5e9],
    ['300ms', 300e6],
    ['1µs', 1e3],
    ['.5m', 30e9],
    ['', null],
    ['10', null],
    ['s', null],
    ['.s', null],
    ['soon', null],
    ['1 s', null],
    ['1d', null],
    ['1mm', null],
    ['2562048h', null],
  ])('%s', (text, nanoseconds) => {
    expect(durationOf(text)).toBe(nanoseconds);
  });
});

describe('lists', () => {
  test.each<[text: string, items: readonly string[] | null]>([
    ['', []],
    ['a', ['a']],
    ['a,', ['a', '']],
    [',', ['', '']],
    ['a, b', ['a', ' b']],
    ['"apps"', ['apps']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a""b"', ['a"b']],
    ['a"b', null],
    [' "a"', null],
    ['"a"b', null],
    ['"a', null],
    ['a\nb', ['a']],
    ['\n', null],
  ])('%j', (text, items) => {
    expect(readList(text)).toEqual(items);
  });
});

test.each(['1', 't', 'T', 'true', 'True', 'TRUE'])('%s is true', (text) => {
  expect(readBoolean(text)).toBe(true);
});

test.each(['0', 'f', 'F', 'false', 'False', 'FALSE'])('%s is false', (text) => {
  expect(readBoolean(text)).toBe(false);
});

test.each(['', 'yes', 'on', 'tRUE', ' true'])('%j is neither', (text) => {
  expect(readBoolean(text)).toBeNull();
});
