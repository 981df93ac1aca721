import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway } from '../manifests/gateway-api.ts';
import { clusterFiles, httpRoute, service } from '../rules/route/route-files.ts';

const routes = (names: readonly string[], text: Parameters<typeof httpRoute>[0] = {}): Files =>
  Object.fromEntries(
    names.map((name) => [`routes/${name}.yaml`, httpRoute(text).replace('name: web', `name: ${name}`)]),
  );

const three = ['a', 'b', 'c'];
const listener = (name: string, port: number, more = ''): string =>
  `{name: ${name}, port: ${port}, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}${more}}`;
const one = listener('http', 80);

/** What the change introduces, `path:line message`, each related place below it. */
function introduced(base: Files, head: Files): readonly string[] {
  return reviewFiles(head, base)
    .findings.filter(({ status }) => status === 'introduced')
    .flatMap(({ at, message, related }) => [
      `${at.path}:${at.line} ${message}`,
      ...related.map((each) => `  ${each.side ?? 'head'} ${each.at.path}:${each.at.line} ${each.message}`),
    ]);
}

const cluster = (names: readonly string[], text?: Parameters<typeof httpRoute>[0], more: Files = {}): Files => ({
  ...clusterFiles('', { more: { ...routes(names, text), ...more } }),
});

const namespace = (labels: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    team: a\n${labels}`;
const picks =
  '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kong: "yes"}}}}}';

describe('what a change takes away is one finding, however many routes rest on it', () => {
  test('a Service', () => {
    const base = cluster(three);
    const { 'service.yaml': _gone, ...head } = base;
    expect(introduced(base, head)).toMatchInlineSnapshot(`
      [
        "routes/a.yaml:6 HTTPRoute shop/a and 2 more routes lead to Service shop/web, which this change removes. After merge: ResolvedRefs=False, BackendNotFound, and requests that would go there are not served.",
        "  base service.yaml:4 Service shop/web is here before the change",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('a document of a file', () => {
    const base = cluster(three, {}, { 'service.yaml': `${service()}---\n${service('other')}` });
    expect(introduced(base, { ...base, 'service.yaml': service('other') })).toMatchInlineSnapshot(`
      [
        "service.yaml:3 HTTPRoute shop/a and 2 more routes lead to Service shop/web, which this change removes. After merge: ResolvedRefs=False, BackendNotFound, and requests that would go there are not served.",
        "  head routes/a.yaml:6 HTTPRoute shop/a is affected here",
        "  base service.yaml:4 Service shop/web is here before the change",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('a port of a Service', () => {
    const base = cluster(three);
    const head = { ...base, 'service.yaml': service('web', 'shop', [{ name: 'http', port: 8080, targetPort: 8080 }]) };
    expect(introduced(base, head)).toMatchInlineSnapshot(`
      [
        "service.yaml:6 HTTPRoute shop/a and 2 more routes lead to port 80 of Service shop/web, which this change takes away; it has port 8080. After merge: Programmed=False, TranslationError, and requests that would go there are not served.",
        "  head routes/a.yaml:6 HTTPRoute shop/a is affected here",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('a listener with the section that routes name', () => {
    const base = cluster(three, { parents: [{ name: 'edge', namespace: 'kong', sectionName: 'http' }] });
    const head = { ...base, 'gateway.yaml': gateway([listener('web', 80)]) };
    expect(introduced(base, head)).toMatchInlineSnapshot(`
      [
        "gateway.yaml:9 HTTPRoute shop/a and 2 more routes name section "http" of Gateway kong/edge, which this change takes away; its only listener is web. After merge: Accepted=False, NoMatchingParent, and the routes are not served there.",
        "  head routes/a.yaml:6 HTTPRoute shop/a is affected here",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('a listener with the hostnames that routes ask for', () => {
    const two = [listener('a', 80, ', hostname: "*.a.com"'), listener('b', 80, ', hostname: "*.b.com"')];
    const base = cluster(three, { hostnames: ['x.a.com'] }, { 'gateway.yaml': gateway(two) });
    expect(introduced(base, { ...base, 'gateway.yaml': gateway(two.slice(1)) })).toMatchInlineSnapshot(`
      [
        "gateway.yaml:8 HTTPRoute shop/a and 2 more routes attached to listener "a" of Gateway kong/edge, which this change takes away, and no other takes them. After merge: Accepted=False, NoMatchingListenerHostname, and the routes are not served there.",
        "  head routes/a.yaml:6 HTTPRoute shop/a is affected here",
        "  head gateway.yaml:9 the hostname of listener "b" is here",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('the hostname of a listener', () => {
    const base = cluster(
      three,
      { hostnames: ['x.a.com'] },
      { 'gateway.yaml': gateway([listener('a', 80, ', hostname: "*.a.com"')]) },
    );
    const head = { ...base, 'gateway.yaml': gateway([listener('a', 80, ', hostname: "*.b.com"')]) };
    expect(introduced(base, head)).toMatchInlineSnapshot(`
      [
        "gateway.yaml:9 HTTPRoute shop/a and 2 more routes attached to listener "a" of Gateway kong/edge, which has hostname *.b.com with this change, and no other takes them. After merge: Accepted=False, NoMatchingListenerHostname, and the routes are not served there.",
        "  head routes/a.yaml:6 HTTPRoute shop/a is affected here",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('the namespaces of a listener', () => {
    const base = cluster(three);
    const head = { ...base, 'gateway.yaml': gateway(['http HTTP 80']) };
    expect(introduced(base, head)).toMatchInlineSnapshot(`
      [
        "gateway.yaml:9 HTTPRoute shop/a and 2 more routes may not attach to listener "http" of Gateway kong/edge with this change of its allowedRoutes. After merge: Accepted=False, NotAllowedByListeners, and the routes are not served there.",
        "  head routes/a.yaml:6 HTTPRoute shop/a is affected here",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('a Gateway', () => {
    const base = cluster(
      three,
      { parents: [{ name: 'other', namespace: 'kong' }] },
      { 'other.yaml': gateway([one], { name: 'other' }) },
    );
    const { 'other.yaml': _gone, ...head } = base;
    expect(introduced(base, head)).toMatchInlineSnapshot(`
      [
        "routes/a.yaml:6 HTTPRoute shop/a and 2 more routes name Gateway kong/other, which this change removes. After merge: no status is written for this parent, and the routes are not served there.",
        "  base other.yaml:4 Gateway kong/other is here before the change",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  const grant = (...names: readonly string[]): string =>
    `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: routes
  namespace: far
spec:
  from:
    - {group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}
  to:
${names.map((name) => `    - {group: "", kind: Service, name: ${name}}\n`).join('')}`;
  const far = { rules: [{ backendRefs: [{ name: 'web', namespace: 'far', port: 80 }] }] };
  test('a grant', () => {
    const base = cluster(three, far, { 'far.yaml': service('web', 'far'), 'grant.yaml': grant('web') });
    const { 'grant.yaml': _gone, ...head } = base;
    expect(introduced(base, head)).toMatchInlineSnapshot(`
      [
        "routes/a.yaml:6 HTTPRoute shop/a and 2 more routes lead to Services of namespace far, and this change takes away what ReferenceGrant far/routes permitted. After merge: ResolvedRefs=False, RefNotPermitted, and requests that would go there are not served.",
        "  base grant.yaml:4 ReferenceGrant far/routes is here before the change",
        "  head far.yaml:4 Service far/web is here",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('an entry of a grant', () => {
    const base = cluster(three, far, { 'far.yaml': service('web', 'far'), 'grant.yaml': grant('other', 'web') });
    expect(introduced(base, { ...base, 'grant.yaml': grant('other') })).toMatchInlineSnapshot(`
      [
        "grant.yaml:10 HTTPRoute shop/a and 2 more routes lead to Services of namespace far, and this change takes away what ReferenceGrant far/routes permitted. After merge: ResolvedRefs=False, RefNotPermitted, and requests that would go there are not served.",
        "  head routes/a.yaml:6 HTTPRoute shop/a is affected here",
        "  base grant.yaml:4 ReferenceGrant far/routes is here before the change",
        "  head far.yaml:4 Service far/web is here",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test('a namespace in a grant', () => {
    const base = cluster(three, far, { 'far.yaml': service('web', 'far'), 'grant.yaml': grant('web') });
    const head = { ...base, 'grant.yaml': grant('web').replace('namespace: shop', 'namespace: shop2') };
    expect(introduced(base, head)).toMatchInlineSnapshot(`
      [
        "grant.yaml:8 HTTPRoute shop/a and 2 more routes lead to Services of namespace far, and this change takes away what ReferenceGrant far/routes permitted. After merge: ResolvedRefs=False, RefNotPermitted, and requests that would go there are not served.",
        "  head routes/a.yaml:6 HTTPRoute shop/a is affected here",
        "  base grant.yaml:4 ReferenceGrant far/routes is here before the change",
        "  head far.yaml:4 Service far/web is here",
        "  head routes/b.yaml:6 HTTPRoute shop/b is affected too",
        "  head routes/c.yaml:6 HTTPRoute shop/c is affected too",
      ]
    `);
  });
  test.each([
    ['taken away', '', /^namespace.yaml:6 HTTPRoute shop\/a and 2 more .* takes label kong from Namespace shop\. /],
    ['another value', '    kong: "no"\n', /^namespace.yaml:7 .* sets label kong of Namespace shop to "no"\. /],
  ])('a label of a Namespace: %s', (_, head, said) => {
    const base = cluster(
      three,
      {},
      { 'gateway.yaml': gateway([picks]), 'namespace.yaml': namespace('    kong: "yes"\n') },
    );
    const [first, ...rest] = introduced(base, { ...base, 'namespace.yaml': namespace(head) });
    expect(first).toMatch(said);
    expect(rest).toHaveLength(4);
  });
});

describe('nothing is told', () => {
  const application = (more: string): string =>
    `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop, namespace: argocd}
spec:
  source: {repoURL: https://git.example.com/shop, path: deploy}
  destination: {server: https://kubernetes.default.svc, namespace: shop}
${more}`;

  test('of a Service that moves into another file', () => {
    const base = cluster(three);
    const { 'service.yaml': gone, ...head } = base;
    expect(introduced(base, { ...head, 'moved.yaml': gone ?? '' })).toEqual([]);
  });

  test('of a Service that something else may bring from now on', () => {
    const base = cluster(three);
    const { 'service.yaml': _gone, ...head } = base;
    expect(introduced(base, { ...head, 'app.yaml': application('') })).toEqual([]);
  });

  test('of a Service that goes with its routes', () => {
    const base = cluster(['a']);
    const { 'service.yaml': _service, 'routes/a.yaml': _route, ...head } = base;
    expect(introduced(base, head)).toEqual([]);
  });

  test('of a label that an Application sets from now on', () => {
    const base = cluster(
      three,
      {},
      {
        'gateway.yaml': gateway([picks]),
        'namespace.yaml': namespace('    kong: "yes"\n'),
        'app/service.yaml': service('other'),
      },
    );
    const local = application('  syncPolicy: {managedNamespaceMetadata: {labels: {kong: "yes"}}}\n');
    expect(introduced(base, { ...base, 'namespace.yaml': namespace(''), 'app.yaml': local })).toEqual([]);
  });

  test('twice of a route that the change touches itself', () => {
    const base = cluster(three, { parents: [{ name: 'edge', namespace: 'kong', sectionName: 'http' }] });
    const touched = { ...base, 'routes/a.yaml': `# mine\n${base['routes/a.yaml'] ?? ''}` };
    const found = introduced(base, { ...touched, 'gateway.yaml': gateway([listener('web', 80)]) });
    expect(found.filter((line) => !line.startsWith(' '))).toHaveLength(1);
  });
});
