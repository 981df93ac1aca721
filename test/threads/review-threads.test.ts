import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import type { ReviewInput } from '../../src/session/operations.ts';
import { ReviewNotBegun, type Session } from '../../src/session/reviewer.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { packTrees } from '../../src/source/packed-trees.ts';
import { createReviewThreads, type ReviewThreads } from '../../src/threads/review-threads.ts';

const entry = new URL('unruly-thread.ts', import.meta.url);
const threads = (most = 1): ReviewThreads => createReviewThreads({ entry, most, megabytes: 256 });

const patient = (): number => 250_000;
/** Enough to begin a step in, and over long before any of those here ends. */
const hasty = (): number => 300;

const input = (path: string): ReviewInput => ({
  trees: packTrees([sourcesOf({ [path]: 'a: 1\n' })]),
  config: defaultConfig,
  failOn: null,
  today: null,
  branch: null,
  configUsable: null,
});
const asked = async (session: Session, path: string): Promise<readonly string[]> =>
  (await session.ask('review', input(path))).changedPaths;

describe('a review in a thread', () => {
  test('answers as one in this thread does, step after step, and the next one too', async () => {
    const reviewer = threads();
    for (const path of ['one.yaml', 'two.yaml']) {
      const session = reviewer.open(patient);
      expect(await asked(session, path)).toEqual([path]);
      const print = {
        what: 'review',
        format: 'text',
        states: null,
        colour: false,
        columns: null,
        version: '0',
      } as const;
      expect(await session.ask('print', print)).toContain('No findings');
      session.close();
    }
  });

  test.each([
    ['an endless loop', 'spin', hasty, { exhausted: 'time' }],
    ['a pattern without an end', 'backtrack', hasty, { exhausted: 'time' }],
    ['too much memory', 'grow', patient, { exhausted: 'memory' }],
    ['an error of ours', 'fail', patient, { message: 'a bug' }],
    ['the end of the thread', 'exit', patient, { message: 'the thread of a review ended before it answered' }],
  ])('ends with its cause, and the next one begins at once: %s', async (_, path, time, failure) => {
    const reviewer = threads();
    const session = reviewer.open(time);
    await expect(asked(session, path)).rejects.toMatchObject(failure);
    session.close();
    expect(await asked(reviewer.open(patient), 'next.yaml')).toEqual(['next.yaml']);
  });

  test('keeps nobody else from working', async () => {
    const reviewer = threads(2);
    const stuck = reviewer.open(patient);
    const never = asked(stuck, 'spin');
    expect(await asked(reviewer.open(patient), 'other.yaml')).toEqual(['other.yaml']);
    stuck.close();
    await expect(never).rejects.toThrow('ended before it answered');
  });

  test('waits for its turn, and says where that never came', async () => {
    const reviewer = threads(1);
    const first = reviewer.open(patient);
    await asked(first, 'first.yaml');
    await expect(asked(reviewer.open(hasty), 'second.yaml')).rejects.toThrow(ReviewNotBegun);
    const third = asked(reviewer.open(patient), 'third.yaml');
    first.close();
    expect(await third).toEqual(['third.yaml']);
  });
});
