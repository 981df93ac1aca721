import { manifest } from '../../manifests/gateway-api.ts';
import { clusterFiles, complete, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

/** A grant for HTTPRoutes of `shop`, in some namespace. */
const grantIn = (namespace: string, name = 'grant'): string =>
  manifest('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', name, namespace, {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
    to: [{ group: '', kind: 'Service', name: 'api' }],
  });
const toInfra = httpRoute({ rules: [{ backendRefs: [{ name: 'api', namespace: 'infra', port: 80 }] }] });

testRule('backend-not-permitted', {
  valid: {
    'a grant in the namespace of the route, and one where it belongs': clusterFiles(toInfra, {
      more: { 'grant.yaml': grantIn('shop'), 'more.yaml': grantIn('infra', 'more') },
    }),
    'a grant in a third namespace': clusterFiles(toInfra, { more: { 'grant.yaml': grantIn('store') } }),
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
    'a grant in the namespace of the route': [
      clusterFiles(toInfra, { more: { 'grant.yaml': grantIn('shop') } }),
      'route.yaml:6 HTTPRoute shop/web leads to Service infra/api, and ReferenceGrant shop/grant stands in the namespace of the route, where it permits nothing. A grant has to stand in infra, and none there is in the repository',
    ],
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
