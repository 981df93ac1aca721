import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('backend-kind-unsupported', {
  valid: {
    'a Service': clusterFiles(httpRoute()),
    'of the group core': clusterFiles(
      httpRoute({ rules: [{ backendRefs: [{ group: 'core', kind: 'Service', name: 'web', port: 80 }] }] }),
    ),
  },
  invalid: {
    'a ServiceImport': [
      clusterFiles(
        httpRoute({
          rules: [{ backendRefs: [{ group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'web', port: 80 }] }],
        }),
      ),
      'route.yaml:6 HTTPRoute shop/web leads to shop/web, a ServiceImport of the group multicluster.x-k8s.io',
    ],
  },
});
