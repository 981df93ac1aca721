import { gateway } from '../../manifests/gateway-api.ts';
import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-waits-for-gateway', {
  valid: {
    'a Gateway that is programmed': clusterFiles(httpRoute()),
    'only one that is not': clusterFiles(httpRoute({ parents: [{ name: 'other', namespace: 'kong' }] }), {
      more: {
        'other.yaml': gateway(['http HTTP 80'], { name: 'other', annotations: 'konghq.com/publish-service: kong/zzz' }),
      },
    }),
  },
  invalid: {
    'one that is not beside it': [
      clusterFiles(
        httpRoute({
          parents: [
            { name: 'edge', namespace: 'kong' },
            { name: 'other', namespace: 'kong' },
          ],
        }),
        {
          more: {
            'other.yaml': gateway(['http HTTP 80'], {
              name: 'other',
              annotations: 'konghq.com/publish-service: kong/zzz',
            }),
          },
        },
      ),
      'route.yaml:6 HTTPRoute shop/web is held up by Gateway kong/other',
    ],
  },
});
