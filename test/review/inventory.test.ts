import { describe, expect, test } from 'vitest';
import { configPath } from '../../src/config/config.ts';
import type { LoadedInventory } from '../../src/config/inventory.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import { mapOf } from '../../src/report/map.ts';
import { routeJson } from '../../src/report/route-json.ts';
import { engine } from '../../src/review/engine.ts';
import { configOf, reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import type { Review } from '../../src/review/review.ts';
import { gateway, plainClass } from '../manifests/gateway-api.ts';
import { operatorApplication } from '../manifests/migration.ts';
import { clusterFiles, httpRoute, service } from '../rules/route/route-files.ts';

const revision = { commit: '1234567890abcdef', date: '2026-11-20T10:00:00Z' };
const where = 'acme/platform/map.json';

/** The Gateways of a repository with these files, as `portcullis map --format json` prints them. */
function inventoryOf(files: Files): string {
  return JSON.stringify(mapOf(reviewFiles(files), revision));
}

function reviewed(files: Files, loaded: LoadedInventory, base: Files | null = null): Review {
  const config = { ...configOf(files), inventories: new Map([['', loaded]]) };
  return engine.review(base && sourcesOf(base), sourcesOf(files), config, null);
}

const found = (text: string): LoadedInventory => ({ kind: 'found', text, where, commit: null });

/** One repository taken apart: what Kong is, and what names it. */
function split(files: Files): readonly [platform: Files, shop: Files] {
  const isShops = (path: string): boolean => /^(route|service)/.test(path) || path.startsWith('shop');
  const part = (shops: boolean): Files =>
    Object.fromEntries(Object.entries(files).filter(([path]) => isShops(path) === shops));
  return [part(false), part(true)];
}

const listener = (name: string, port: number, more: string): string =>
  `{name: ${name}, port: ${port}, protocol: HTTP, allowedRoutes: {namespaces: {${more}}}}`;
const all = listener('http', 80, 'from: All');
const parent = (more: object): object => ({ name: 'edge', namespace: 'kong', ...more });
const labelled = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}\n';

const cases: Readonly<Record<string, Files>> = {
  'a route that is served': clusterFiles(httpRoute()),
  'an unknown section': clusterFiles(httpRoute({ parents: [parent({ sectionName: 'nope' })] })),
  'the same namespace alone': clusterFiles(httpRoute(), { listeners: [listener('http', 80, 'from: Same')] }),
  'a selector that fits': clusterFiles(httpRoute(), {
    listeners: [listener('http', 80, 'from: Selector, selector: {matchLabels: {team: a}}')],
    more: { 'shop-namespace.yaml': labelled },
  }),
  'a selector that does not fit': clusterFiles(httpRoute(), {
    listeners: [listener('http', 80, 'from: Selector, selector: {matchLabels: {team: b}}')],
    more: { 'shop-namespace.yaml': labelled },
  }),
  'a selector that cannot be read': clusterFiles(httpRoute(), {
    listeners: [
      listener('http', 80, 'from: Selector, selector: {matchExpressions: [{key: a, operator: In, values: []}]}'),
    ],
  }),
  'a listener without a port': clusterFiles(httpRoute(), { listeners: [listener('http', 81, 'from: All')] }),
  'another hostname': clusterFiles(httpRoute({ hostnames: ['b.com'] }), {
    listeners: ['{name: http, port: 80, protocol: HTTP, hostname: a.com, allowedRoutes: {namespaces: {from: All}}}'],
  }),
  'other kinds': clusterFiles(httpRoute(), {
    listeners: [listener('http', 80, 'from: All}, kinds: [{kind: GRPCRoute}]').replace(/\}\}$/, '}')],
  }),
  'query parameters': clusterFiles(
    httpRoute({
      rules: [{ matches: [{ queryParams: [{ name: 'a', value: 'b' }] }], backendRefs: [{ name: 'web', port: 80 }] }],
    }),
  ),
  'a port that the Service lacks': clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'web', port: 81 }] }] })),
  'a parent with a port': clusterFiles(httpRoute({ parents: [parent({ port: 80 })] }), { listeners: [all] }),
  'two Services of one rule': clusterFiles(
    httpRoute({
      rules: [
        {
          backendRefs: [
            { name: 'web', port: 80 },
            { name: 'app', port: 80 },
          ],
        },
      ],
    }),
    { more: { 'service-app.yaml': service('app') } },
  ),
};

