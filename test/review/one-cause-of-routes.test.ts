import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway } from '../manifests/gateway-api.ts';
import { clusterFiles, httpRoute, service, type RouteText } from '../rules/route/route-files.ts';

const at = (more: object = {}): readonly object[] => [{ name: 'edge', namespace: 'kong', ...more }];

/** Routes that lean on listener `a` in every way there is, and one that does not. */
const routes: Readonly<Record<string, RouteText>> = {
  section: { parents: at({ sectionName: 'a' }), hostnames: ['x.a.com'] },
  grpc: { kind: 'GRPCRoute', parents: at({ sectionName: 'a' }), hostnames: ['g.a.com'] },
  hostname: { hostnames: ['x.a.com'] },
  part: { hostnames: ['x.a.com', 'x.b.com'] },
  both: { parents: [...at({ sectionName: 'a' }), ...at({ sectionName: 'b' })], hostnames: ['x.a.com', 'x.b.com'] },
  other: { parents: at({ sectionName: 'b' }), hostnames: ['x.b.com'] },
};
const text = (name: string): string => httpRoute(routes[name]).replace('name: web', `name: ${name}`);

const all = '{namespaces: {from: All}}';
const listener = (name: string, { port = 80, protocol = 'HTTP', hostname = '*.a.com', allowed = all } = {}): string =>
  `{name: ${name}, port: ${port}, protocol: ${protocol}${hostname === '' ? '' : `, hostname: "${hostname}"`}, allowedRoutes: ${allowed}}`;
const b = listener('b', { hostname: '*.b.com' });

const apart = Object.fromEntries(Object.keys(routes).map((name) => [`routes/${name}.yaml`, text(name)]));
const base = clusterFiles('', { listeners: [listener('a'), b], more: apart });
const gatewayOf = (...listeners: readonly string[]): Files => ({ 'gateway.yaml': gateway(listeners) });
const without = (path: string, files: Files = base): Files =>
  Object.fromEntries(Object.entries(files).filter(([each]) => each !== path));

/** What a change introduces: `path:line rule statement`. */
function introduced(before: Files, after: Files): readonly string[] {
  return reviewFiles(after, before)
    .findings.filter(({ status }) => status === 'introduced')
    .map((each) => `${each.at.path}:${each.at.line} ${each.rule} ${each.statement}`);
}

const goes = 'which this change takes away, and no other takes them. 1 more route loses hostnames with it.';

