import { manifest } from '../../manifests/gateway-api.ts';
import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

const listenerSet = { kind: 'XListenerSet', group: 'gateway.networking.x-k8s.io', name: 'web' };
const set = (name: string): string =>
  manifest('gateway.networking.x-k8s.io/v1alpha1', 'XListenerSet', 'web', 'shop', {
    parentRef: { name, namespace: 'kong' },
    listeners: [{ name: 'web', protocol: 'HTTP', port: 80 }],
  });

testRule('route-parent-unsupported', {
  valid: {
    'a Gateway': clusterFiles(httpRoute()),
    'a route of a mesh': clusterFiles(httpRoute({ parents: [{ kind: 'Service', group: '', name: 'web' }] })),
    'a ListenerSet of a Gateway that nobody of Kong’s reads': {
      ...clusterFiles(httpRoute({ parents: [listenerSet] }), { more: { 'set.yaml': set('other') } }),
    },
    'a ListenerSet that is not in the repository': clusterFiles(httpRoute({ parents: [listenerSet] })),
  },
  invalid: {
    'a ListenerSet alone': [
      clusterFiles(httpRoute({ parents: [listenerSet] }), { more: { 'set.yaml': set('edge') } }),
      'route.yaml:6 HTTPRoute shop/web names XListenerSet (gateway.networking.x-k8s.io) shop/web as a parent',
    ],
    'a Service beside it': [
      clusterFiles(
        httpRoute({
          parents: [
            { kind: 'Service', group: '', name: 'web' },
            { name: 'edge', namespace: 'kong' },
          ],
        }),
      ),
      'route.yaml:6 HTTPRoute shop/web names Service shop/web as a parent',
    ],
  },
});
