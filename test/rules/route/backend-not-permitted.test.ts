import { manifest } from '../../manifests/gateway-api.ts';
import { clusterFiles, complete, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('backend-not-permitted', {
  valid: {
    'its own namespace': clusterFiles(httpRoute()),
    'a grant': clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'api', namespace: 'infra', port: 80 }] }] }), {
      more: {
        'grant.yaml': manifest('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'grant', 'infra', {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
          to: [{ group: '', kind: 'Service', name: 'api' }],
        }),
      },
    }),
    'no grant, which may stand elsewhere': clusterFiles(
      httpRoute({ rules: [{ backendRefs: [{ name: 'api', namespace: 'infra', port: 80 }] }] }),
    ),
  },
  invalid: {
    'a grant for the same kinds that leaves it out': [
      clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'api', namespace: 'infra', port: 80 }] }] }), {
        more: {
          'grant.yaml': manifest('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'grant', 'infra', {
            from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
            to: [{ group: '', kind: 'Service', name: 'other' }],
          }),
        },
      }),
      'route.yaml:6 HTTPRoute shop/web leads to Service infra/api, and no ReferenceGrant in infra lets HTTPRoutes of shop name api there',
    ],
    'no grant in a repository that holds all': [
      clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'api', namespace: 'infra', port: 80 }] }] }), {
        more: complete('ReferenceGrant'),
      }),
      'route.yaml:6 HTTPRoute shop/web leads to Service infra/api',
    ],
  },
});
