import { describe, expect, test } from 'vitest';
import { requestOf } from '../../src/lambda/http-event.ts';

const most = 6 * 1024 * 1024;
const version2 = { requestContext: { http: { method: 'POST' } }, headers: {}, body: '{}' };

/** The body as text and its length; null when it is too large. */
const bodyOf = (body: unknown, isBase64Encoded?: unknown): number | null | undefined =>
  requestOf({ ...version2, body, isBase64Encoded })?.body?.byteLength ?? null;

describe('the method of a request', () => {
  test.each([
    ['of a function URL', { requestContext: { http: { method: 'PUT' } } }, 'PUT'],
    ['of an HTTP API, version 1', { httpMethod: 'GET' }, 'GET'],
    ['of both, which is that of the function URL', { ...version2, httpMethod: 'GET' }, 'POST'],
  ])('is read: %s', (_, event, method) => {
    expect(requestOf(event)?.method).toBe(method);
  });

  test.each([
    [null],
    ['POST'],
    [undefined],
    [{}],
    [{ Records: [] }],
    [{ requestContext: null }],
    [{ requestContext: { http: 'POST' } }],
    [{ requestContext: { http: { method: 1 } } }],
  ])('is missing in %j', (event) => {
    expect(requestOf(event)).toBe(null);
  });
});

test.each<[string, unknown, [string, string][]]>([
  [
    'names are lower case',
    { 'X-A': 'B', 'x-c': 'D' },
    [
      ['x-a', 'B'],
      ['x-c', 'D'],
    ],
  ],
  ['a value that is no text is left out', { a: 1, b: ['x'], c: undefined, d: 'e' }, [['d', 'e']]],
  ['null has none', null, []],
  ['a text has none', 'abc', []],
  ['none has none', undefined, []],
])('headers: %s', (_, headers, read) => {
  expect([...(requestOf({ ...version2, headers })?.headers ?? [['no', 'request']])]).toEqual(read);
});

describe('the body of a request', () => {
  test.each([
    ['as text', '{"ü":1}', false],
    ['in base64', Buffer.from('{"ü":1}').toString('base64'), true],
  ])('is the bytes that were sent: %s', (_, body, isBase64Encoded) => {
    expect(requestOf({ ...version2, body, isBase64Encoded })?.body?.toString()).toBe('{"ü":1}');
  });

  test.each([[undefined], [null], [1], [{}]])('is empty when it is %j', (body) => {
    expect(bodyOf(body)).toBe(0);
  });

  test('is text unless it is said to be base64', () => {
    expect(bodyOf('aaaa', 'true')).toBe(4);
    expect(bodyOf('aaaa', true)).toBe(3);
  });

  test.each([
    ['six megabytes', 'x'.repeat(most), false, most],
    ['a byte more', 'x'.repeat(most + 1), false, null],
    ['a byte more, in letters of two bytes', 'ü'.repeat(most / 2) + 'x', false, null],
    ['six megabytes in base64', Buffer.alloc(most).toString('base64'), true, most],
    ['a byte more in base64', Buffer.alloc(most + 1).toString('base64'), true, null],
    ['much more in base64', 'A'.repeat(2 * most), true, null],
  ])('is bounded: %s', (_, body, isBase64Encoded, bytes) => {
    expect(bodyOf(body, isBase64Encoded)).toBe(bytes);
  });
});
