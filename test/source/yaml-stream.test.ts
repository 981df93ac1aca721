import { expect, test } from 'vitest';
import { Composer } from 'yaml';
import { readOnce } from '../../src/source/yaml-stream.ts';

test('the composer of the library still keeps its faults by the method that is replaced', () => {
  expect(Reflect.get(new Composer(), 'onError')).toBeTypeOf('function');
});

test.each([
  ['an escape that is none', 'a: "\\q"\n', 'other'],
  ['an alias of nothing', 'a: *b\n', null],
  ['a map within a line of another', 'a: b: c\n', 'nested-mapping'],
])('every fault that the composer finds comes to us, and the library makes no exception of it: %s', (_, text, kind) => {
  const documents = readOnce(text).documents.map(({ yaml, faults }) => ({
    kinds: [...new Set(faults.map((fault) => fault.kind))],
    errors: yaml.errors,
  }));
  expect(documents).toEqual([{ kinds: kind === null ? [] : [kind], errors: [] }]);
});
