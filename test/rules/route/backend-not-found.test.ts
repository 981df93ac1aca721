import { clusterFiles, complete, httpRoute, service } from './route-files.ts';
import { kongWithService } from '../../manifests/kong.ts';
import { expect, test } from 'vitest';
import { reviewFiles } from '../../../src/review/in-memory.ts';
import { testRule } from '../rule-cases.ts';

testRule('backend-not-found', {
  valid: {
    'a Service that is there': clusterFiles(httpRoute()),
    'one that may stand elsewhere': clusterFiles(
      httpRoute({ rules: [{ backendRefs: [{ name: 'other', port: 80 }] }] }),
    ),
  },
  invalid: {
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
