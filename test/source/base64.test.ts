import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../src/source/base64.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

test.each([0, 1, 2, 3, 4, 255, 256])('%i bytes are written as Node writes them, and read back', (length) => {
  const bytes = everyByte.subarray(0, length);
  const text = toBase64(bytes);
  expect(text).toBe(Buffer.from(bytes).toString('base64'));
  expect(fromBase64(text)).toBe(Buffer.from(bytes).toString('latin1'));
});

test.each<[string, string | null]>([
  ['YWI=', 'ab'],
  ['YWI', 'ab'],
  ['YW\r\nJj\n', 'abc'],
  ['', ''],
  ['YW?j', null],
  ['YW=j', null],
  ['YWJj YWJj', null],
])('%j is read as %j', (text, expected) => {
  expect(fromBase64(text)).toBe(expected);
});