const routesOf = ({ clusters }: Review): readonly unknown[] => clusters.flatMap(({ routes }) => routes.map(routeJson));
const rulesOf = ({ findings }: Review): readonly string[] =>
  findings
    .filter(({ rule }) => /^(route|backend)-/.test(rule))
    // Whether a field is a default is not told, nor why a selector cannot be read.
    .map(({ rule, message }) => `${rule} ${message.replace(/, the default|(?<=cannot be read): [^.]*/, '')}`);

describe('routes are judged by an inventory as they would be beside their Gateways', () => {
  test.each(Object.entries(cases))('%s', (_, files) => {
    const [platform, shop] = split(files);
    const apart = reviewed(shop, found(inventoryOf(platform)));
    const whole = reviewFiles(files);
    expect(routesOf(apart)).toEqual(routesOf(whole));
    expect(rulesOf(apart)).toEqual(rulesOf(whole));
    expect(apart.clusters[0]?.gateways).toEqual([]);
  });
});

const [platform, shop] = split(cases['an unknown section'] ?? {});

test('where it comes from, and of which day and commit it is, stands in the summary', () => {
  const review = reviewed(shop, found(inventoryOf(platform)), { 'service.yaml': shop['service.yaml'] ?? '' });
  expect(review.unverified).toEqual([
    expect.objectContaining({
      about: `inventory ${where}`,
      cause: 'assumed',
      reason: '1 Gateway is taken from it, as it was on 2026-11-20 (commit 1234567)',
    }),
  ]);
  const text = markdownReport(review, { lineOf: () => undefined, compared: true });
  expect(text).toContain('2026-11-20');
  expect(text).toContain('Accepted=False, NoMatchingParent');
});

test('a Gateway that the repository states itself counts, whatever an inventory says', () => {
  const files = cases['a route that is served'] ?? {};
  const other = { ...platform, 'gateway.yaml': (platform['gateway.yaml'] ?? '').replace('name: http', 'name: other') };
  expect(routesOf(reviewed(files, found(inventoryOf(other))))).toEqual(routesOf(reviewFiles(files)));
});

test('the cluster of the same name is meant, or the only one', () => {
  const config = (name: string): Files => ({ [configPath]: `clusters: [{name: ${name}, paths: ['**']}]\n` });
  const inventory = inventoryOf({ ...platform, ...config('prod') });
  expect(rulesOf(reviewed(shop, found(inventory)))).toHaveLength(1);
  const several = JSON.parse(inventory) as { clusters: { name: string }[] };
  const [first] = several.clusters;
  const two = JSON.stringify({ ...several, clusters: [{ ...first, name: 'other' }, first] });
  expect(rulesOf(reviewed({ ...shop, ...config('prod') }, found(two)))).toHaveLength(1);
  const nobody = reviewed({ ...shop, ...config('stage') }, found(two));
  expect(rulesOf(nobody)).toEqual([]);
  expect(nobody.unverified.map(({ reason }) => reason)).toContain('it is not used: it has no cluster "stage"');
});

const usable = JSON.parse(inventoryOf(platform)) as { clusters: { gateways: object[] }[] };
const withGateway = (change: object): string =>
  JSON.stringify({
    ...usable,
    clusters: usable.clusters.map((each) => ({
      ...each,
      gateways: each.gateways.map((one) => ({ ...one, ...change })),
    })),
  });

