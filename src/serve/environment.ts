import { accessSync, constants, readFileSync } from 'node:fs';
import { getPrivateKey } from '@probot/get-private-key';
import { appIdOf, appIdProblem } from '../app/app-id.ts';
import { secretProblem } from '../app/webhook-secret.ts';
import { apiUrl, serverProblem, webUrl } from '../github/client/api-url.ts';
import { toJson } from '../source/json.ts';
import { parseYaml } from '../source/parse.ts';
import { keepCredentials } from './keep-credentials.ts';
import type { SetupOptions } from './setup.ts';

/** What the server needs to know; names as Probot's, ours begin with `PORTCULLIS_`. */
export interface Environment {
  readonly app: number;
  readonly privateKey: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly webhookPath: string;
  readonly host: string;
  readonly port: number;
  readonly baseUrl: string;
  readonly logLevel: string;
  readonly dataDirectory: string;
  /** Where metrics are served; null for nowhere. */
  readonly metricsPort: number | null;
}

/** Either everything that is needed, or that the app has yet to be registered, or what is wrong. */
export type ReadEnvironment =
  | { readonly kind: 'ready'; readonly environment: Environment }
  | { readonly kind: 'unregistered' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

type Variables = Readonly<Record<string, string | undefined>>;

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads and checks the environment. An app without a secret, or with the one everybody knows, must not start. */
export function readEnvironment(variables: Variables): ReadEnvironment {
  const key = readKey(variables);
  const given = (name: string): string | null => variables[name]?.trim() || null;
  const general = [
    portProblem('PORT', given('PORT')),
    serverProblem(variables),
    pathProblem(given('WEBHOOK_PATH')),
  ].filter((problem) => problem !== null);
  if (given('APP_ID') === null && key.value === null && key.problem === null)
    return general.length > 0 ? { kind: 'wrong', problems: general } : { kind: 'unregistered' };
  const app = appIdOf(variables['APP_ID']);
  const secret = given('WEBHOOK_SECRET');
  const previousSecret = given('PORTCULLIS_WEBHOOK_SECRET_PREVIOUS');
  const problems = [
    app === null ? appIdProblem : null,
    keyProblem(key),
    secretProblem('WEBHOOK_SECRET', secret),
    previousSecret === null ? null : secretProblem('PORTCULLIS_WEBHOOK_SECRET_PREVIOUS', previousSecret),
    metricsPortProblem(given('PORTCULLIS_METRICS_PORT'), given('PORT')),
    ...general,
    levels.includes(given('LOG_LEVEL') ?? 'info') ? null : `LOG_LEVEL must be one of ${levels.join(', ')}.`,
  ].filter((problem) => problem !== null);
  if (problems.length > 0 || app === null || secret === null || key.value === null) return { kind: 'wrong', problems };
  return {
    kind: 'ready',
    environment: {
      app,
      privateKey: key.value,
      secret,
      previousSecret,
      webhookPath: given('WEBHOOK_PATH') ?? '/api/github/webhooks',
      host: given('HOST') ?? 'localhost',
      port: Number(given('PORT') ?? 3000),
      baseUrl: apiUrl(variables),
      logLevel: given('LOG_LEVEL') ?? 'info',
      dataDirectory: given('PORTCULLIS_DATA_DIR') ?? '.portcullis',
      metricsPort: given('PORTCULLIS_METRICS_PORT') === null ? null : Number(given('PORTCULLIS_METRICS_PORT')),
    },
  };
}

function portProblem(name: string, port: string | null): string | null {
  const number = Number(port ?? 3000);
  return Number.isInteger(number) && number >= 0 && number <= 65_535
    ? null
    : `${name} must be a number from 0 to 65535.`;
}

function metricsPortProblem(metricsPort: string | null, port: string | null): string | null {
  if (metricsPort === null) return null;
  const isShared = Number(metricsPort) === Number(port ?? 3000) && Number(metricsPort) !== 0;
  return isShared
    ? 'PORTCULLIS_METRICS_PORT must be another port than PORT, which GitHub reaches.'
    : portProblem('PORTCULLIS_METRICS_PORT', metricsPort);
}

function pathProblem(path: string | null): string | null {
  if (path === null || /^\/[^?#\s]*$/.test(path)) return null;
  return 'WEBHOOK_PATH must be a path that begins with a slash, such as /api/github/webhooks.';
}

/** As much of the environment as it takes to speak for the app. */
export type AppCredentials =
  | { readonly kind: 'ready'; readonly app: number; readonly privateKey: string; readonly baseUrl: string }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** Reads what identifies the app to GitHub, and where GitHub is. */
export function readAppCredentials(variables: Variables): AppCredentials {
  const key = readKey(variables);
  const app = appIdOf(variables['APP_ID']);
  const problems = [app === null ? appIdProblem : null, keyProblem(key), serverProblem(variables)];
  if (app === null || key.value === null || problems.some((problem) => problem !== null))
    return { kind: 'wrong', problems: problems.filter((problem) => problem !== null) };
  return { kind: 'ready', app, privateKey: key.value, baseUrl: apiUrl(variables) };
}

interface Key {
  readonly value: string | null;
  readonly problem: string | null;
}

function keyProblem({ value, problem }: Key): string | null {
  return problem ?? (value === null ? 'PRIVATE_KEY (or PRIVATE_KEY_PATH) must give the private key of the app.' : null);
}

function readKey({ PRIVATE_KEY, PRIVATE_KEY_PATH }: Variables): Key {
  if (!PRIVATE_KEY && !PRIVATE_KEY_PATH) return { value: null, problem: null };
  if (!PRIVATE_KEY && PRIVATE_KEY_PATH && !isReadable(PRIVATE_KEY_PATH))
    return { value: null, problem: 'PRIVATE_KEY_PATH names a file that is not there, or that this user may not read.' };
  try {
    const env = { ...(PRIVATE_KEY ? { PRIVATE_KEY } : {}), ...(PRIVATE_KEY_PATH ? { PRIVATE_KEY_PATH } : {}) };
    return { value: getPrivateKey({ env }) ?? null, problem: null };
  } catch {
    // The message of the library quotes what it was given.
    return { value: null, problem: 'PRIVATE_KEY (or the file at PRIVATE_KEY_PATH) is not a private key in PEM form.' };
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** What the set-up page is served with, the manifest of `app.yml` in this directory among it. */
export function setupFrom(variables: Variables, file: string): SetupOptions {
  const root = parseYaml('app.yml', readFileSync('app.yml', 'utf8')).documents[0]?.root;
  const manifest = root ? toJson(root) : null;
  if (typeof manifest !== 'object' || manifest === null) throw new Error('app.yml states no app.');
  const owner = variables['GH_ORG']?.trim();
  const path = owner ? `organizations/${encodeURIComponent(owner)}/settings/apps/new` : 'settings/apps/new';
  return {
    port: Number(variables['PORT']?.trim() || 3000),
    manifest,
    registerUrl: `${webUrl(variables)}/${path}`,
    apiUrl: apiUrl(variables),
    keep: (credentials) => keepCredentials(file, credentials),
  };
}
