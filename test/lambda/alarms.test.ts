import { describe, expect, test } from 'vitest';
import { readAlarms } from '../../scripts/package/alarms.ts';
import { metricOf, ringsAfter } from './alarms.ts';
import { Outage, type Breakage } from './outage.ts';
import type { Call, FakeGitHub } from '../fake-github/fake-github.ts';

const alarms = readAlarms();

/** What rings after an outage of some hours, and after how many minutes. */
async function ringing(breakage: Breakage, minutes: number): Promise<ReadonlyMap<string, number>> {
  const outage = new Outage(breakage);
  const from = outage.github.clock.now();
  // Before the outage there were sweeps and deliveries.
  const before = ['Sweeps', 'Deliveries'].map((metric) => ({ metric, at: from - 60_000, value: 1 }));
  await outage.run(minutes);
  const rang = alarms.map(
    (alarm) =>
      [
        alarm.name.replace(/Alarm$/, ''),
        ringsAfter(alarm, [...before, ...outage.data], from, outage.github.clock.now()),
      ] as const,
  );
  return new Map(rang.flatMap(([name, after]) => (after === null ? [] : [[name, after]])));
}

const refusing =
  (status: number, where: (call: Call) => boolean): FakeGitHub['fault'] =>
  (call) =>
    where(call) ? { kind: 'status', status } : null;
const asApp = ({ path }: Call): boolean => path.startsWith('/app');
const anything = (): boolean => true;

const cutting: FakeGitHub['fault'] = () => ({ kind: 'cut' });

/** Of each dependency: what is broken, which alarm says so, and within how many minutes. */
const table: readonly (readonly [string, Breakage, string, number])[] = [
  ['SSM refuses', { ssm: true }, 'DeliveriesNotKept', 5],
  ['SQS refuses', { sqs: true }, 'DeliveriesNotKept', 5],
  ['DynamoDB refuses', { dynamo: true }, 'AttemptsFailed', 15],
  ['a newer release wrote the table', { newerTable: true }, 'LeftForNewer', 5],
  ['a newer release wrote the jobs', { newerJobs: true }, 'LeftForNewer', 5],
  ['GitHub answers with 502', { github: refusing(502, anything) }, 'AttemptsFailed', 15],
  ['a proxy cuts what goes to GitHub', { github: cutting }, 'AttemptsFailed', 15],
  ['a proxy cuts everything', { github: cutting, ssm: true, sqs: true, dynamo: true }, 'DeliveriesNotKept', 5],
  ['GitHub’s limits are used up', { quota: 0 }, 'OldestMessage', 60],
  [
    'GitHub refuses files, which the check run says',
    { github: refusing(403, ({ path }) => path.includes('/git/')) },
    'ReviewsFailed',
    60,
  ],
  ['the private key is revoked', { github: refusing(401, asApp) }, 'AppRefused', 15],
  ['the id is not that of the app', { github: refusing(404, asApp) }, 'AppRefused', 30],
  ['the webhook secrets differ', { secret: 'another' }, 'DeliveriesLost', 30],
  ['the URL leads nowhere', { unused: 'receiver' }, 'DeliveriesLost', 30],
  ['the receiver cannot start', { dead: 'receiver' }, 'ReceiverErrors', 5],
  ['no execution is free', { noExecutions: true }, 'ReceiverThrottles', 5],
  ['the worker cannot start', { dead: 'worker' }, 'WorkerErrors', 5],
  ['the worker is not called', { unused: 'worker' }, 'OldestMessage', 45],
  ['every attempt at a job dies', { dies: true }, 'JobsGivenUp', 60],
  ['the sweeper cannot start', { dead: 'sweeper' }, 'SweepsMissing', 75],
  ['the sweeper is not called', { unused: 'sweeper' }, 'SweepsMissing', 75],
  [
    'GitHub does not list deliveries',
    { github: refusing(500, ({ path }) => path.startsWith('/app/hook')) },
    'SweepPartsFailed',
    75,
  ],
];

const inventoryOf = (file: string): string => `clusters: [{ name: prod, paths: ['**'], inventory: ${file} }]\n`;

describe('an alarm rings where', () => {
  test.each(table)('%s', async (_, breakage, name, within) => {
    const rang = await ringing(breakage, 90);
    expect(Object.fromEntries(rang)).toHaveProperty(name);
    expect(rang.get(name)).toBeLessThanOrEqual(within);
  });

  test('nothing has come for three days', async () => {
    const rang = await ringing({ quiet: true }, 3 * 24 * 60 + 5);
    expect([...rang.keys()]).toEqual(['NoDeliveries']);
  });
});

test.each<[string, Breakage]>([
  ['all is well, whatever reviews find', {}],
  // The check run tells those who can mend it.
  ['a configuration cannot be read', { configuration: 'clusters: 7\n' }],
  ['an inventory cannot be read', { configuration: inventoryOf('{ repository: platform, path: maps/prod.json }') }],
])('none rings while %s', async (_, breakage) => {
  expect(await ringing(breakage, 180)).toEqual(new Map());
});

test('each alarm rings for one row at least, tells somebody, and says what happens and where to look', () => {
  const rung = new Set([...table.map(([, , name]) => `${name}Alarm`), 'NoDeliveriesAlarm']);
  expect(new Set(alarms.map(({ name }) => name))).toEqual(rung);
  for (const { AlarmActions, AlarmDescription } of alarms) {
    expect(JSON.stringify(AlarmActions)).toMatch(/AlarmTopic/);
    expect(AlarmDescription.length).toBeGreaterThan(60);
  }
  expect(new Set(alarms.map(metricOf)).size).toBe(alarms.length);
});
