import type { Client } from '../client/pace.ts';
import type { Clock } from '../client/clock.ts';

/** How far back GitHub redelivers; a little less than its three days. */
const mostAge = 71 * 3_600_000;
/** A delivery that is younger may still be under way. */
const leastAge = 2 * 60_000;
const mostPages = 50;
/** More attempts than these will not help; somebody must look. */
const mostAttempts = 4;
/** GitHub lets an app create some 80 things in a minute. */
const mostRedelivered = 50;

interface Delivery {
  readonly id: number | bigint;
  readonly guid: string;
  readonly delivered_at: string;
  readonly status_code: number;
}

/**
 * Asks GitHub to send again what it could not deliver, which it never does by itself. `client` speaks for
 * the app. Returns how many were asked for.
 */
export async function redeliverFailed(client: Client, clock: Clock): Promise<number> {
  const failed = [...Map.groupBy(await recentDeliveries(client, clock.now() - mostAge), ({ guid }) => guid).values()]
    .filter(
      (attempts) =>
        attempts.length < mostAttempts && attempts.every(({ status_code: status }) => status >= 400 || status < 200),
    )
    .flatMap((attempts) => attempts.toSorted((a, b) => ageOf(a, clock) - ageOf(b, clock))[0] ?? [])
    .filter((delivery) => ageOf(delivery, clock) >= leastAge)
    // The oldest first: their time ends first.
    .toSorted((a, b) => ageOf(b, clock) - ageOf(a, clock))
    .slice(0, mostRedelivered);
  for (const { id } of failed)
    await client.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: Number(id) });
  return failed.length;
}

const ageOf = (delivery: Delivery, clock: Clock): number => clock.now() - Date.parse(delivery.delivered_at);

async function recentDeliveries(client: Client, since: number): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
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
