import { expect, test } from 'vitest';
import { type Files, reviewFiles } from '../../../src/review/in-memory.ts';
import { clusterFiles, complete, httpRoute, service } from './route-files.ts';

const listener = (rest: string): string => `{name: http, port: 80, protocol: HTTP, ${rest}}`;
const all = 'allowedRoutes: {namespaces: {from: All}}';
const selected = 'allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}';
const namespace = (labels: string): Files => ({
  'namespace.yaml': `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: ${labels}}\n`,
});
const shop = httpRoute({ hostnames: ['shop.a.com'] });

/** What is filled in may be whatever makes the route right. */
const cases: readonly (readonly [string, Files])[] = [
  ['hostname of the listener', clusterFiles(shop, { listeners: [listener(`hostname: "\${DOMAIN}", ${all}`)] })],
  [
    'hostname of one of two listeners',
    clusterFiles(httpRoute({ hostnames: ['shop.a.com', 'x.b.com'] }), {
      listeners: [
        listener(`hostname: "*.\${DOMAIN}", ${all}`),
        listener(`hostname: "*.b.com", ${all}`).replace('name: http', 'name: other'),
      ],
    }),
  ],
  [
    'hostname of the route',
    clusterFiles(httpRoute({ hostnames: ['${HOST}'] }), { listeners: [listener(`hostname: a.com, ${all}`)] }),
  ],
  [
    'label of the Namespace',
    clusterFiles(httpRoute(), { listeners: [listener(selected)], more: namespace('{team: "${TEAM}"}') }),
  ],
  [
    'key of a label',
    clusterFiles(httpRoute(), {
      listeners: [listener(selected)],
      more: { ...namespace('{"${KEY}": a}'), ...complete('Namespace') },
    }),
  ],
  [
    'namespace of the route',
    clusterFiles(httpRoute().replace('namespace: shop', 'namespace: "${NS}"'), {
      listeners: ['{name: http, port: 80, protocol: HTTP}'],
    }),
  ],
  [
    'name of a Service',
    clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'app', port: 80 }] }] }), {
      more: { ...complete('Service'), 'app.yaml': service('${APP}') },
    }),
  ],
  [
    'name of a Gateway',
    clusterFiles(httpRoute({ parents: [{ name: 'public', namespace: 'kong' }] }), {
      more: {
        ...complete('Gateway'),
        'public.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: "\${GW}", namespace: kong}\nspec: {gatewayClassName: other, listeners: [${listener(all)}]}\n`,
      },
    }),
  ],
  [
    'annotation of one of two Services',
    clusterFiles(
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
      {
        more: {
          'service.yaml': `${annotated('web', '/a')}---\n${annotated('app', '${P}')}`,
        },
      },
    ),
  ],
];

function annotated(name: string, path: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop, annotations: {konghq.com/path: "${path}"}}\nspec: {ports: [{port: 80}]}\n`;
}

const routeFindings = (head: Files, base?: Files): readonly string[] =>
  reviewFiles(head, base)
    .findings.filter(({ rule, status }) => /^(route|backend)-/.test(rule) && status !== 'fixed')
    .map(({ rule, message }) => `${rule}: ${message}`);

test.each(cases)('nothing is said where the %s is filled in', (_, files) => {
  expect(routeFindings(files)).toEqual([]);
});

test('nothing is said where a change puts a variable into the name of a Gateway', () => {
  const base = clusterFiles(httpRoute());
  const head = { ...base, 'gateway.yaml': (base['gateway.yaml'] ?? '').replace('name: edge', 'name: "${GW}"') };
  expect(head['gateway.yaml']).not.toBe(base['gateway.yaml']);
  expect(routeFindings(head, base)).toEqual([]);
});