/** What each change does, and the one finding that comes of it. */
const changes: Readonly<Record<string, readonly [Files, string]>> = {
  'a listener is removed': [
    gatewayOf(b),
    `gateway.yaml:8 route-section-not-found HTTPRoute shop/both and 3 more routes attached to listener "a" of Gateway kong/edge, ${goes}`,
  ],
  'a listener is renamed, which breaks those alone that name it': [
    gatewayOf(listener('new'), b),
    'gateway.yaml:9 route-section-not-found HTTPRoute shop/both and 2 more routes name section "a" of Gateway kong/edge, which this change takes away; its listeners are new and b.',
  ],
  'a listener is renamed and has another hostname': [
    gatewayOf(listener('new', { hostname: '*.z.com' }), b),
    `gateway.yaml:9 route-section-not-found HTTPRoute shop/both and 3 more routes attached to listener "a" of Gateway kong/edge, ${goes}`,
  ],
  'another hostname': [
    gatewayOf(listener('a', { hostname: '*.z.com' }), b),
    'gateway.yaml:9 route-hostname-mismatch HTTPRoute shop/both and 3 more routes attached to listener "a" of Gateway kong/edge, which has hostname *.z.com with this change, and no other takes them. 1 more route loses hostnames with it.',
  ],
  'another protocol': [
    gatewayOf(listener('a', { port: 9000, protocol: 'TCP', hostname: '' }), b),
    'gateway.yaml:9 route-not-allowed HTTPRoute shop/both and 3 more routes attached to listener "a" of Gateway kong/edge, which is for TCP with this change, and no other takes them.',
  ],
  'a port that Kong does not offer': [
    gatewayOf(listener('a', { port: 81 }), b),
    'gateway.yaml:9 listener-port-unavailable listener "a" asks for HTTP 81, but no port of Service kong/proxy is 81 (kong.yaml:23); HTTP is offered on 80. 3 routes have no other listener.',
  ],
  'fewer namespaces': [
    gatewayOf(listener('a', { allowed: '{namespaces: {from: Same}}' }), b),
    'gateway.yaml:9 route-not-allowed HTTPRoute shop/both and 3 more routes may not attach to listener "a" of Gateway kong/edge with this change of its allowedRoutes.',
  ],
  'fewer namespaces and another hostname': [
    gatewayOf(listener('a', { hostname: '*.z.com', allowed: '{namespaces: {from: Same}}' }), b),
    'gateway.yaml:9 route-not-allowed HTTPRoute shop/both and 3 more routes may not attach to listener "a" of Gateway kong/edge with this change of its allowedRoutes. 1 more route loses hostnames with it.',
  ],
  'fewer kinds': [
    gatewayOf(listener('a', { allowed: '{namespaces: {from: All}, kinds: [{kind: GRPCRoute}]}' }), b),
    'gateway.yaml:9 listener-route-kinds listener "a" allows routes of gateway.networking.k8s.io/GRPCRoute, which the controller does not accept in allowedRoutes.kinds. The controller serves GRPCRoutes on HTTP and HTTPS listeners that name no kinds: leave allowedRoutes.kinds out. HTTPRoute shop/both and 2 more routes may not attach to listener "a" of Gateway kong/edge with this change of its allowedRoutes.',
  ],
  'a Gateway is renamed': [
    { 'gateway.yaml': gateway([listener('a'), b], { name: 'new' }) },
    'gateway.yaml:4 route-parent-not-found HTTPRoute shop/both and 5 more routes name Gateway kong/edge, which this change removes.',
  ],
  'a Gateway goes to another namespace': [
    { 'gateway.yaml': gateway([listener('a'), b], { namespace: 'infra' }) },
    'gateway.yaml:5 route-parent-not-found HTTPRoute shop/both and 5 more routes name Gateway kong/edge, which this change removes.',
  ],
  'a Service goes to another namespace': [
    { 'service.yaml': service('web', 'infra') },
    'service.yaml:5 backend-not-found HTTPRoute shop/both and 5 more routes lead to Service shop/web, which this change removes.',
  ],
};

const table = Object.entries(changes).map(([name, [files, expected]]) => [name, files, expected] as const);

describe('one change is one finding, whatever rules tell of the routes that it breaks', () => {
  test.each(table)('%s', (_, files, expected) => {
    expect(introduced(base, { ...base, ...files })).toEqual([expected]);
  });

  const some = table.filter((_, index) => index % 4 === 0);

  test.each(some)('%s, in a pull request that touches every route', (_, files, expected) => {
    const touched = Object.entries(apart).map(([path, each]) => [
      path,
      each.replace('metadata:\n', 'metadata:\n  labels: {team: shop}\n'),
    ]);
    expect(introduced(base, { ...base, ...Object.fromEntries(touched), ...files })).toEqual([expected]);
  });

  test.each(some)('%s, with everything in one file', (_, files, expected) => {
    const one = (parts: Files): Files => ({ 'all.yaml': Object.values(parts).join('---\n') });
    const [found, ...more] = introduced(one(base), one({ ...base, ...files }));
    expect(more).toEqual([]);
    // Which of the routes is named depends on their order.
    expect(found).toMatch(/^all\.yaml:/);
    expect(found).toContain(expected.slice(expected.search(/ and \d+ more/)));
  });
});

