import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { cutSentences } from '../../src/report/counts.ts';
import { possibleClusters } from '../../src/review/possible-clusters.ts';
import { bringsAbout } from '../../src/review/taken-back.ts';
import { changedLines } from '../../src/review/changed-lines.ts';
import type { Sources } from '../../src/source/sources.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { gatewayClass } from '../manifests/gateway-api.ts';

const release = (version: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: kong }
spec:
  destination: { namespace: kong }
  source: { repoURL: https://charts.konghq.com, chart: kong, targetRevision: '${version}' }
`;

test('of the versions that a chart may have all are judged, and of a very large cluster some, which is counted', () => {
  const [cluster] = discoverClusters(sourcesOf({ 'kong.yaml': release('*') }), defaultConfig).clusters;
  if (cluster === undefined) throw new Error('there is a cluster');
  const all = possibleClusters(cluster);
  expect(all.judged.length).toBeGreaterThan(10);
  expect(all.passedOver).toBe(0);
  const [object] =
    discoverClusters(sourcesOf({ 'class.yaml': gatewayClass() }), defaultConfig).clusters[0]?.objects ?? [];
  if (object === undefined) throw new Error('there is an object');
  const large = possibleClusters({ ...cluster, objects: Array.from({ length: 10_000 }, () => object) });
  expect(large.judged.length).toBe(5);
  expect(large.judged.length + large.passedOver).toBe(all.judged.length);
});

test.each([
  [2, 2, []],
  [1, undefined, ['wrong']],
])('with work for %i evaluations the line that brings a finding about is %s', (most, line, passedOver) => {
  const [base, head] = ['a: 1\nb: 2\nc: 3\nd: 4\n', 'a: 1\nb: x\nc: 3\nd: y\n'].map((text) =>
    sourcesOf({ 'a.yaml': text }),
  );
  if (base === undefined || head === undefined) throw new Error('there are two trees');
  const wrongIn = (edited: Sources): ReadonlySet<string> =>
    new Set(edited.text('a.yaml')?.includes('x') === true ? ['wrong'] : []);
  const found = bringsAbout(changedLines(base, head), base, head, wrongIn, () => most);
  expect(found.lineOf('wrong')?.line).toBe(line);
  expect([...found.passedOver]).toEqual(passedOver);
});

test('files that a change adds are looked at as well, as many as there is work for, after the lines of those that were there', () => {
  const [base, head] = [{ 'z.yaml': 'a: 1\n' }, { 'z.yaml': 'a: 2\n', 'a.yaml': 'a: x\n', 'b.yaml': 'a: y\n' }].map(
    sourcesOf,
  );
  if (base === undefined || head === undefined) throw new Error('there are two trees');
  const wrongIn = (edited: Sources): ReadonlySet<string> =>
    new Set(['x', 'y'].filter((each) => edited.paths.some((path) => edited.text(path)?.includes(each) === true)));
  const found = bringsAbout(changedLines(base, head), base, head, wrongIn, () => 2);
  expect(found.lineOf('x')?.path).toBe('a.yaml');
  expect(found.lineOf('y')).toBeUndefined();
  expect([...found.passedOver]).toEqual(['y']);
});

test.each([
  [{ suggestions: 0, versions: 0, places: 0 }, ''],
  [
    { suggestions: 2, versions: 0, places: 0 },
    '2 findings have no suggestion, because proving more would be too much work for one review. ',
  ],
  [
    { suggestions: 0, versions: 1, places: 1 },
    'Of the versions that charts may have, 1 was not judged: the clusters are too large for all of them. The change is too large to look for the line that brings 1 finding about. ',
  ],
])('what was cut is said: %j', (cut, sentences) => {
  expect(cutSentences({ cut })).toBe(sentences);
});
