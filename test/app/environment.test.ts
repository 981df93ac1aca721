import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../src/serve/environment.ts';

const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
const complete = { APP_ID: '4711', PRIVATE_KEY, WEBHOOK_SECRET: 'a long secret' };

describe('the environment', () => {
  test('with what GitHub gave is enough', () => {
    expect(readEnvironment(complete)).toMatchObject({
      kind: 'ready',
      environment: {
        app: 4711,
        secret: 'a long secret',
        previousSecret: null,
        webhookPath: '/api/github/webhooks',
        host: 'localhost',
        port: 3000,
        baseUrl: 'https://api.github.com',
        metricsPort: null,
      },
    });
  });

  test('may name a GitHub Enterprise Server', () => {
    const read = readEnvironment({ ...complete, GHE_HOST: 'github.acme.test' });
    expect(read).toMatchObject({ environment: { baseUrl: 'https://github.acme.test/api/v3' } });
  });

  test('may give the key in Base64, in one line, or with escaped line breaks', () => {
    for (const key of [Buffer.from(PRIVATE_KEY).toString('base64'), PRIVATE_KEY.replaceAll('\n', String.raw`\n`)]) {
      const read = readEnvironment({ ...complete, PRIVATE_KEY: key });
      expect(read.kind === 'ready' && read.environment.privateKey.trim()).toBe(PRIVATE_KEY.trim());
    }
  });

  test('without an app means that it has yet to be registered', () => {
    expect(readEnvironment({})).toEqual({ kind: 'unregistered' });
    expect(readEnvironment({ WEBHOOK_SECRET: 'x' })).toEqual({ kind: 'unregistered' });
  });

  test.each([
    ['no secret', { WEBHOOK_SECRET: undefined }, 'WEBHOOK_SECRET'],
    ['an empty secret', { WEBHOOK_SECRET: '  ' }, 'WEBHOOK_SECRET'],
    ['the secret everybody knows', { WEBHOOK_SECRET: 'development' }, 'development'],
    [
      'the secret everybody knows as the previous one',
      { PORTCULLIS_WEBHOOK_SECRET_PREVIOUS: 'development' },
      'PREVIOUS',
    ],
    ['no key', { PRIVATE_KEY: undefined }, 'PRIVATE_KEY'],
    ['a key that is none', { PRIVATE_KEY: 'XYZZY' }, 'PRIVATE_KEY'],
    ['no number', { APP_ID: undefined }, 'APP_ID'],
    ['a number that is none', { APP_ID: 'Iv1.abc' }, 'APP_ID'],
    ['a port that is none', { PORT: 'http' }, 'PORT'],
    ['a port for metrics that is none', { PORTCULLIS_METRICS_PORT: '70000' }, 'PORTCULLIS_METRICS_PORT'],
    ['metrics on the port that GitHub reaches', { PORTCULLIS_METRICS_PORT: '3000' }, 'another port than PORT'],
    ['a server with a scheme', { GHE_HOST: 'https://github.acme.test' }, 'without https://'],
    ['a server with a path', { GHE_HOST: 'github.acme.test/api' }, 'GHE_HOST'],
    ['a protocol that is none', { GHE_PROTOCOL: 'ftp' }, 'GHE_PROTOCOL'],
    ['a path without a slash', { WEBHOOK_PATH: 'webhooks' }, 'begins with a slash'],
    ['a key file that is not there', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/nowhere/key.pem' }, 'not there'],
    ['a level that is none', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('with %s is refused', (_, change, word) => {
    const read = readEnvironment({ ...complete, ...change });
    expect(read).toMatchObject({ kind: 'wrong', problems: [expect.stringContaining(word)] });
    expect(JSON.stringify(read)).not.toContain('XYZZY');
  });
});
