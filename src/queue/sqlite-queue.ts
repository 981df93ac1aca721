import { DatabaseSync } from 'node:sqlite';
import { createTables, keepPrivate, nextGroup } from './sqlite-schema.ts';
import { queuePolicy, type Lease, type Message, type Queue, type QueueCounts, type Uncounted } from './queue.ts';

/** A queue in one SQLite file that belongs to one process; opened by a second one it throws. */
export interface SqliteQueue extends Queue {
  /** Writes something that means nothing, to the disk. Throws where a message could not be kept either. */
  write(): Promise<void>;
  close(): void;
}

/**
 * Opens or creates the file (`:memory:` for none). What an earlier process was working on when it ended is
 * free again. \`now\` gives milliseconds since 1970.
 */
export function openSqliteQueue(file: string, now: () => number = Date.now): SqliteQueue {
  if (file !== ':memory:') keepPrivate(file);
  const database = new DatabaseSync(file);
  try {
    database.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000;',
    );
    createTables(database);
    // Takes the lock now, so that a second process fails here and not at its first message.
    database.prepare('update messages set free_at = ?, leased = 0 where leased = 1').run(now());
  } catch (error) {
    database.close();
    throw error;
  }
  return new Sqlite(database, now);
}

/** A message that is being worked on. Once its lease has ended, somebody else may have another one of it. */
interface LeasedMessage {
  readonly seq: number;
  readonly id: string;
  /** When it ends, in milliseconds since 1970. */
  readonly until: number;
}

interface Row {
  readonly seq: number;
  readonly id: string;
  readonly grp: string;
  readonly body: string;
  readonly attempts: number;
  readonly enqueued_at: number;
}

