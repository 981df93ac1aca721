import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-feature-unsupported', {
  valid: {
    'filters that are translated': clusterFiles(
      httpRoute({
        rules: [
          {
            filters: [{ type: 'URLRewrite', urlRewrite: { hostname: 'a.com' } }],
            backendRefs: [{ name: 'web', port: 80 }],
          },
        ],
      }),
    ),
    'a GRPCRoute with a mirror, which is ignored': clusterFiles(
      httpRoute({
        kind: 'GRPCRoute',
        rules: [
          {
            filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', port: 80 } } }],
            backendRefs: [{ name: 'web', port: 80 }],
          },
        ],
      }),
    ),
  },
  invalid: {
    'a mirror': [
      clusterFiles(
        httpRoute({
          rules: [
            {
              filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', port: 80 } } }],
              backendRefs: [{ name: 'web', port: 80 }],
            },
          ],
        }),
      ),
      'route.yaml:6 HTTPRoute shop/web has a RequestMirror filter, at which this version of the controller fails',
    ],
    'a cluster-wide plugin': [
      clusterFiles(
        httpRoute({
          rules: [
            {
              filters: [
                {
                  type: 'ExtensionRef',
                  extensionRef: { group: 'configuration.konghq.com', kind: 'KongClusterPlugin', name: 'k' },
                },
              ],
              backendRefs: [{ name: 'web', port: 80 }],
            },
          ],
        }),
      ),
      'route.yaml:6 HTTPRoute shop/web has an ExtensionRef to KongClusterPlugin k',
    ],
    'a query parameter': [
      clusterFiles(
        httpRoute({
          rules: [
            { matches: [{ queryParams: [{ name: 'a', value: 'b' }] }], backendRefs: [{ name: 'web', port: 80 }] },
          ],
        }),
      ),
      'route.yaml:6 HTTPRoute shop/web matches a query parameter',
    ],
  },
});
