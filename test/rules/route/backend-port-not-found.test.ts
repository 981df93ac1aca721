import { manifest } from '../../manifests/gateway-api.ts';
import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('backend-port-not-found', {
  valid: {
    'a port that is there': clusterFiles(httpRoute()),
    'a Service that is not': clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'other', port: 80 }] }] })),
    'an ExternalName': clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'out', port: 8443 }] }] }), {
      more: { 'out.yaml': manifest('v1', 'Service', 'out', 'shop', { type: 'ExternalName', externalName: 'a.com' }) },
    }),
    'a Service that is stated twice, once with the port': clusterFiles(
      httpRoute({ rules: [{ backendRefs: [{ name: 'web', port: 8443 }] }] }),
      {
        more: {
          'other.yaml': manifest('v1', 'Service', 'web', 'shop', { selector: { app: 'web' }, ports: [{ port: 8443 }] }),
        },
      },
    ),
    'a part of a Service': clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'part', port: 8443 }] }] }), {
      more: { 'part.yaml': manifest('v1', 'Service', 'part', 'shop', { type: 'NodePort' }) },
    }),
  },
  invalid: {
    'the port of the container': [
      clusterFiles(httpRoute({ rules: [{ backendRefs: [{ name: 'web', port: 8080 }] }] })),
      'route.yaml:6 HTTPRoute shop/web leads to port 8080 of Service shop/web, which has port 80. After merge: Programmed=False, TranslationError',
    ],
    'a TCPRoute': [
      clusterFiles(
        httpRoute({ kind: 'TCPRoute', version: 'v1alpha2', rules: [{ backendRefs: [{ name: 'web', port: 8080 }] }] }),
        { listeners: ['{name: tcp, port: 9000, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}'] },
      ),
      'route.yaml:6 TCPRoute shop/web leads to port 8080 of Service shop/web, which has port 80. After merge: the route gets no status',
    ],
  },
});
