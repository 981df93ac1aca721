import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-parent-unsupported', {
  valid: {
    'a Gateway': clusterFiles(httpRoute()),
    'a route of a mesh': clusterFiles(httpRoute({ parents: [{ kind: 'Service', group: '', name: 'web' }] })),
  },
  invalid: {
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
