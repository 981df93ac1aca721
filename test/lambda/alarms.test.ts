import { describe, expect, test } from 'vitest';
import { readAlarms } from '../../scripts/package/alarms.ts';
import { metricOf, ringsAfter } from './alarms.ts';
import { breakages, silence } from './breakages.ts';
import { Outage, type Breakage } from './outage.ts';

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

const inventoryOf = (file: string): string => `clusters: [{ name: prod, paths: ['**'], inventory: ${file} }]\n`;

describe('an alarm rings where', () => {
  test.each(breakages)('$what', async ({ breakage, rings, within }) => {
    const rang = await ringing(breakage, 90);
    expect(Object.fromEntries(rang)).toHaveProperty(rings);
    expect(rang.get(rings)).toBeLessThanOrEqual(within);
  });

  test('nothing has come for three days', async () => {
    const rang = await ringing({ quiet: true }, silence.within);
    expect([...rang.keys()]).toEqual([silence.rings]);
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
  const rung = new Set([...breakages.map(({ rings }) => `${rings}Alarm`), 'NoDeliveriesAlarm']);
  expect(new Set(alarms.map(({ name }) => name))).toEqual(rung);
  for (const { AlarmActions, AlarmDescription } of alarms) {
    expect(JSON.stringify(AlarmActions)).toMatch(/AlarmTopic/);
    expect(AlarmDescription.length).toBeGreaterThan(60);
  }
  expect(new Set(alarms.map(metricOf)).size).toBe(alarms.length);
});
