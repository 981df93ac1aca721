import { expect, test } from 'vitest';
import { kinds } from '../../src/kubernetes/kinds.ts';
import { readSourceFiles } from './source-files.ts';

const table = 'kubernetes/kinds.ts';
const groups = [...new Set(kinds.map(({ group }) => group))].filter((group) => group.includes('.'));
const names = new Set(kinds.flatMap(({ kind }) => (kind === '*' ? [] : [kind])));

/** Where several kinds are named for a reason of their own. */
const reasons: Readonly<Record<string, string>> = {
  'gatewayapi/route.ts': 'the kinds of route that are one model',
  'gatewayapi/read-route.ts': 'the same, when a program looks',
  'kong/model/route-kinds.ts': 'the routes that the controller knows, and which protocol takes them',
  'kong/operator/attached-routes.ts': 'the routes of which Kong Operator compares ports',
  'kong/operator/releases.ts': 'the routes that a release of Kong Operator takes on each protocol',
  'kong/status/routes/kind-traits.ts': 'how the controllers treat each kind of route',
  'kong/status/routes/silence.ts': 'the feature gate of each kind of route',
  'kong/migration/lost-requests.ts': 'the routes that take requests by path',
  'kong/migration/operator-steps.ts': 'where objects of an older release say how their controller runs',
  'gitops/charts/route-kinds.ts': 'the versions of routes that charts ask for',
  'kong/charts/extra-objects.ts': 'what the chart makes for its own test',
  'kong/charts/kong-chart.ts': 'the workload that the chart makes',
  'kong/charts/chart.ts': 'the same, as a type',
  'kong/versions/chart-defaults.ts': 'the definitions that came with a version of the chart',
};

const withoutComments = (text: string): string => text.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

/** Groups of the table that a text spells. In the pattern of annotations that fill a Secret later, one is a domain. */
const groupsIn = (text: string): readonly string[] => {
  const code = withoutComments(text).replaceAll('\\.', '.').replace('|cert-manager.io|', '');
  return groups.filter((group) => new RegExp(`(?<![\\w.-])${group.replaceAll('.', '\\.')}`).test(code));
};

/** Kinds of the table that stand alone in quotes. */
const kindsIn = (text: string): readonly string[] => [
  ...new Set(
    [...withoutComments(text).matchAll(/(['"`])([A-Za-z]+)\1/g)].flatMap(([, , word = '']) =>
      names.has(word) ? [word] : [],
    ),
  ),
];

// kustomize has a table of its own: which kinds the program knows, and what it takes them for. Published definitions
// are what they are.
const others = ['kustomize/', 'kubernetes/schema/data/'];
const files = readSourceFiles().filter(
  ({ file }) => file !== table && !others.some((folder) => file.startsWith(folder)),
);

test('no file but the table spells a group of it', () => {
  const found = files.flatMap(({ file, text }) => groupsIn(text).map((group) => `${file}: ${group}`));
  expect(found).toEqual([]);
});

test('no file but the table lists kinds, unless it says why here', () => {
  const lists = files.map(({ file, text }) => ({ file, found: kindsIn(text) })).filter(({ found }) => found.length > 1);
  expect(lists.map(({ file }) => file)).toEqual(Object.keys(reasons).toSorted());
});

test.each<[string, readonly string[], readonly string[]]>([
  ["const group = 'gateway.networking.k8s.io/v1';", ['gateway.networking.k8s.io'], []],
  ['/^gateway\\.networking\\.k8s\\.io$/', ['gateway.networking.k8s.io'], []],
  ["const kinds = ['Service', 'Secret', 'Other'];", [], ['Service', 'Secret']],
  ["/** Of cert-manager.io: 'Certificate'. */\nconst a = 1; // 'Gateway'", [], []],
  ['const words = "a Service and a Secret";', [], []],
])('this test sees what stands in %s', (text, foundGroups, foundKinds) => {
  expect(groupsIn(text)).toEqual(foundGroups);
  expect(kindsIn(text)).toEqual(foundKinds);
});
