import { describe, expect, test } from 'vitest';
import { goFormat, int64, truthy } from '../../../src/helm/go-template.ts';
import { toNode } from '../../../src/source/json.ts';
import type { Json } from '../../../src/source/node.ts';

const nowhere = { default: 'test' };
const value = (json: Json) => ({ node: toNode(json, nowhere), path: [], at: nowhere });

describe('values as Go templates see them', () => {
  test.each<[Json, string]>([
    [8000, '8000'],
    [0, '0'],
    [-1.5, '-1.5'],
    [999_999, '999999'],
    [1_000_000, '1e+06'],
    [12_345_678, '1.2345678e+07'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [true, 'true'],
    [null, '<nil>'],
    [['a', 1, null], '[a 1 <nil>]'],
    [{ b: 1, a: ['x'] }, 'map[a:[x] b:1]'],
  ])('%j prints as %s', (json, text) => {
    expect(goFormat(toNode(json, nowhere))).toBe(text);
  });

  test.each<[Json, number]>([
    [8000.7, 8000],
    ['8000', 8000],
    ['8000.0', 8000],
    ['010', 8],
    ['0x1F', 31],
    ['90x', 0],
    ['', 0],
    [null, 0],
    [true, 1],
    [[], 0],
  ])('int64 of %j is %i', (json, number) => {
    expect(int64(value(json))).toBe(number);
  });

  test.each<[Json, boolean]>([
    ['false', true],
    ['off', true],
    ['', false],
    [0, false],
    [null, false],
    [[], false],
    [{}, false],
    [[null], true],
  ])('%j is true: %s', (json, answer) => {
    expect(truthy(value(json))).toBe(answer);
  });
});
