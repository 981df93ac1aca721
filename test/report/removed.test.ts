import { expect, test } from 'vitest';
import { outputs } from '../review/outputs.ts';
import { example } from './example-review.ts';

test('every output says what the change takes out of clusters', async () => {
  const gone = {
    about: 'Gateway kong/<old>',
    clusters: ['prod'],
    path: 'prod/old.yaml',
    line: 3,
    cause: 'deleted',
  } as const;
  const accounted = { deployed: 1, ofNoConcern: 0, notRead: 0 };
  for (const [format, text] of await outputs({ ...example, accounted, removed: [gone] }, true))
    expect(`${format}: ${text}`).toMatch(/Gateway.{0,20}old/s);
});
