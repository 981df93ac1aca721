import { describe, expect, test } from 'vitest';
import type { ClusterView } from '../../src/kong/model/cluster-view.ts';
import { underNewNames } from '../../src/review/same-clusters.ts';
import { gateway } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const [empty] = reviewFiles({ 'gateway.yaml': gateway(['http HTTP 80']) }).clusters;

/** A cluster that holds one Gateway for each of some names, each in a file of that name. */
function cluster(name: string, ...gateways: readonly string[]): ClusterView {
  const files: Files = Object.fromEntries(
    gateways.map((each) => [`${each}.yaml`, gateway(['http HTTP 80'], { name: each })]),
  );
  const [view] = gateways.length === 0 ? [] : reviewFiles(files).clusters;
  if (empty === undefined) throw new Error('a Gateway makes a cluster');
  return { ...(view ?? { ...empty, objects: [], releases: [] }), name };
}

describe('a cluster of base is known again', () => {
  test.each<[name: string, before: readonly ClusterView[], after: readonly ClusterView[], names: readonly string[]]>([
    ['by its name, whatever it holds', [cluster('a', 'u')], [cluster('a', 'v'), cluster('b', 'u')], ['a']],
    ['by what it holds', [cluster('default', 'u')], [cluster('prod', 'u'), cluster('staging', 'v')], ['prod']],
    [
      'by the most of what it holds',
      [cluster('default', 'u', 'v', 'w')],
      [cluster('one', 'u'), cluster('two', 'v', 'w')],
      ['two'],
    ],
    ['not where it shares nothing', [cluster('default', 'u')], [cluster('prod', 'v')], ['default']],
    ['not where it holds nothing', [cluster('default')], [cluster('prod', 'v')], ['default']],
    ['not by one that base has too', [cluster('a', 'u'), cluster('b', 'u')], [cluster('b', 'u')], ['a', 'b']],
    [
      'each of two as its own',
      [cluster('a', 'u'), cluster('b', 'v')],
      [cluster('c', 'v'), cluster('d', 'u')],
      ['d', 'c'],
    ],
    [
      'one as the other one is taken',
      [cluster('a', 'u', 'v'), cluster('b', 'u', 'w')],
      [cluster('c', 'u', 'v'), cluster('d', 'w')],
      ['c', 'd'],
    ],
    [
      'the one that shares more first',
      [cluster('a', 'u'), cluster('b', 'u', 'v')],
      [cluster('c', 'u', 'v'), cluster('d', 'u')],
      ['d', 'c'],
    ],
    ['by what holds the least besides', [cluster('a', 'u')], [cluster('c', 'u', 'v'), cluster('d', 'u')], ['d']],
    ['one only once', [cluster('a', 'u'), cluster('b', 'u')], [cluster('c', 'u')], ['c', 'b']],
  ])('%s', (_, before, after, names) => {
    const renamed = underNewNames(before, after);
    expect(renamed.map(({ name }) => name)).toEqual(names);
    expect(renamed.map(({ objects }) => objects)).toEqual(before.map(({ objects }) => objects));
  });

  test('by its releases', () => {
    const view = (name: string, files: Files): ClusterView[] =>
      reviewFiles(files).clusters.map((each) => ({ ...each, objects: [], name }));
    const before = view('default', { 'kong.yaml': kongApplication() });
    const after = [
      ...view('other', { 'edge.yaml': kongApplication() }),
      ...view('prod', { 'kong.yaml': kongApplication() }),
    ];
    expect(underNewNames(before, after).map(({ name }) => name)).toEqual(['prod']);
  });
});
