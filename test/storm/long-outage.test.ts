import { expect, test } from 'vitest';
import { dependencies, runLongOutage } from './long-outage.ts';

test.each(dependencies)('an hour in which %s ends no review without a result', async (dependency) => {
  const report = await runLongOutage(dependency, 60);
  expect(report).toMatchObject({ judged: report.pulls, reviewsFailed: 0, gaveUp: 0, wrong: [] });
  expect(report.minutesAfter).toBeLessThanOrEqual(35);
});

test('after three hours attempts count, and each check run says that there is no result', async () => {
  const report = await runLongOutage('GitHub gives no files', 6 * 60);
  expect(report.reviewsFailed).toBeGreaterThan(0);
  expect(report).toMatchObject({ gaveUp: 0, wrong: [] });
});
