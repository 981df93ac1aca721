import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-status-unstable', {
  valid: {
    'no port': clusterFiles(httpRoute()),
    'a GRPCRoute with one': clusterFiles(
      httpRoute({ kind: 'GRPCRoute', parents: [{ name: 'edge', namespace: 'kong', port: 80 }] }),
    ),
    'a port that no listener has': clusterFiles(
      httpRoute({ parents: [{ name: 'edge', namespace: 'kong', port: 81 }] }),
    ),
  },
  invalid: {
    'a port': [
      clusterFiles(httpRoute({ parents: [{ name: 'edge', namespace: 'kong', port: 80 }] })),
      'route.yaml:6 HTTPRoute shop/web names port 80 of Gateway kong/edge, which the controller leaves out of the status',
    ],
  },
});
