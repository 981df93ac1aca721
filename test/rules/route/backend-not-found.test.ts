import { clusterFiles, complete, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('backend-not-found', {
  valid: {
    'a Service that is there': clusterFiles(httpRoute()),
    'one that may stand elsewhere': clusterFiles(
      httpRoute({ rules: [{ backendRefs: [{ name: 'other', port: 80 }] }] }),
    ),
  },
  invalid: {
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