test.each<[what: string, loaded: LoadedInventory, reason: string]>([
  ['no JSON', found('kind: Gateway'), 'it is no JSON of "portcullis map", version 1'],
  ['another version', found('{"version": 2}'), 'it is no JSON of "portcullis map", version 1'],
  ['a list', found('[]'), 'it is no JSON of "portcullis map", version 1'],
  ['nothing', found('null'), 'it is no JSON of "portcullis map", version 1'],
  ['very deep', found('['.repeat(1_000_000)), 'it is nested too deeply'],
  ['very large', found(' '.repeat(9 * 1024 * 1024)), 'it is larger than 8 MiB'],
  [
    'no list of clusters',
    found('{"version": 1, "clusters": {"a": 1}}'),
    'it is no JSON of "portcullis map", version 1',
  ],
  ['no clusters', found('{"version": 1, "clusters": []}'), 'it has no cluster "default"'],
  ...Object.entries({
    '[null]': 'clusters[0] has no name',
    '[{"name": "a"}]': 'clusters[0].controllers is no list',
    '[{"name": "a", "controllers": [], "gateways": {}}]': 'clusters[0].gateways is no list',
    '[{"name": "a", "controllers": [], "gateways": [{"name": "b"}, null]}]': 'clusters[0].gateways[1] has no name',
    '[{"name": "a", "controllers": [[]], "gateways": []}]': 'clusters[0].controllers[0] has no name',
  }).map(([clusters, fault]): [string, LoadedInventory, string] => [
    clusters,
    found(`{"version": 1, "clusters": ${clusters}}`),
    `it is no JSON of "portcullis map": ${fault}`,
  ]),
  ['not there', { kind: 'unreadable', where, reason: 'it is not there' }, 'it is not there'],
])('an inventory that cannot be used is said and proves nothing: %s', (_, loaded, reason) => {
  const review = reviewed(shop, loaded);
  expect(rulesOf(review)).toEqual([]);
  expect(review.unverified.map((fact) => fact.reason)).toContain(`it is not used: ${reason}`);
});

test.each<[what: string, change: object]>([
  ['no status', { status: null }],
  ['a status of another shape', { status: [1, 2] }],
  ['listeners of another shape', { status: { listeners: [1, null, { name: 5 }] } }],
  ['no controller', { controller: 'nobody' }],
  ['another implementation of ours', { implementation: 'operator' }],
  ['a cause that is not known', { status: { listeners: [], withoutStatus: { cause: 'x', reason: 'y' } } }],
  ['a namespace of another type', { namespace: {} }],
])('what of an inventory is not as it should be is not known: %s', (_, change) => {
  expect(rulesOf(reviewed(shop, found(withGateway(change))))).toEqual([]);
});

test('Gateways that are not taken are counted', () => {
  const clusters = usable.clusters.map((each) => ({
    ...each,
    gateways: Array.from({ length: 1_200 }, (_, index) => ({
      ...each.gateways[0],
      ...(index < 2 ? { status: null } : {}),
    })),
  }));
  const review = reviewed(shop, found(JSON.stringify({ ...usable, clusters })));
  expect(review.unverified.map(({ reason }) => reason)).toContain(
    '998 Gateways are taken from it, as they were on 2026-11-20 (commit 1234567); 2 more are not known there in full; 200 after the first 1000 are not read',
  );
});

test('keys that objects inherit mean nothing', () => {
  const text =
    '{"version": 1, "clusters": [{"name": "default", "controllers": [], "gateways": [], "__proto__": {"gateways": [1]}, "constructor": 1}]}';
  expect(rulesOf(reviewed(shop, found(text)))).toEqual([]);
});

test('of Gateways that Kong Operator manages it says that none is taken', () => {
  const text = inventoryOf({
    'operator.yaml': operatorApplication('1.2.4'),
    'class.yaml': plainClass('managed', 'konghq.com/gateway-operator'),
    'gateway.yaml': gateway(['http HTTP 80'], { className: 'managed' }),
  });
  const { findings, unverified } = reviewed({ 'route.yaml': httpRoute() }, found(text));
  expect(findings).toEqual([]);
  expect(unverified.map(({ reason }) => reason)).toEqual([
    '0 Gateways are taken from it, as they were on 2026-11-20 (commit 1234567); 1 more of Kong Operator is not',
  ]);
});