describe('a change of what several overlays build', () => {
  const inBase = (files: Files): Files => ({
    ...Object.fromEntries(Object.entries(files).map(([path, each]) => [`base/${path}`, each])),
    'base/kustomization.yaml': `resources: [${Object.keys(files).join(', ')}]\n`,
  });
  const overlays: Files = { 'dev/kustomization.yaml': 'resources: [../base]\n' };
  const built: Files = { ...inBase(base), ...overlays, 'prod/kustomization.yaml': 'resources: [../base]\n' };
  const inProd = (target: string, operation: object): Files => ({
    ...built,
    'prod/kustomization.yaml': `resources: [../base]\npatches:\n- target: ${target}\n  patch: '[${JSON.stringify(operation)}]'\n`,
  });
  const edge = '{kind: Gateway, name: edge}';

  test('all of them break by one line of what they share', () => {
    const [one, ...more] = reviewFiles({ ...built, 'base/gateway.yaml': gateway([b]) }, built).findings;
    expect(more).toEqual([]);
    expect([one?.clusters, one?.at.path, one?.at.line]).toEqual([['dev', 'prod'], 'base/gateway.yaml', 8]);
  });

  test.each([
    ['removes a listener', inProd(edge, { op: 'remove', path: '/spec/listeners/0' }), goes],
    [
      'renames one',
      inProd(edge, { op: 'replace', path: '/spec/listeners/0/name', value: 'new' }),
      'which this change takes away; its listeners are new and b.',
    ],
    [
      'renumbers a port',
      inProd('{kind: Service, name: web}', { op: 'replace', path: '/spec/ports/0/port', value: 8080 }),
      '5 more routes lead to port 80 of Service shop/web, which this change takes away; it has port 8080.',
    ],
    [
      'leaves a Service out',
      {
        ...built,
        'prod/kustomization.yaml':
          'resources: [../base]\npatches:\n- patch: |\n    $patch: delete\n    apiVersion: v1\n    kind: Service\n    metadata: {name: web, namespace: shop}\n',
      },
      '5 more routes lead to Service shop/web, which this change removes.',
    ],
  ])('one of them %s', (_, head, told) => {
    const [one, ...more] = introduced(built, head);
    expect(more).toEqual([]);
    expect(one).toContain(told);
    expect(one).toMatch(/^prod\/kustomization\.yaml:/);
  });
});

describe('what a route breaks itself stands on the route', () => {
  const follows = (section: string): Files => ({
    'routes/section.yaml': text('section').replace('"sectionName":"a"', `"sectionName":"${section}"`),
  });
  const renamed = { ...base, ...gatewayOf(listener('new'), b) };

  test('where it names a section that never was', () => {
    const found = introduced(base, { ...renamed, ...follows('news') });
    expect(found.map((each) => each.slice(0, 60))).toEqual([
      'gateway.yaml:9 route-section-not-found HTTPRoute shop/both a',
      'routes/section.yaml:6 route-section-not-found HTTPRoute shop',
    ]);
  });

  test('and one that follows is not counted', () => {
    expect(introduced(base, { ...renamed, ...follows('new') })[0]).toContain('HTTPRoute shop/both and 1 more route');
  });
});

test('what is left behind in a file that nothing deploys any more may be applied by hand', () => {
  const inDirectory = { 'k/kustomization.yaml': 'resources: [service.yaml]\n', 'k/service.yaml': service() };
  const files = { ...without('service.yaml'), ...inDirectory };
  expect(introduced(files, { ...files, 'k/kustomization.yaml': 'resources: []\n' })).toEqual([]);
});

test('what goes from the folder of one cluster into that of another may be applied by hand to both', () => {
  const folder = (name: string, files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, each]) => [`${name}/${path}`, each]));
  const configured: Files = {
    '.github/portcullis.yml': 'clusters: [{name: a, paths: ["a/**"]}, {name: b, paths: ["b/**"]}]\n',
  };
  const before = { ...configured, ...folder('a', base), ...folder('b', without('service.yaml')) };
  const after = { ...configured, ...folder('a', without('service.yaml')), ...folder('b', base) };
  expect(introduced(before, after)).toEqual([]);
});
