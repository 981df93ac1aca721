import { gateway } from '../../manifests/gateway-api.ts';
import { application } from '../../manifests/gitops-tools.ts';
import { clusterFiles, complete, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-parent-not-found', {
  valid: {
    'a Gateway that is there': clusterFiles(httpRoute()),
    'one that may stand elsewhere': clusterFiles(httpRoute({ parents: [{ name: 'other', namespace: 'infra' }] })),
    'one of two that differ in a letter': clusterFiles(
      httpRoute({ parents: [{ name: 'edge-b', namespace: 'kong' }] }),
      {
        more: { 'gateway.yaml': gateway(['http HTTP 80'], { name: 'edge-a' }) },
      },
    ),
    'a name that is one letter off, beside a chart that is not rendered in its namespace': clusterFiles(
      httpRoute({ parents: [{ name: 'edges', namespace: 'kong' }] }),
      {
        more: {
          'more.yaml': application(
            'more',
            { repoURL: 'https://charts.example.com', chart: 'more' },
            { namespace: 'kong' },
          ),
        },
      },
    ),
    'a Service': clusterFiles(httpRoute({ parents: [{ kind: 'Service', group: '', name: 'web' }] })),
  },
  invalid: {
    'one that is nowhere': [
      clusterFiles(httpRoute({ parents: [{ name: 'other', namespace: 'infra' }] }), { more: complete('Gateway') }),
      'route.yaml:6 HTTPRoute shop/web names Gateway infra/other, which is not in the repository',
    ],
    'a namespace left out': [
      clusterFiles(httpRoute({ parents: [{ name: 'edge' }] })),
      'route.yaml:6 the only one of that name is Gateway kong/edge',
    ],
    'a name that is one letter off': [
      clusterFiles(httpRoute({ parents: [{ name: 'edges', namespace: 'kong' }] })),
      'route.yaml:6 Gateway kong/edge is one letter away',
    ],
  },
});
