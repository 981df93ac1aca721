import { DatabaseSync } from 'node:sqlite';
import { queuePolicy, type Lease, type Message, type Queue, type QueueCounts } from './queue.ts';

const schema = `
create table if not exists messages (
  seq integer primary key autoincrement,
  id text not null,
  grp text not null,
  body text not null,
  enqueued_at integer not null,
  free_at integer not null,
  leased integer not null default 0,
  attempts integer not null default 0,
  dead integer not null default 0
) strict;
create unique index if not exists one_of_each on messages (id) where dead = 0;
-- The planner must walk by seq and probe a group, not sort all that is free.
create index if not exists by_group on messages (grp, seq, free_at, dead);
create table if not exists settled (id text primary key, at integer not null) strict, without rowid;
pragma user_version = 1;
`;

const freeGroups = `
select distinct grp from (
  select grp from messages m where dead = ? and free_at <= ?
  and not exists (select 1 from messages o where o.grp = m.grp and o.dead = m.dead and o.free_at > ?)
  order by seq limit 1000
) limit ?`;

/** A queue in one SQLite file that belongs to one process; opened by a second one it throws. */
export interface SqliteQueue extends Queue {
  close(): void;
}

/**
 * Opens or creates the file (`:memory:` for none). What an earlier process was working on when it ended is
 * free again. \`now\` gives milliseconds since 1970.
 */
export function openSqliteQueue(file: string, now: () => number = Date.now): SqliteQueue {
  const database = new DatabaseSync(file);
  try {
    database.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000;',
    );
    database.exec(schema);
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
}

class Sqlite implements SqliteQueue {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  /** What each lease that is not settled has to settle. */
  readonly #leases = new WeakMap<Lease, readonly LeasedMessage[]>();

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async enqueue({ id, group, body }: Message): Promise<boolean> {
    return await this.#atomically((now) => {
      this.#run('delete from settled where at <= ?', now - queuePolicy.rememberSeconds * 1000);
      const sql = `insert into messages (id, grp, body, enqueued_at, free_at) select ?, ?, ?, ?, ?
        where not exists (select 1 from settled where id = ?) on conflict do nothing`;
      return this.#run(sql, id, group, body, now, now, id) > 0;
    });
  }

  async lease(most: number): Promise<readonly Lease[]> {
    return await this.#atomically((now) => {
      // A process that was killed in its last attempt left these behind.
      this.#run(
        'update messages set dead = 1, attempts = 0, leased = 0 where dead = 0 and attempts >= ? and free_at <= ?',
        queuePolicy.mostAttempts,
        now,
      );
      return this.#lease(most, 0, now);
    });
  }

  async leaseDead(most: number): Promise<readonly Lease[]> {
    return await this.#atomically((now) => this.#lease(most, 1, now));
  }

  async acknowledge(lease: Lease): Promise<void> {
    await this.#atomically((now) => {
      for (const { seq, id, until } of this.#take(lease)) {
        const sql = 'delete from messages where seq = ? and free_at = ? and leased = 1';
        if (this.#run(sql, seq, until) > 0) this.#run('insert or replace into settled (id, at) values (?, ?)', id, now);
      }
    });
  }

  async retry(lease: Lease, seconds: number): Promise<void> {
    await this.#atomically((now) => {
      const free = now + Math.ceil(seconds * 1000);
      for (const { seq, until } of this.#take(lease)) {
        const sql = 'update messages set free_at = ?, leased = 0 where seq = ? and free_at = ? and leased = 1';
        this.#run(sql, free, seq, until);
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

  close(): void {
    this.#database.close();
  }

  #lease(most: number, dead: 0 | 1, now: number): readonly Lease[] {
    const groups = this.#database.prepare(freeGroups).all(dead, now, now, most) as unknown as readonly {
      readonly grp: string;
    }[];
    return groups.map(({ grp }) => {
      const sql = 'select seq, id, grp, body, attempts from messages where grp = ? and dead = ? order by seq limit ?';
      const rows = this.#database.prepare(sql).all(grp, dead, queuePolicy.mostMessages) as unknown as readonly Row[];
      const until = now + queuePolicy.leaseSeconds * 1000;
      for (const { seq } of rows)
        this.#run('update messages set free_at = ?, leased = 1, attempts = attempts + 1 where seq = ?', until, seq);
      const attempt = Math.max(...rows.map(({ attempts }) => attempts)) + 1;
      const messages = rows.map(({ id, body }) => ({ id, group: grp, body }));
      const lease = { group: grp, messages, attempt, last: attempt >= queuePolicy.mostAttempts };
      this.#leases.set(
        lease,
        rows.map(({ seq, id }) => ({ seq, id, until })),
      );
      return lease;
    });
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
      this.#database.exec('rollback');
      throw error;
    }
  }
}
