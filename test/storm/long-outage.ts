import type { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakePull } from '../fake-github/state.ts';
import { Outage, type Breakage } from '../lambda/outage.ts';
import { faultsOf } from './storm.ts';

/** What fails for a while, and then works again. */
export const dependencies = [
  'GitHub answers with 502',
  'GitHub never answers',
  'GitHub takes no check runs',
  'GitHub gives no files',
  'GitHub answers every third request',
  'DynamoDB refuses',
  'SQS refuses',
  'SSM refuses',
] as const;

export type Dependency = (typeof dependencies)[number];

export interface LongOutageReport {
  readonly pulls: number;
  /** Pull requests whose newest head was judged in the end, and not told that there is no result. */
  readonly judged: number;
  /** Minutes from the end of the outage to the last result of what was opened before it ended. */
  readonly minutesAfter: number;
  readonly attemptsFailed: number;
  readonly reviewsFailed: number;
  readonly gaveUp: number;
  readonly wrong: readonly string[];
}

/** Milliseconds that a request without an answer costs: the limit of one. */
const silence = 30_000;

/**
 * A pull request is opened every five minutes; from the tenth minute on something fails for so many minutes. All time is
 * that of a clock which the simulation moves: a request that is never answered moves it by its limit.
 */
export async function runLongOutage(dependency: Dependency, minutes: number): Promise<LongOutageReport> {
  const breakage: { -readonly [K in keyof Breakage]: Breakage[K] } = {};
  const outage = new Outage(breakage);
  const { github, repository, data } = outage;
  github.quota = Infinity;
  await outage.run(10);
  const until = github.clock.now() + minutes * 60_000;
  const { github: fault, ...others } = breaking(dependency, github);
  github.fault = (call) => (github.clock.now() < until ? (fault?.(call) ?? null) : null);
  Object.assign(breakage, others);
  await outage.run(minutes);
  for (const key of Object.keys(others)) delete breakage[key as keyof Breakage];
  const opened = [...repository.pulls.values()];
  for (let n = 0; n < 180 && !opened.every(isJudged); n += 1) await outage.run(1);
  const sum = (name: string): number =>
    data.filter(({ metric }) => metric === name).reduce((total, { value }) => total + value, 0);
  return {
    pulls: opened.length,
    judged: opened.filter(isJudged).length,
    minutesAfter: Math.max(0, Math.round((github.clock.now() - until) / 60_000)),
    attemptsFailed: sum('AttemptsFailed'),
    reviewsFailed: sum('ReviewsFailed'),
    gaveUp: sum('JobsGivenUp'),
    wrong: opened.flatMap(faultsOf),
  };
}

function breaking(dependency: Dependency, github: FakeGitHub): Breakage {
  let n = 0;
  switch (dependency) {
    case 'GitHub answers with 502':
      return { github: () => ({ kind: 'status', status: 502 }) };
    case 'GitHub never answers':
      return {
        github: () => {
          github.clock.time += silence;
          return { kind: 'cut' };
        },
      };
    case 'GitHub takes no check runs':
      return {
        github: ({ route, isWrite }) =>
          isWrite && route.includes('check-runs') ? { kind: 'status', status: 503 } : null,
      };
    case 'GitHub gives no files':
      return { github: ({ path }) => (path.includes('/git/') ? { kind: 'status', status: 502 } : null) };
    case 'GitHub answers every third request':
      return {
        github: () => {
          n += 1;
          return n % 3 === 0 ? null : { kind: 'status', status: 502, applied: n % 2 === 0 };
        },
      };
    case 'DynamoDB refuses':
      return { dynamo: true };
    case 'SQS refuses':
      return { sqs: true };
    case 'SSM refuses':
      return { ssm: true };
  }
}

function isJudged({ repository, head }: FakePull): boolean {
  const run = repository.runs.find((each) => each.head === head && each.status === 'completed');
  return run?.conclusion === 'success';
}
