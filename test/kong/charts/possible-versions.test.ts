import { describe, expect, test } from 'vitest';
import { createChartTables } from '../../../src/kong/charts/chart-tables.ts';
import { bringsOlderController, possibleVersions } from '../../../src/kong/charts/known-versions.ts';
import { defaultTags } from '../../../src/kong/charts/versions.ts';
import type { Node } from '../../../src/source/node.ts';

/** A value without the places that hold it. */
function plain(node: Node): unknown {
  if (node.kind === 'map') return [...node.entries].map(([key, { value }]) => [key, plain(value)]);
  if (node.kind === 'list') return node.items.map(plain);
  return node.kind === 'scalar' ? node.value : node.reason;
}

describe('versions that stand for all', () => {
  const tables = createChartTables();
  const told = (version: string): string => {
    const { features, reads, defaults } = tables.kong(version);
    return JSON.stringify([{ ...features, version: '' }, reads, plain(defaults), defaultTags(version)]);
  };
  const chosen = possibleVersions('kong/kong', '*');
  const patches = Array.from({ length: 60 }, (_, minor) => minor).flatMap((minor) =>
    [2, 3].flatMap((major) => [0, 1, 2, 3, 4, 5].map((patch) => `${major}.${minor}.${patch}`)),
  );

  test('each version between two of them is as the one below', () => {
    const known = patches.flatMap((version) =>
      possibleVersions('kong/kong', version)[0] === version ? [version] : [],
    );
    const byAge = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
    expect(known.length).toBeGreaterThan(90);
    for (const version of known) {
      const below = chosen.findLast((each) => byAge(each, version) <= 0) ?? '';
      expect([version, told(version)]).toEqual([version, told(below)]);
    }
  });
});

test.each<[range: string, versions: readonly string[]]>([
  ['~2.36', ['2.36.0']],
  ['2.33.x', ['2.33.0']],
  ['>=2.37 <2.39', ['2.37.0', '2.38.0']],
  ['>=3.0.0', ['3.0.0', '3.0.1', '3.0.2', '3.2.0', '3.4.0', '3.4.1']],
])('of the range %s', (range, versions) => {
  expect(possibleVersions('kong/kong', range)).toEqual(versions);
});

test('a range that no known version satisfies tells nothing', () => {
  expect(possibleVersions('kong/ingress', '>=9')).toEqual(possibleVersions('kong/ingress', '*'));
});

test.each([
  ['kong/kong', '2.25.0', true],
  ['kong/kong', '2.26.0', false],
  ['kong/ingress', '0.4.0', true],
  ['kong/ingress', '0.5.0', false],
] as const)('the controller of %s %s is too old for the Gateways of today: %s', (chart, version, older) => {
  expect(bringsOlderController(chart, version)).toBe(older);
});
