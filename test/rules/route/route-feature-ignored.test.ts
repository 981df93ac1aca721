import { clusterFiles, httpRoute } from './route-files.ts';
import type { Files } from '../../../src/review/in-memory.ts';
import { testRule } from '../rule-cases.ts';

const inRelease = (release: string, files: Files): Files => ({
  ...files,
  'kong.yaml': (files['kong.yaml'] ?? '').replace(
    'kubernetes-ingress-controller:3.5',
    `kubernetes-ingress-controller:${release}`,
  ),
});
const timed = (backendRequest: string, port = 80): object => ({
  timeouts: { backendRequest },
  backendRefs: [{ name: 'web', port }],
});

testRule('route-feature-ignored', {
  valid: {
    'a timeout that counts': clusterFiles(
      httpRoute({ rules: [{ timeouts: { backendRequest: '5s' }, backendRefs: [{ name: 'web', port: 80 }] }] }),
    ),
    'one timeout for rules of the same backends': clusterFiles(httpRoute({ rules: [timed('5s'), timed('5000ms')] })),
    'timeouts of other backends': clusterFiles(httpRoute({ rules: [timed('5s'), timed('9s', 81)] })),
    'rules without any': clusterFiles(
      httpRoute({ rules: [timed('5s'), { backendRefs: [{ name: 'web', port: 80 }] }] }),
    ),
  },
  invalid: {
    'two timeouts for the same backends': [
      clusterFiles(httpRoute({ rules: [timed('5s'), timed('9s'), timed('7s', 81)] })),
      'route.yaml:6 HTTPRoute shop/web has timeouts.backendRequest in rules[0], and rules[1] has another: rules that lead to one service of Kong have one timeout, and there that of rules[1] counts.',
    ],
    'the default, which does not count beside another': [
      clusterFiles(httpRoute({ rules: [timed('5s'), timed('1m')] })),
      'route.yaml:6 HTTPRoute shop/web has timeouts.backendRequest in rules[1], and rules[0] has another',
    ],
    'other backends, in a release that has one timeout for all': [
      inRelease('3.3', clusterFiles(httpRoute({ rules: [timed('5s'), timed('9s', 81)] }))),
      'route.yaml:6 HTTPRoute shop/web has timeouts.backendRequest in rules[0], and rules[1] has another, which counts for all. Before release 3.4 the controller gives every rule of a route the timeout of the last that has one.',
    ],
    'any, in a release that reads none': [
      inRelease('3.0', clusterFiles(httpRoute({ rules: [timed('5s')] }))),
      'route.yaml:6 HTTPRoute shop/web has timeouts.backendRequest in rules[0], which the controller ignores without a word. After merge: requests are not cut off as written here',
    ],
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
