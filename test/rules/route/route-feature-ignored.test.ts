import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-feature-ignored', {
  valid: {
    'a timeout that counts': clusterFiles(
      httpRoute({ rules: [{ timeouts: { backendRequest: '5s' }, backendRefs: [{ name: 'web', port: 80 }] }] }),
    ),
  },
  invalid: {
    'one that does not': [
      clusterFiles(httpRoute({ rules: [{ timeouts: { request: '5s' }, backendRefs: [{ name: 'web', port: 80 }] }] })),
      'route.yaml:6 HTTPRoute shop/web has timeouts.request in rules[0], which the controller ignores without a word',
    ],
    'filters of a backend': [
      clusterFiles(
        httpRoute({
          rules: [
            {
              backendRefs: [
                {
                  name: 'web',
                  port: 80,
                  filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['a'] } }],
                },
              ],
            },
          ],
        }),
      ),
      'route.yaml:6 HTTPRoute shop/web has filters of a backend in rules[0]',
    ],
  },
});
