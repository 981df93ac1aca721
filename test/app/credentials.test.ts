import { expect, test } from 'vitest';
import { appIdOf } from '../../src/app/app-id.ts';
import { secretProblem } from '../../src/app/webhook-secret.ts';
import { apiUrl } from '../../src/github/client/api-url.ts';

test.each<[string | undefined, number | null]>([
  ['123', 123],
  [' 123\n', 123],
  [undefined, null],
  ['', null],
  ['0', null],
  ['-1', null],
  ['1.5', null],
  ['1e3', null],
  ['Iv1.abc', null],
  ['99999999999999999999', null],
])('APP_ID %j is the app %j', (text, app) => {
  expect(appIdOf(text)).toBe(app);
});

test('a webhook secret is neither missing nor one that everybody knows', () => {
  expect(secretProblem('SECRET', 'a long secret')).toBeNull();
  expect(secretProblem('SECRET', null)).toMatch(/^SECRET must be set/);
  expect(secretProblem('SECRET', 'development')).toMatch(/^SECRET must not be "development"/);
});

test.each([
  [{}, 'https://api.github.com'],
  [{ GHE_HOST: ' ' }, 'https://api.github.com'],
  [{ GHE_HOST: 'git.example.com' }, 'https://git.example.com/api/v3'],
  [{ GHE_HOST: 'git.example.com:8080', GHE_PROTOCOL: 'http' }, 'http://git.example.com:8080/api/v3'],
])('the API of GitHub for %j', (variables, url) => {
  expect(apiUrl(variables)).toBe(url);
});
