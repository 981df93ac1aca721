import { describe, expect, test } from 'vitest';
import { createLogger, redacted } from '../../src/app/logger.ts';

describe('secrets are redacted', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----\nXYZZY\nXYZZY\n-----END RSA PRIVATE KEY-----';

  test.each([
    ['the token of an installation', 'token ghs_XYZZY1 is', 'token [REDACTED] is'],
    ['one of the newer form', 'token ghs_4711_XYZZY.a-b_c is', 'token [REDACTED] is'],
    ['a personal token', 'github_pat_11XYZZY_abc,', '[REDACTED],'],
    ['a web token', 'bearer eyJhbGci.eyJpXYZZY-_.XYZZY-_ now', 'bearer [REDACTED] now'],
    ['two', 'gho_XYZZY ghp_XYZZY', '[REDACTED] [REDACTED]'],
    ['a key', `a\n${key}\nb`, 'a\n[REDACTED]\nb'],
    ['two keys', `${key} and ${key}`, '[REDACTED] and [REDACTED]'],
    ['a key of another kind', key.replaceAll('RSA ', ''), '[REDACTED]'],
    ['half a key', key.slice(0, -30), '[REDACTED]'],
  ])('%s', (_, text, safe) => {
    expect(redacted(text)).toBe(safe);
  });

  test.each(['highs_and_lows', 'a-eyJ', 'eyJ.only', 'BEGIN PRIVATE KEY', 'a.b.c', 'ghs_'])('not %s', (text) => {
    expect(redacted(text)).toBe(text);
  });
});

/** The lines that a logger writes. */
function logged(
  use: (log: ReturnType<typeof createLogger>) => void,
  level = 'info',
): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  use(createLogger(level, { write: (line: string) => void lines.push(line) }));
  expect(lines.filter((line) => !line.endsWith('}\n'))).toEqual([]);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a line', () => {
  test('has its level by name, the time as people read it, and what was said', () => {
    const [line = {}] = logged((log) => log.warn({ delivery: 'd1' }, 'refused'));
    const { time, ...rest } = line;
    expect(rest).toEqual({ level: 'warn', name: 'portcullis', delivery: 'd1', msg: 'refused' });
    expect(new Date(String(time)).toISOString()).toBe(time);
  });

  test('below the level is not written', () => {
    expect(logged((log) => log.info('a'), 'warn')).toEqual([]);
    expect(logged((log) => log.debug('a'), 'debug')).toHaveLength(1);
  });

  test('loses what may carry payloads, addresses and tokens', () => {
    const req = { id: 1, method: 'POST', headers: { a: 'XYZZY' }, remoteAddress: '1.2.3.4', remotePort: 5 };
    const fields = { req, res: { statusCode: 200, headers: { b: 'XYZZY' } }, event: 'XYZZY', body: 'XYZZY' };
    const [line = {}] = logged((log) => log.info(fields, 'request'));
    expect(line).toMatchObject({ req: { method: 'POST' }, res: { statusCode: 200 } });
    expect(Object.keys(line).toSorted()).toEqual(['level', 'msg', 'name', 'req', 'res', 'time']);
    expect(Object.keys(line['req'] as object)).toEqual(['method']);
    expect(Object.keys(line['res'] as object)).toEqual(['statusCode']);
  });
});

describe('an error', () => {
  const errorOf = (err: unknown): unknown => logged((log) => log.error({ err }, 'failed'))[0]?.['err'];

  test('is logged without what libraries attach to it', () => {
    const error = Object.assign(new TypeError('no ghs_XYZZY'), {
      status: 502,
      request: { headers: { authorization: 'XYZZY' } },
      event: { payload: 'XYZZY' },
    });
    error.stack = 'TypeError: no ghs_XYZZY\n  of many lines\n    at one (a.ts:1)\n    at two (b.ts:2)';
    expect(errorOf(error)).toEqual({
      type: 'TypeError',
      message: 'no [REDACTED]',
      status: 502,
      stack: ['at one (a.ts:1)', 'at two (b.ts:2)'],
    });
  });

  test('is bounded', () => {
    const error = new Error('x'.repeat(2_000));
    error.stack = Array.from({ length: 40 }, (_, n) => `    at line${n}`).join('\n');
    const logs = errorOf(error) as { message: string; stack: readonly string[] };
    expect(logs.message).toHaveLength(500);
    expect(logs.stack).toHaveLength(12);
    expect(logs.stack[0]).toBe('at line0');
  });

  test('without a stack or a status has none', () => {
    const error = new Error('no');
    delete error.stack;
    expect(errorOf(error)).toEqual({ type: 'Error', message: 'no' });
  });

  test.each([
    ['XYZZY', 'string'],
    [{ secret: 'XYZZY' }, 'object'],
    [null, 'object'],
  ])('that is none is logged by its type: %j', (thrown, type) => {
    expect(errorOf(thrown)).toEqual({ type });
  });
});

describe('what is behind an error', () => {
  test('is said, without what libraries attach', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ghs_XYZZY'), {
      code: 'ECONNREFUSED',
      request: 'XYZZY',
    });
    const error = new Error('the table could not be reached', {
      cause: new TypeError('fetch failed', { cause: refused }),
    });
    const [line = {}] = logged((log) => log.error({ err: error }, 'a job failed'));
    expect(line['err']).toMatchObject({
      message: 'the table could not be reached',
      causes: [
        { type: 'TypeError', message: 'fetch failed' },
        { type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED [REDACTED]' },
      ],
    });
    expect(JSON.stringify(line)).not.toContain('XYZZY');
  });

  test('is said three levels down, where it has no end', () => {
    const [a, b] = [new Error('a'), new Error('b')];
    Object.assign(a, { cause: b });
    Object.assign(b, { cause: a });
    const [line = {}] = logged((log) => log.error({ err: a }, 'a job failed'));
    expect((line['err'] as { readonly causes: unknown }).causes).toHaveLength(3);
  });
});
