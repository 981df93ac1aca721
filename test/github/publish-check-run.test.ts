import { describe, expect, test } from 'vitest';
import { completedExternalId, externalId, type RunSubject } from '../../src/github/model/external-id.ts';
import { completeRun, createRun, type OpenRun } from '../../src/github/check-runs/publish-check-run.ts';
import { plainReport } from '../../src/report/check-run.ts';
import type { Call } from '../fake-github/fake-github.ts';
import type { Fault } from '../fake-github/faults.ts';
import { leaveRun, setUp } from './harness.ts';

const acme = { owner: 'acme', repo: 'infra' };
const subject: RunSubject = { kind: 'pull', number: 1, base: '0123abcd', request: '' };
const isCreate = ({ route }: Call): boolean => route === 'POST /repos/{owner}/{repo}/check-runs';
const isUpdate = ({ method }: Call): boolean => method === 'PATCH';

/** A world in which the first requests of a kind end in these ways, null for well. */
function failing(which: (call: Call) => boolean, faults: readonly (Fault | null)[]) {
  const world = setUp();
  const left = [...faults];
  world.github.fault = (call) => (which(call) ? (left.shift() ?? null) : null);
  const pull = world.github.openPull(world.repository, { 'a.yaml': 'one: 2\n' });
  const began = world.github.clock.now();
  const waited = (): number => (world.github.clock.now() - began) / 1000;
  return { ...world, pull, waited, sent: () => world.github.calls.filter(which).length };
}

const lost: Fault = { kind: 'status', status: 502 };
const doneAllTheSame: Fault = { kind: 'status', status: 502, applied: true };
const unknownCommit: Fault = { kind: 'status', status: 422, message: 'No commit found for SHA' };

describe('a check run is created once', () => {
  test.each<[string, readonly Fault[], number, number]>([
    ['at the first attempt', [], 1, 0],
    ['when GitHub says 502 and did it', [doneAllTheSame], 1, 2],
    ['when GitHub says 502 and did not', [lost], 2, 8],
    ['when GitHub says 502 twice and did it at last', [lost, doneAllTheSame], 2, 10],
    ['when the commit is not known at first', [unknownCommit, unknownCommit], 3, 4],
  ])('%s', async (_, faults, requests, seconds) => {
    const { services, repository, pull, sent, waited } = failing(isCreate, faults);
    const run = await createRun(services, acme, pull.head, subject);
    expect(repository.runs).toMatchObject([{ id: run.id, head: pull.head, externalId: externalId(subject) }]);
    expect(sent()).toBe(requests);
    expect(waited()).toBe(seconds);
  });

  test('when GitHub says 502 and did it, and replicas are behind', async () => {
    const { github, services, repository, pull } = failing(isCreate, [doneAllTheSame]);
    github.lag = 6_000;
    await createRun(services, acme, pull.head, subject);
    expect(repository.runs).toHaveLength(1);
  });

  test.each<[string, Fault, number]>([
    ['is broken', lost, 502],
    ['does not come to know the commit', unknownCommit, 422],
  ])('and not at all when GitHub %s: after three attempts it is an error', async (_, fault, status) => {
    const { services, repository, pull, sent } = failing(isCreate, [fault, fault, fault, fault]);
    await expect(createRun(services, acme, pull.head, subject)).rejects.toMatchObject({ status });
    expect(repository.runs).toEqual([]);
    expect(sent()).toBe(3);
  });

  test.each<[string, Parameters<typeof leaveRun>[2]]>([
    ['of the same subject that is completed', { status: 'completed', conclusion: 'cancelled' }],
    ['in progress about another pull request', { externalId: externalId({ ...subject, number: 2 }) }],
  ])('and not taken for one %s', async (_, change) => {
    const { github, services, repository, pull } = failing(isCreate, [lost]);
    const other = leaveRun(github, pull, { externalId: externalId(subject), ...change });
    const run = await createRun(services, acme, pull.head, subject);
    expect(run.id).not.toBe(other.id);
    expect(repository.runs).toHaveLength(2);
  });
});

describe('a check run is completed once', () => {
  const annotation = {
    path: 'a.yaml',
    start_line: 1,
    end_line: 1,
    annotation_level: 'failure',
    message: 'm',
    title: 't',
  } as const;
  const report = {
    ...plainReport('failure', 'title', 'summary'),
    annotations: Array.from({ length: 120 }, () => annotation),
    actions: [{ label: 'Apply fixes', description: 'd', identifier: 'fix' }],
  };

  async function complete(faults: readonly (Fault | null)[]) {
    const world = failing(isUpdate, faults);
    const { id, head } = leaveRun(world.github, world.pull);
    const run: OpenRun = { id, head, subject };
    return { ...world, completed: completeRun(world.services, acme, run, report) };
  }

  test.each<[string, readonly (Fault | null)[], number, number]>([
    ['at the first attempt', [], 3, 0],
    ['when GitHub says 502 twice and did it', [doneAllTheSame, doneAllTheSame], 3, 7],
    ['when GitHub says 502 of the conclusion and did it', [null, null, doneAllTheSame], 3, 2],
    ['when GitHub says 502 and did not', [lost, lost], 5, 7],
  ])('with each annotation once: %s', async (_, faults, requests, seconds) => {
    const { repository, completed, sent, waited } = await complete(faults);
    await completed;
    expect(repository.runs).toMatchObject([
      {
        conclusion: 'failure',
        completions: 1,
        externalId: completedExternalId(subject, true),
        actions: [{ label: 'Apply fixes' }],
      },
    ]);
    expect(repository.runs[0]?.annotations).toHaveLength(120);
    expect(sent()).toBe(requests);
    expect(waited()).toBe(seconds);
  });

  test('or not at all when GitHub stays broken', async () => {
    const { repository, completed, sent } = await complete([lost, lost, lost, lost]);
    await expect(completed).rejects.toMatchObject({ status: 502 });
    expect(repository.runs).toMatchObject([{ status: 'in_progress', annotations: [] }]);
    expect(sent()).toBe(3);
  });

  test('without annotations and buttons when GitHub does not take them', async () => {
    const { repository, completed, sent } = await complete([{ kind: 'status', status: 422 }]);
    await completed;
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1, annotations: [], actions: [] }]);
    expect(repository.runs[0]?.summary).toContain('GitHub did not accept the annotations');
    expect(sent()).toBe(2);
  });
});
