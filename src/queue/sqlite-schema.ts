import { chmodSync, closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { NewerRelease } from './newer-release.ts';

/** Raised with each change that an earlier release would not understand. */
const version = 2;

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
  dead integer not null default 0,
  tenant text not null default ''
) strict;
create unique index if not exists one_of_each on messages (id) where dead = 0;
-- The planner must walk by seq and probe a group, not sort all that is free.
create index if not exists by_group on messages (grp, seq, free_at, dead);
create index if not exists by_tenant on messages (dead, tenant, seq);
create table if not exists settled (id text primary key, at integer not null) strict, without rowid;
pragma user_version = ${version};
`;

/** The oldest group of a tenant of which no message is being worked on or waits for its time. */
export const nextGroup = `
select grp from messages m where dead = ? and tenant = ? and free_at <= ?
and not exists (select 1 from messages o where o.grp = m.grp and o.dead = m.dead and o.free_at > ?)
order by seq limit 1`;

/** Creates what is not there yet, all of it or nothing. */
export function createTables(database: DatabaseSync): void {
  database.exec('begin immediate');
  try {
    addTenants(database);
    database.exec(schema);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

/** A queue of an earlier release does not say whose its messages are. */
function addTenants(database: DatabaseSync): void {
  const { user_version: found } = database.prepare('pragma user_version').get() as { user_version: number };
  if (found > version) throw new NewerRelease(`version ${found} of the queue`);
  if (found === 1) database.exec("alter table messages add column tenant text not null default ''");
}

/** Names of private repositories stand in it; SQLite gives its other files the mode of this one. */
export function keepPrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}