class Sqlite implements SqliteQueue {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  /** When each tenant had its last turn, counted in turns. */
  readonly #turns = new Map<string, number>();
  #turn = 0;
  /** Until when nothing of a tenant is handed out. */
  readonly #heldUntil = new Map<string, number>();
  /** What each lease that is not settled has to settle. */
  readonly #leases = new WeakMap<Lease, readonly LeasedMessage[]>();

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async enqueue({ id, group, body }: Message): Promise<boolean> {
    return await this.#atomically((now) => {
      this.#run('delete from settled where at <= ?', now - queuePolicy.rememberSeconds * 1000);
      const sql = `insert into messages (id, grp, body, enqueued_at, free_at, tenant) select ?, ?, ?, ?, ?, ?
        where not exists (select 1 from settled where id = ?) on conflict do nothing`;
      return this.#run(sql, id, group, body, now, now, tenantOf(group), id) > 0;
    });
  }

  async lease(most: number, mostOfOne = Infinity): Promise<readonly Lease[]> {
    return await this.#atomically((now) => {
      // A process that was killed in its last attempt left these behind.
      this.#run(
        'update messages set dead = 1, attempts = 0, leased = 0 where dead = 0 and attempts >= ? and free_at <= ?',
        queuePolicy.mostAttempts,
        now,
      );
      return this.#lease(most, { dead: 0, mostOfOne, now });
    });
  }

  async leaseDead(most: number): Promise<readonly Lease[]> {
    return await this.#atomically((now) => this.#lease(most, { dead: 1, mostOfOne: Infinity, now }));
  }

  async acknowledge(lease: Lease): Promise<void> {
    await this.#atomically((now) => {
      for (const { seq, id, until } of this.#take(lease)) {
        const sql = 'delete from messages where seq = ? and free_at = ? and leased = 1';
        if (this.#run(sql, seq, until) > 0) this.#run('insert or replace into settled (id, at) values (?, ?)', id, now);
      }
    });
  }

  async retry(lease: Lease, seconds: number, uncounted?: Uncounted): Promise<void> {
    await this.#atomically((now) => {
      const free = now + Math.ceil(seconds * 1000);
      // What one group waits for, the others of its tenant would wait for too.
      if (uncounted === 'early') this.#heldUntil.set(tenantOf(lease.group), free);
      for (const { seq, until } of this.#take(lease)) {
        const sql =
          'update messages set free_at = ?, leased = 0, attempts = attempts - ? where seq = ? and free_at = ? and leased = 1';
        this.#run(sql, free, uncounted ? 1 : 0, seq, until);
      }
    });
  }

  async counts(): Promise<QueueCounts> {
    return await this.#atomically((now) => {
      const sql =
        'select count(*) filter (where dead = 0) waiting, count(*) filter (where dead = 1) dead, min(enqueued_at) filter (where dead = 0) oldest from messages';
      const { waiting, dead, oldest } = this.#database.prepare(sql).get() as {
        waiting: number;
        dead: number;
        oldest: number | null;
      };
      return { waiting, dead, oldestSeconds: oldest === null ? 0 : Math.max(0, (now - oldest) / 1000) };
    });
  }

  async write(): Promise<void> {
    // No id of a message: those are of deliveries and pull requests. The next message takes it away.
    await this.#atomically(() => this.#run("insert or replace into settled (id, at) values ('written', 0)"));
  }

  close(): void {
    this.#database.close();
  }

  /** Each tenant in turn, those first who have the least under way. */
  #lease(
    most: number,
    { dead, mostOfOne, now }: { readonly dead: 0 | 1; readonly mostOfOne: number; readonly now: number },
  ): readonly Lease[] {
    const underWay = this.#underWay(now);
    const waiting = new Set(this.#tenantsWaiting(dead, now));
    const leases: Lease[] = [];
    while (leases.length < most && waiting.size > 0) {
      const [tenant = ''] = [...waiting].toSorted(
        (a, b) =>
          (underWay.get(a) ?? 0) - (underWay.get(b) ?? 0) || (this.#turns.get(a) ?? 0) - (this.#turns.get(b) ?? 0),
      );
      const isFull = tenant !== '' && (underWay.get(tenant) ?? 0) >= mostOfOne;
      const group = isFull ? undefined : this.#nextGroup(tenant, dead, now);
      if (group === undefined) waiting.delete(tenant);
      else {
        leases.push(this.#leaseGroup(group, dead, now));
        underWay.set(tenant, (underWay.get(tenant) ?? 0) + 1);
        this.#turn += 1;
        this.#turns.set(tenant, this.#turn);
      }
    }
    return leases;
  }

  #underWay(now: number): Map<string, number> {
    const sql =
      'select tenant, count(distinct grp) as groups from messages where leased = 1 and free_at > ? group by tenant';
    const rows = this.#database.prepare(sql).all(now) as unknown as readonly { tenant: string; groups: number }[];
    return new Map(rows.map(({ tenant, groups }) => [tenant, groups]));
  }

  #tenantsWaiting(dead: 0 | 1, now: number): readonly string[] {
    const sql = 'select distinct tenant from messages where dead = ? and free_at <= ?';
    const rows = this.#database.prepare(sql).all(dead, now) as unknown as readonly { readonly tenant: string }[];
    return rows.map(({ tenant }) => tenant).filter((tenant) => (this.#heldUntil.get(tenant) ?? 0) <= now);
  }

  #nextGroup(tenant: string, dead: 0 | 1, now: number): string | undefined {
    const row = this.#database.prepare(nextGroup).get(dead, tenant, now, now) as { readonly grp: string } | undefined;
    return row?.grp;
  }

  #leaseGroup(grp: string, dead: 0 | 1, now: number): Lease {
    const sql =
      'select seq, id, grp, body, attempts, enqueued_at from messages where grp = ? and dead = ? order by seq limit ?';
    const rows = this.#database.prepare(sql).all(grp, dead, queuePolicy.mostMessages) as unknown as readonly Row[];
    const until = now + queuePolicy.leaseSeconds * 1000;
    for (const { seq } of rows)
      this.#run('update messages set free_at = ?, leased = 1, attempts = attempts + 1 where seq = ?', until, seq);
    const attempt = Math.max(...rows.map(({ attempts }) => attempts)) + 1;
    const messages = rows.map(({ id, body }) => ({ id, group: grp, body }));
    const queuedAt = Math.min(...rows.map(({ enqueued_at: at }) => at));
    const lease = { group: grp, messages, attempt, last: attempt >= queuePolicy.mostAttempts, queuedAt };
    this.#leases.set(
      lease,
      rows.map(({ seq, id }) => ({ seq, id, until })),
    );
    return lease;
  }

  /** The messages of a lease, which is settled once. */
  #take(lease: Lease): readonly LeasedMessage[] {
    const messages = this.#leases.get(lease) ?? [];
    this.#leases.delete(lease);
    return messages;
  }

  #run(sql: string, ...values: readonly (string | number)[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes);
  }

  /** SQLite works at once, so nothing can come between the statements; a failure undoes all of them. */
  async #atomically<T>(work: (now: number) => T): Promise<T> {
    await Promise.resolve();
    this.#database.exec('begin immediate');
    try {
      const result = work(this.#now());
      this.#database.exec('commit');
      return result;
    } catch (error) {
      // A full disk has undone it already; what is thrown is why.
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw error;
    }
  }
}

/** Whose a group is: what stands before the first slash. */
function tenantOf(group: string): string {
  const slash = group.indexOf('/');
  return slash === -1 ? '' : group.slice(0, slash);
}
