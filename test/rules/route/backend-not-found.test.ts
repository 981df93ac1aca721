import { clusterFiles, complete, httpRoute, service } from './route-files.ts';
import { kongWithService } from '../../manifests/kong.ts';
import { expect, test } from 'vitest';
import { reviewFiles } from '../../../src/review/in-memory.ts';
import { application } from '../../manifests/gitops-tools.ts';
import { accepted } from '../../review/finding-lines.ts';
import { testRule } from '../rule-cases.ts';

const leadingTo = (name: string, port = 80): string => httpRoute({ rules: [{ backendRefs: [{ name, port }] }] });
/** A route, and Service `checkout` in its file. */
const besideCheckout = (route: string): string => `${route}---\n${service('checkout')}`;

testRule('backend-not-found', {
  valid: {
    'a name and its plural': clusterFiles(`${leadingTo('orders')}---\n${service('order')}`),
    'names that a digit tells apart': clusterFiles(`${leadingTo('checkout2')}---\n${service('checkout1')}`),
    'one letter off, and another port': clusterFiles(besideCheckout(leadingTo('chekout', 81))),
    'one letter off, and the other one is named as well': clusterFiles(
      besideCheckout(
        httpRoute({ rules: [{ backendRefs: ['chekout', 'checkout'].map((name) => ({ name, port: 80 })) }] }),
      ),
    ),
    'one letter off, beside a chart that is not rendered': clusterFiles(besideCheckout(leadingTo('chekout')), {
      more: {
        'more.yaml': application(
          'more',
          { repoURL: 'https://charts.example.com', chart: 'more' },
          { namespace: 'shop' },
        ),
      },
    }),
    'one letter off from a Service of another file, of which nobody knows whether it was meant': clusterFiles(
      leadingTo('chekout'),
      { more: { 'checkout.yaml': service('checkout') } },
    ),
    'a Service that is there': clusterFiles(httpRoute()),
    'one that may stand elsewhere': clusterFiles(
      httpRoute({ rules: [{ backendRefs: [{ name: 'other', port: 80 }] }] }),
    ),
  },
  invalid: {
    'one letter off from a Service of its file': [
      clusterFiles(besideCheckout(leadingTo('chekout'))),
      'route.yaml:6 HTTPRoute shop/web leads to Service shop/chekout, which is not in the repository; Service shop/checkout is one letter away. After merge: requests that would go there are not served, unless something else brings it',
    ],
    'one that is there and not watched': [
      {
        ...clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'web', namespace: 'far', port: 80 }] }] })),
        'kong.yaml': kongWithService({
          controllerSettings: 'CONTROLLER_PUBLISH_SERVICE: kong/proxy\nCONTROLLER_WATCH_NAMESPACE: kong,shop',
        }),
        'far.yaml': service('web', 'far'),
      },
      'route.yaml:6 HTTPRoute shop/web leads to Service far/web, in a namespace that the controller does not watch',
    ],
    'one that is nowhere': [
      clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'other', port: 80 }] }] }), {
        more: complete('Service'),
      }),
      'route.yaml:6 HTTPRoute shop/web leads to Service shop/other, which is not in the repository',
    ],
    'one that is not in a namespace of which all is there': [
      clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'other', port: 80 }] }] }), {
        more: complete('shop/Service'),
      }),
      'route.yaml:6 HTTPRoute shop/web leads to Service shop/other',
    ],
  },
});

test.each<[to: string, found: readonly string[]]>([
  ['chekout', ['introduced warning route.yaml']],
  ['checkouts', []],
  ['payments', []],
])('a change that sets the backend checkout to %s', (to, found) => {
  const base = clusterFiles(leadingTo('checkout'), { more: { 'checkout.yaml': service('checkout') } });
  const head = { ...base, 'route.yaml': leadingTo(to) };
  const { findings } = reviewFiles(head, base);
  expect(findings.map(({ status, severity, at }) => `${status} ${severity} ${at.path}`)).toEqual(found);
  expect(findings.map((finding) => accepted(head, finding))).toEqual(found.map(() => base));
});

const backends = (...weights: readonly (number | undefined)[]) => [
  { name: 'web', port: 80 },
  ...weights.map((weight) => ({ name: 'other', port: 80, weight })),
];

test.each([
  [
    'a weight of 0',
    backends(0),
    'warning',
    'After merge: ResolvedRefs=False, BackendNotFound, and no request goes there, as its weight is 0.',
  ],
  ['a weight of 0, twice', backends(0, 0), 'warning', 'no request goes there'],
  ['a weight of 0 and another', backends(0, 1), 'error', 'requests that would go there are not served'],
  ['no weight', backends(undefined), 'error', 'requests that would go there are not served'],
  ['a weight of 0 and no other backend', backends(0).slice(1), 'error', 'requests are not served'],
])('%s', (_title, backendRefs, severity, told) => {
  const files = clusterFiles(httpRoute({ rules: [{ backendRefs }] }), { more: complete('Service') });
  const { findings } = reviewFiles(files, null, ['backend-not-found']);
  expect(findings.map((finding) => finding.severity)).toEqual([severity]);
  expect(findings[0]?.message).toContain(told);
});
