import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../src/review/verdict.ts';
import { headlineOf } from '../../src/report/not-read.ts';
import { reviewTrees } from '../review/memory-tree.ts';
import { hiddenBehindDoubt, moved } from './hiding-behind-doubt.ts';
import { hiddenByFlux, hiddenOtherwise } from './hiding-otherwise.ts';
import { hiddenByArgoCd, hiddenByKustomize, plain } from './hiding-tools.ts';
import { behindLimits, hiddenByPlace, hiddenInText, largeFiles, type Hiding } from './hiding.ts';

const standard = { failOn: 'error', compared: true, configInvalid: false } as const;

describe.each([
  ['in its text', hiddenInText],
  ['by its place', hiddenByPlace],
  ['by what kustomize does besides', hiddenByKustomize],
  ['by what Argo CD does besides', hiddenByArgoCd],
  ['by its name or its form', hiddenOtherwise],
  ['by what Flux leaves out', hiddenByFlux],
  ['behind what may bring it', hiddenBehindDoubt],
] as const)('a fault that is hidden %s is seen', (_, attacks) => {
  test.each(attacks.map((attack: Hiding) => [attack.what, attack] as const))('%s', async (_what, attack) => {
    const review = await reviewTrees(attack.head, attack.base);
    const found = [
      ...review.findings.map(({ at, rule }) => `${at.path}: ${rule}`),
      ...review.unread.map(({ path }) => `${path}: not read`),
      ...review.noLongerVerified.map(({ about }) => `${about}: no longer verified`),
    ];
    expect(new Set(found)).toEqual(new Set([...found, ...attack.seen]));
    expect(verdictOf(review, standard)).not.toBe('pass');
    expect(review.removed.filter(({ path, cause }) => path in attack.head && cause === 'not-stated')).toEqual([]);
  });
});

test.each(hiddenInText.filter(({ seen }) => seen.some((line) => line.endsWith('object-rejected'))))(
  'and in a tree as it stands, where no change says what to parse: $what',
  async ({ head }) => {
    const { clusters } = await reviewTrees(head);
    expect(clusters.flatMap(({ gateways }) => gateways)).toHaveLength(1);
  },
);

test.each(behindLimits)('and fails the check of a tree as it stands: $what', async ({ head }) => {
  const tree = await reviewTrees(head);
  expect(verdictOf(tree, { ...standard, compared: false })).toBe('fail');
  expect(headlineOf(tree, false)).toBe('No findings; 1 file not read');
});

test.each([...largeFiles, ...behindLimits])('and fails the check: $what', async ({ base, head }) => {
  expect(verdictOf(await reviewTrees(head, base), standard)).toBe('fail');
});

test.each([...plain, ...moved])('and what hides nothing is quiet: $what', async ({ base, head }) => {
  const review = await reviewTrees(head, base);
  expect(verdictOf(review, standard)).toBe('pass');
});
