import { clusterFiles, complete, httpRoute, service } from './route-files.ts';
import { kongWithService } from '../../manifests/kong.ts';
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
