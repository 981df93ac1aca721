import { describe, expect, test } from 'vitest';
import {
  findStuckRuns,
  leastAgeOfStuckRun,
  sweepEvery,
  type StuckRun,
} from '../../src/github/check-runs/stuck-runs.ts';
import { textHash } from '../../src/github/model/external-id.ts';
import type { FakePull, FakeRun } from '../fake-github/state.ts';
import { leaveRun, setUp } from './harness.ts';

const minute = 60_000;
const old = leastAgeOfStuckRun;
const about = (number: number, request = ''): string => `v1:pull:${number}:${textHash('main')}:${request}`;

/** What a sweep at this time finds. */
async function stuckIn({ servicesNow, github, installation }: ReturnType<typeof setUp>): Promise<readonly StuckRun[]> {
  const target = { installation: installation.id, app: github.app.id };
  const found: StuckRun[] = [];
  for await (const each of findStuckRuns(servicesNow().client, github.clock, target)) found.push(each);
  return found;
}

describe('a check run that was left open', () => {
  test('is a job for its pull request, which answers what was asked for', async () => {
    const world = setUp();
    const { github, repository, installation } = world;
    const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    const run = leaveRun(github, pull, { externalId: about(1, '0a1b2c3d') });
    github.clock.time += old;
    const id = `sweep:${pull.head}:CR_${run.id}`;
    expect(await stuckIn(world)).toEqual([
      {
        id,
        job: {
          kind: 'pull',
          installation: installation.id,
          repositoryId: repository.id,
          repository: { owner: 'acme', repo: 'infra' },
          delivery: id,
          number: 1,
          head: pull.head,
          request: '0a1b2c3d',
          sender: null,
        },
      },
    ]);
  });

  interface Given {
    readonly age?: number;
    readonly run?: Partial<FakeRun>;
    readonly state?: FakePull['state'];
    readonly archived?: boolean;
  }

  test.each<[string, Given, number]>([
    ['one that is old enough', {}, 1],
    ['one that is young', { age: old - 1 }, 0],
    ['one that has not begun', { run: { status: 'queued' } }, 0],
    ['one that is completed', { run: { status: 'completed', conclusion: 'failure' } }, 0],
    ['another app’s, and so none of ours', { run: { app: 1 } }, 1],
    ['one of another name, and so none of ours', { run: { name: 'Other' } }, 1],
    ['one without an external id', { run: { externalId: null } }, 0],
    ['one whose external id cannot be read', { run: { externalId: 'v9:something' } }, 0],
    ['one of another pull request with the same head', { run: { externalId: about(77) } }, 1],
    ['one about a merge group', { run: { externalId: `v1:group:${'0'.repeat(40)}:` } }, 0],
    ['one of a closed pull request', { state: 'CLOSED' }, 0],
    ['one of an archived repository', { archived: true }, 0],
    ['one of a pull request that was touched a day ago', { age: 24 * 60 * minute }, 1],
    ['one of a pull request that nobody touched for a day', { age: 24 * 60 * minute + 1 }, 0],
  ])('%s', async (_, { age = old, run, state = 'OPEN', archived = false }, found) => {
    const world = setUp();
    const { github, repository } = world;
    const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    leaveRun(github, pull, run);
    if (state !== 'OPEN') github.setState(pull, state);
    repository.archived = archived;
    github.clock.time += age;
    expect(await stuckIn(world)).toHaveLength(found);
  });

  test('is found in the repository that it is in', async () => {
    const world = setUp();
    const other = world.github.createRepository('acme/other', {});
    leaveRun(world.github, world.github.openPull(other, { 'a.yaml': 'one: 2\n' }));
    world.github.clock.time += old;
    expect(await stuckIn(world)).toMatchObject([{ job: { repository: { repo: 'other' }, repositoryId: other.id } }]);
  });

  test('is found beside one whose external id cannot be read', async () => {
    const world = setUp();
    const pull = world.github.openPull(world.repository, { 'a.yaml': 'one: 2\n' });
    leaveRun(world.github, pull, { externalId: null });
    leaveRun(world.github, pull);
    world.github.clock.time += old;
    expect(await stuckIn(world)).toHaveLength(1);
  });
});

describe('an installation', () => {
  /** The node ids that each query asks for, in these sweeps one after the other. */
  async function asked(repositories: number, sweeps: number): Promise<readonly (readonly string[])[]> {
    const world = setUp();
    const { github } = world;
    for (let n = 1; n < repositories; n += 1) github.createRepository(`acme/other-${n}`, {});
    for (let sweep = 0; sweep < sweeps; sweep += 1) {
      expect(await stuckIn(world)).toEqual([]);
      github.clock.time += sweepEvery;
    }
    return github.calls
      .filter(({ route }) => route === 'query StuckRuns')
      .map(({ body }) => (body as { readonly variables: { readonly ids: readonly string[] } }).variables.ids);
  }

  test.each([
    [1, [1]],
    [25, [25]],
    [26, [25, 1]],
    [110, [25, 25, 25, 25, 10]],
    [300, Array<number>(12).fill(25)],
  ])('of %i repositories is asked about all of them at once, in queries of %j', async (repositories, sizes) => {
    const queries = await asked(repositories, 1);
    expect(queries.map(({ length }) => length)).toEqual(sizes);
    expect(new Set(queries.flat()).size).toBe(repositories);
  });

  test.each([
    [400, 2],
    [500, 2],
    [700, 3],
  ])('of %i repositories is asked about all of them in %i sweeps', async (repositories, sweeps) => {
    const queries = await asked(repositories, sweeps);
    expect(queries.length).toBeLessThanOrEqual(sweeps * 12);
    expect(new Set(queries.flat()).size).toBe(repositories);
  });
});
