import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Repository } from '../../site/src/playground/repository.ts';
import type { Request } from '../../site/src/playground/review-messages.ts';
import { createReviewer, type Told } from '../../site/src/playground/reviewer.ts';

const state = (text: string): Repository => ({ base: null, head: { 'a.yaml': text } });

describe('the reviewer of the playground', () => {
  /** What the engine was asked last, and how many were started and stopped. */
  let asked: Request;
  let engine: Told;
  let [started, stopped] = [0, 0];
  let told: unknown[];
  let ask: (repository: Repository) => void;

  const answer = (): void =>
    engine.answered({ id: asked.id, compared: false, verdict: 'pass', findings: [], notRead: 0, page: '', took: 1 });

  beforeEach(() => {
    vi.useFakeTimers();
    [started, stopped, told] = [0, 0, []];
    const start = (listener: Told): { review(request: Request): void; stop(): void } => {
      engine = listener;
      started += 1;
      return { review: (request) => (asked = request), stop: () => (stopped += 1) };
    };
    ({ ask } = createReviewer(start, (result, about) => told.push('failure' in result ? result.failure : about)));
  });
  afterEach(() => vi.useRealTimers());

  test('reviews the newest of the states that waited', () => {
    ['one', 'two', 'three'].forEach((text) => ask(state(text)));
    answer();
    answer();
    expect(told).toEqual([state('one'), state('three')]);
  });

  test('stops after a second what a newer state waits for, and tells nothing of it', () => {
    ask(state('endless'));
    vi.advanceTimersByTime(5_000);
    ask(state('next'));
    vi.advanceTimersByTime(500);
    ask(state('newest'));
    vi.advanceTimersByTime(500);
    answer();
    expect(told).toEqual([state('newest')]);
    expect([started, stopped]).toEqual([2, 1]);
  });

  test('stops at the deadline what nothing waits for, and says so', () => {
    ask(state('endless'));
    vi.advanceTimersByTime(15_000);
    expect(told).toEqual([expect.stringContaining('15 seconds')]);
  });

  test('begins again after an engine that broke', () => {
    ask(state('one'));
    engine.broke();
    ask(state('two'));
    answer();
    expect(told).toEqual([expect.stringContaining('without an answer'), state('two')]);
  });
});
