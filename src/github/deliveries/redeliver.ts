import type { Client } from '../client/pace.ts';
import type { Clock } from '../client/clock.ts';

/** How far back GitHub redelivers; a little less than its three days. */
const mostAge = 71 * 3_600_000;
/** A delivery that is younger may still be under way. */
const leastAge = 2 * 60_000;
const mostPages = 50;
/** GitHub lets an app create some 80 things in a minute; the pace is kept by the client. */
const mostRedelivered = 200;
/** Of the age that a delivery has, what has to pass after an attempt before the next one. */
const shareOfAge = 1 / 4;
/** Attempts at one delivery, made while others arrived, after which it waits as if nothing did. */
const mostAmongArrivals = 4;
/** Milliseconds around an attempt in which an arrival shows that somebody received. */
const aroundAttempt = 5 * 60_000;
/** Milliseconds until the outcome of a probe is in GitHub's list. */
const timeForProbe = 10_000;
/** What is told as lost: as old as the pause between two sweeps, and a little more. */
const recent = 20 * 60_000;

/** One attempt at a delivery. All attempts at one have its `guid`. */
interface Attempt {
  readonly id: number | bigint;
  readonly guid: string;
  readonly delivered_at: string;
  readonly status_code: number;
}

/** What became of the deliveries that GitHub could not make. */
export interface Redelivered {
  /** How many were asked for again. */
  readonly asked: number;
  /** How many of the last minutes failed although nothing was wrong with them: nobody receives, or a secret differs. */
  readonly lost: number;
}

/**
 * Asks GitHub to send again what it could not deliver, which it never does by itself. `client` speaks for the app.
 *
 * The older a delivery is the longer it waits for the next attempt. What failed while nothing at all arrived is sent
 * as soon as something does: an outage does not speak against a delivery. Until then one is sent as a probe, and the
 * others follow when that was received.
 */
export async function redeliverFailed(client: Client, clock: Clock): Promise<Redelivered> {
  const attempts = await attemptsSince(client, clock.now() - mostAge);
  const age = (attempt: Attempt): number => clock.now() - timeOf(attempt);
  const arrivals = attempts.filter(arrived).map(timeOf);
  const failed = [...Map.groupBy(attempts, ({ guid }) => guid).values()]
    .filter((all) => !all.some(arrived))
    .map((all) => all.toSorted((a, b) => age(a) - age(b)));
  const lost = failed.filter(([newest]) => newest && age(newest) < recent && !isTooLarge(newest)).length;
  const due = failed
    .filter(([newest]) => newest && age(newest) >= leastAge)
    .filter((all) => isDue(all, age) || isDueAfterOutage(all, arrivals))
    .flatMap(([newest]) => newest ?? [])
    // The oldest first: their time ends first.
    .toSorted((a, b) => age(b) - age(a));
  const [probe, ...others] = due;
  if (!probe) return { asked: 0, lost };
  await redeliver(client, [probe]);
  if (others.length > 0 && isSilent(attempts)) {
    await clock.sleep(timeForProbe);
    const now = await attemptsSince(client, clock.now() - recent, 1);
    if (!now.some((attempt) => attempt.guid === probe.guid && arrived(attempt))) return { asked: 1, lost };
  }
  const rest = others.slice(0, mostRedelivered - 1);
  await redeliver(client, rest);
  return { asked: 1 + rest.length, lost };
}

const timeOf = ({ delivered_at: at }: Attempt): number => Date.parse(at);

const arrived = ({ status_code: status }: Attempt): boolean => status >= 200 && status < 400;

/** It will not become smaller; the documentation says what a large one means. */
const isTooLarge = ({ status_code: status }: Attempt): boolean => status === 413;

/** Attempts at one delivery, the newest first. */
function isDue(attempts: readonly Attempt[], age: (attempt: Attempt) => number): boolean {
  const [newest, oldest] = [attempts[0], attempts.at(-1)];
  return newest !== undefined && oldest !== undefined && age(newest) >= age(oldest) * shareOfAge;
}

/** Whether something has arrived since the newest attempt, and most attempts failed when nothing did. */
function isDueAfterOutage(attempts: readonly Attempt[], arrivals: readonly number[]): boolean {
  const [newest] = attempts;
  if (!newest || !arrivals.some((time) => time > timeOf(newest))) return false;
  const amongArrivals = attempts.filter((attempt) =>
    arrivals.some((time) => Math.abs(time - timeOf(attempt)) < aroundAttempt),
  );
  return amongArrivals.length < mostAmongArrivals;
}

/** Whether the last thing that is known is a failure. */
function isSilent(attempts: readonly Attempt[]): boolean {
  const last = attempts.toSorted((a, b) => timeOf(b) - timeOf(a))[0];
  return last !== undefined && !arrived(last);
}

async function redeliver(client: Client, attempts: readonly Attempt[]): Promise<void> {
  for (const { id } of attempts)
    await client.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: Number(id) });
}

async function attemptsSince(client: Client, since: number, pages = mostPages): Promise<readonly Attempt[]> {
  const found: Attempt[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const { data, headers } = await client.request('GET /app/hook/deliveries', {
      per_page: 100,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...data.filter(({ delivered_at: at }) => Date.parse(at) >= since));
    cursor = /[?&]cursor=([^?&>]+)(?:&[^?>]*)?>; rel="next"/.exec(headers.link ?? '')?.[1];
    if (cursor === undefined || data.some(({ delivered_at: at }) => Date.parse(at) < since)) break;
    cursor = decodeURIComponent(cursor);
  }
  return found;
}
