import { clusterFiles, httpRoute } from './route-files.ts';
import { testRule } from '../rule-cases.ts';

testRule('route-section-not-found', {
  valid: {
    'a section that is there': clusterFiles(
      httpRoute({ parents: [{ name: 'edge', namespace: 'kong', sectionName: 'http', port: 80 }] }),
    ),
    'no section': clusterFiles(httpRoute()),
  },
  invalid: {
    'a section that is not': [
      clusterFiles(httpRoute({ parents: [{ name: 'edge', namespace: 'kong', sectionName: 'grpc' }] })),
      'route.yaml:6 HTTPRoute shop/web names section "grpc" of Gateway kong/edge, whose only listener is http',
    ],
    'a port that is not': [
      clusterFiles(httpRoute({ parents: [{ name: 'edge', namespace: 'kong', port: 8080 }] })),
      'route.yaml:6 HTTPRoute shop/web asks for port 8080 of Gateway kong/edge, which has port 80',
    ],
  },
});
