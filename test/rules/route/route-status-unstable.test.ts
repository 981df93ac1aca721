import { clusterFiles, httpRoute } from './route-files.ts';
import { kongWithService } from '../../manifests/kong.ts';
import { testRule } from '../rule-cases.ts';

const listeners = ['tcp', 'more'].map(
  (name, index) => `{name: ${name}, port: ${9000 + index}, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}`,
);
const tcpRoute = (...sections: readonly string[]): string =>
  httpRoute({
    kind: 'TCPRoute',
    version: 'v1alpha2',
    parents: sections.map((sectionName) => ({ name: 'edge', namespace: 'kong', sectionName })),
  });
const more = {
  'kong.yaml': kongWithService({
    streamListen: '0.0.0.0:9000, 0.0.0.0:9001',
    ports: ['9000 9000', '9001 9001'],
    controllerSettings: 'CONTROLLER_PUBLISH_SERVICE: kong/proxy\nCONTROLLER_FEATURE_GATES: GatewayAlpha=true',
  }),
};

testRule('route-status-unstable', {
  valid: {
    'no port': clusterFiles(httpRoute()),
    'a GRPCRoute with one': clusterFiles(
      httpRoute({ kind: 'GRPCRoute', parents: [{ name: 'edge', namespace: 'kong', port: 80 }] }),
    ),
    'a port that no listener has': clusterFiles(
      httpRoute({ parents: [{ name: 'edge', namespace: 'kong', port: 81 }] }),
    ),
    'a TCPRoute with one section': clusterFiles(tcpRoute('tcp'), { listeners, more }),
    'an HTTPRoute with two': clusterFiles(
      httpRoute({
        parents: ['http', 'https'].map((sectionName) => ({ name: 'edge', namespace: 'kong', sectionName })),
      }),
      {
        listeners: ['http', 'https'].map(
          (name, index) =>
            `{name: ${name}, port: ${80 + index * 363}, protocol: ${name.toUpperCase()}, allowedRoutes: {namespaces: {from: All}}}`,
        ),
      },
    ),
  },
  invalid: {
    'a TCPRoute with two sections of one Gateway': [
      clusterFiles(tcpRoute('tcp', 'more'), { listeners, more }),
      'route.yaml:6 TCPRoute shop/web names Gateway kong/edge 2 times, and the controller has one entry of the status for all of them: it writes each over the one before, for ever. After merge: the route is served, but its status shows one parent alone',
    ],
    'a port': [
      clusterFiles(httpRoute({ parents: [{ name: 'edge', namespace: 'kong', port: 80 }] })),
      'route.yaml:6 HTTPRoute shop/web names port 80 of Gateway kong/edge, which the controller leaves out of the status',
    ],
  },
});
