import type { Client } from '../github/client/pace.ts';
import type { Clock } from '../github/client/clock.ts';
import { readOwnApp } from './own-app.ts';

/** One thing that was looked at, and what to change where it is wrong. */
export interface Diagnosis {
  readonly about: string;
  readonly state: 'good' | 'bad' | 'unknown';
  readonly says: string;
  /** A sentence; null where there is nothing to do. */
  readonly remedy: string | null;
}

/** What the app must be allowed and told: `permission: level`, and the events. As app.yml states it. */
export interface Needs {
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** What is lost without it. */
const featureOf: Readonly<Record<string, string>> = {
  contents: 'nothing can be read',
  checks: 'no check run can be posted',
  pull_requests: 'no pull request can be read and no suggestion posted',
  merge_queues: 'a merge queue waits for ever',
  pull_request: 'no pull request is reviewed',
  check_run: '"Re-run" and "Apply fixes" do nothing',
  check_suite: '"Re-run all checks" does nothing',
  merge_group: 'a merge queue waits for ever',
  issue_comment: '"/portcullis review" does nothing',
  push: 'pull requests are not reviewed again when their base branch moves',
};

const inSettings = 'Change it in the settings of the app; whoever installed it has to accept new permissions.';

/**
 * Asks GitHub what the app may do, whether webhooks arrive, and what was wrong with the last of them. Changes nothing.
 * `client` speaks for the app.
 */
export async function examineApp(
  client: Client,
  { app, needs, clock }: { readonly app: number; readonly needs: Needs; readonly clock: Clock },
): Promise<readonly Diagnosis[]> {
  const own = await readOwnApp(client, app);
  if (own.kind === 'refused') return [{ about: 'app', state: 'bad', says: own.problem, remedy: null }];
  if (own.kind === 'unknown') {
    const [says, remedy] =
      own.problem === null ? ['GitHub did not answer.', 'Try again in some minutes.'] : [`${own.problem}.`, null];
    return [{ about: 'app', state: 'unknown', says, remedy }];
  }
  const found: Diagnosis[] = [
    { about: 'app', state: 'good', says: `GitHub knows it as ${own.slug}.`, remedy: null },
    ...missing(
      'permission',
      Object.entries(needs.permissions).filter(([name, level]) => !suffices(own.permissions[name], level)),
    ),
    ...missing(
      'event',
      needs.events.filter((event) => !own.events.includes(event)).map((event) => [event, null]),
    ),
  ];
  for (const look of [hookOf, installationsOf, deliveriesOf])
    found.push(...(await look(client, clock, needs).catch((): Diagnosis[] => [unreadable])));
  return found;
}

const unreadable: Diagnosis = {
  about: 'GitHub',
  state: 'unknown',
  says: 'A question was not answered.',
  remedy: 'Try again in some minutes.',
};

function missing(what: 'permission' | 'event', lacking: readonly (readonly [string, string | null])[]): Diagnosis[] {
  return lacking.map(([name, level]) => ({
    about: `${what} ${name}`,
    state: 'bad',
    says: `The app lacks ${level === null ? 'it' : `"${level}"`}: ${featureOf[name] ?? 'something does not work'}.`,
    remedy: inSettings,
  }));
}

const levels = ['read', 'write', 'admin'];

function suffices(granted: string | undefined, needed: string): boolean {
  return levels.indexOf(granted ?? '') >= levels.indexOf(needed);
}

async function hookOf(client: Client): Promise<Diagnosis[]> {
  const { data } = await client.request('GET /app/hook/config');
  const about = 'webhook';
  if (!data.url)
    return [
      {
        about,
        state: 'bad',
        says: 'It has no URL.',
        remedy: 'Set the public address of the receiver in the settings of the app.',
      },
    ];
  if (data.content_type !== 'json')
    return [
      {
        about,
        state: 'bad',
        says: 'GitHub sends forms, which are refused with 415.',
        remedy: 'Set the content type of the webhook to application/json.',
      },
    ];
  if (!data.secret)
    return [
      {
        about,
        state: 'bad',
        says: 'It has no secret, so everything is refused with 401.',
        remedy: 'Set the webhook secret in the settings of the app.',
      },
    ];
  return [{ about, state: 'good', says: `GitHub sends to ${new URL(data.url).host}.`, remedy: null }];
}

/** GitHub's description of the list does not know it, so that it is absent says nothing. */
const notListed = 'merge_queues';

async function installationsOf(client: Client, _: Clock, { permissions }: Needs): Promise<Diagnosis[]> {
  const { data } = await client.request('GET /app/installations', { per_page: 100 });
  const about = 'installations';
  if (data.length === 0)
    return [
      {
        about,
        state: 'bad',
        says: 'The app is installed nowhere.',
        remedy: 'Install it on an organisation or a repository.',
      },
    ];
  const behind = data.filter(({ permissions: granted }) =>
    Object.entries(permissions)
      .filter(([name]) => name !== notListed)
      .some(([name, level]) => !suffices((granted as Readonly<Record<string, string>>)[name], level)),
  );
  const suspended = data.filter(({ suspended_at: at }) => at !== null);
  const says = `${data.length === 100 ? 'At least 100' : data.length}, of which ${suspended.length} are suspended.`;
  const known: Diagnosis = { about, state: 'good', says, remedy: null };
  if (behind.length === 0) return [known];
  return [
    known,
    {
      about,
      state: 'bad',
      says: `${behind.length} have not accepted the permissions that the app asks for now: ${named(behind)}.`,
      remedy: 'An owner accepts them on the page of the installation.',
    },
  ];
}

function named(installations: readonly { readonly id: number; readonly account: unknown }[]): string {
  const names = installations.map(({ id, account }) =>
    typeof account === 'object' && account !== null && 'login' in account ? String(account.login) : String(id),
  );
  return names.length > mostNamed
    ? `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more`
    : names.join(', ');
}

const mostNamed = 5;

async function deliveriesOf(client: Client, clock: Clock): Promise<Diagnosis[]> {
  const { data } = await client.request('GET /app/hook/deliveries', { per_page: 100 });
  const about = 'deliveries';
  const [newest] = data;
  if (!newest)
    return [
      {
        about,
        state: 'bad',
        says: 'GitHub has sent nothing in the last days.',
        remedy: 'Activate the webhook in the settings of the app, and push to a pull request.',
      },
    ];
  const failed = data.filter(({ status_code: status }) => status < 200 || status >= 400);
  const minutes = Math.round((clock.now() - Date.parse(newest.delivered_at)) / 60_000);
  const last = `The newest is ${minutes} minutes old`;
  if (failed.length === 0)
    return [{ about, state: 'good', says: `${last}; of the last ${data.length} all arrived.`, remedy: null }];
  const counts = [...Map.groupBy(failed, ({ status_code: status }) => status)].map(
    ([status, all]) => `${all.length} × ${status === 0 ? 'no answer' : status}`,
  );
  const isOver = newest.status_code >= 200 && newest.status_code < 400;
  return [
    {
      about,
      state: isOver ? 'good' : 'bad',
      says: `${last}; of the last ${data.length} failed: ${counts.join(', ')}.`,
      remedy: isOver ? null : remedyOf(newest.status_code),
    },
  ];
}

/** What docs/operations.md says of the answers of the receiver, for the newest of them. */
function remedyOf(status: number): string {
  if (status === 401)
    return 'The webhook secrets differ: set the one that the receiver has in the settings of the app.';
  if (status === 404 || status === 405)
    return 'The URL in the settings of the app is not that of the receiver; its path is /api/github/webhooks.';
  if (status === 413) return 'The delivery was too large; a push to the pull request brings a smaller one.';
  if (status === 503) return 'The receiver could not keep it: its log names the cause.';
  return 'Nobody answers at the URL in the settings of the app, or something before the receiver does.';
}
