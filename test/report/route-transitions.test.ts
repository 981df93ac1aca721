import { expect, test } from 'vitest';
import { markdownReport } from '../../src/report/markdown.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, plainClass } from '../manifests/gateway-api.ts';
import { clusterFiles, httpRoute } from '../rules/route/route-files.ts';

const others: Files = {
  'other-class.yaml': plainClass('nginx', 'gateway.nginx.org/nginx-gateway-controller'),
  'other.yaml': gateway(['{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}'], {
    name: 'other',
    className: 'nginx',
  }),
};
const base = clusterFiles(httpRoute(), { more: others });
const managed: Files = {
  'managed.yaml': `${plainClass('managed', 'konghq.com/gateway-operator')}---\n${gateway(['http HTTP 80'], { name: 'managed', className: 'managed' })}`,
};
const routeOf = (route: string): Files => ({ ...base, 'route.yaml': route });
const at = (...names: readonly string[]): Files =>
  routeOf(
    httpRoute({
      parents: names.map((each) => ({ namespace: each.split('/')[0] ?? '', name: each.split('/')[1] ?? '' })),
    }),
  );
const without = (path: string): Files => Object.fromEntries(Object.entries(base).filter(([each]) => each !== path));

/** What the summary says of each route before and after, `before | after`. */
function fates(before: Files, after: Files): readonly string[] {
  const text = markdownReport(reviewFiles(after, before), { lineOf: () => undefined, compared: true });
  const rows = (/### Routes\n\n((?:\|.*\n)+)/.exec(text)?.[1] ?? '').split('\n').slice(2);
  return rows.flatMap((row) => (row === '' ? [] : [row.split(' | ').slice(-2).join(' | ').replace(/ \|$/, '')]));
}

const served = '✅ Accepted, ResolvedRefs, Programmed';
const unknown = 'not verified: Gateway platform/edge is not in this repository';

test.each<[name: string, before: Files, after: Files, expected: readonly string[]]>([
  ['to a Gateway elsewhere', base, at('platform/edge'), [`${served} | ${unknown}`]],
  ['from a Gateway elsewhere', at('platform/edge'), base, [`${unknown} | ${served}`]],
  ['from one Gateway elsewhere to another', at('platform/edge'), at('platform/other'), []],
  ['to a Gateway of others', base, at('kong/other'), [`${served} | of another implementation`]],
  ['from a Gateway of others', at('kong/other'), base, [`of another implementation | ${served}`]],
  [
    'to a Gateway of an operator elsewhere',
    { ...base, ...managed },
    { ...at('kong/managed'), ...managed },
    [`${served} | not verified: Kong Operator is not in this repository`],
  ],
  [
    'to both',
    base,
    at('kong/edge', 'platform/edge'),
    [`${served} | \`kong/edge\` ${served}<br>\`platform/edge\` ${unknown}`],
  ],
  [
    'from both to the one elsewhere',
    at('kong/edge', 'platform/edge'),
    at('platform/edge'),
    [`\`kong/edge\` ${served}<br>\`platform/edge\` ${unknown} | ${unknown}`],
  ],
  [
    'to a Service',
    base,
    routeOf(httpRoute({ parents: [{ group: '', kind: 'Service', name: 'web' }] })),
    [`${served} | no Gateway: Kong writes no status`],
  ],
  ['to no parents', base, routeOf(httpRoute({ parents: [] })), [`${served} | ⚠️ no parents<br>❌ not served`]],
  [
    'another name',
    base,
    routeOf(httpRoute().replace('name: web', 'name: api')),
    [`new | ${served}`, `${served} | not deployed from here`],
  ],
  [
    'another namespace',
    base,
    routeOf(httpRoute().replace('namespace: shop\n', 'namespace: pay\n')),
    [`new | ${served}`, `${served} | not deployed from here`],
  ],
  ['another file', base, { ...without('route.yaml'), 'routes/web.yaml': httpRoute() }, [`${served} | ${served}`]],
  ['gone', base, without('route.yaml'), [`${served} | not deployed from here`]],
  ['in a file that is no YAML', base, routeOf(`${httpRoute()}\n  x: [\n`), [`${served} | ⚠️ not read any more`]],
  [
    'a template',
    base,
    routeOf(httpRoute().replace('name: web', 'name: {{ .Release.Name }}')),
    [`${served} | ⚠️ not read any more`],
  ],
  [
    'without its Gateway',
    base,
    without('gateway.yaml'),
    [`${served} | ⚠️ its Gateway is no longer in this repository`],
  ],
])('a route that moves: %s', (_, before, after, expected) => {
  expect(fates(before, after)).toEqual(expected);
});

test('a namespace that nothing states is not called default', () => {
  const free = (hostname: string): Files =>
    routeOf(httpRoute({ hostnames: [hostname] }).replace('  namespace: shop\n', ''));
  const text = markdownReport(reviewFiles(free('b.com'), free('a.com')), { lineOf: () => undefined, compared: true });
  expect(text).toContain('| `web:80` |');
});
