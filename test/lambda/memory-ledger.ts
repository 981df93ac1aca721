import type { Ledger } from '../../src/lambda/ledger.ts';

/** A ledger that knows what the one on DynamoDB knows, for tests that ask it thousands of times. */
export function memoryLedger(now: () => number): Ledger {
  const seconds = (): number => Math.floor(now() / 1000);
  const taken = new Map<string, { readonly owner: string; readonly until: number }>();
  const done = new Set<string>();
  const attempts = new Map<string, number>();
  const add = (group: string, by: number): number => {
    const count = (attempts.get(group) ?? 0) + by;
    attempts.set(group, count);
    return count;
  };
  const answer = async <T>(value: T): Promise<T> => await Promise.resolve(value);
  return {
    take: async (group, owner, lease) => {
      const other = taken.get(group);
      if (other !== undefined && other.until > seconds() && other.owner !== owner) return await answer(other.until);
      taken.set(group, { owner, until: seconds() + lease });
      return await answer(null);
    },
    release: async (group, owner) => {
      if (taken.get(group)?.owner === owner) taken.delete(group);
      await answer(undefined);
    },
    wasDone: async (id) => await answer(done.has(id)),
    markDone: async (id) => {
      await answer(done.add(id));
    },
    begin: async (group) => await answer(add(group, 1)),
    waited: async (group) => {
      await answer(add(group, -1));
    },
    finished: async (group) => {
      await answer(attempts.delete(group));
    },
    shared: () => async () => await answer(null),
  };
}
