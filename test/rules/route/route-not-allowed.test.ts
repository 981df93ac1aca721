import { clusterFiles, complete, httpRoute } from './route-files.ts';
import { managedClass, operator } from '../../kong/operator/operator-cluster.ts';
import { gateway } from '../../manifests/gateway-api.ts';
import { testRule } from '../rule-cases.ts';
import type { Files } from '../../../src/review/in-memory.ts';

const bySelector =
  '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}';

const tlsRoute = httpRoute({ kind: 'TLSRoute', version: 'v1alpha2', hostnames: ['a.com'] });
const tls = (mode: string): string =>
  `{name: tls, port: 9000, protocol: TLS, tls: {mode: ${mode}, certificateRefs: [{name: cert}]}, allowedRoutes: {namespaces: {from: All}}}`;
const bundle = (version: string): Files => ({
  '.github/portcullis.yml': `clusters: [{name: prod, paths: ["**"], gatewayApi: {version: ${version}, channel: standard}}]\n`,
});

/** A listener that picks the team of a Namespace, and the Namespace of the route; the repository holds all of them. */
const labelled = (picked: string, team: string): Files =>
  clusterFiles(httpRoute(), {
    listeners: [
      `{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: ${picked}}}}}}`,
    ],
    more: {
      ...complete('Namespace'),
      'namespace.yaml': `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: ${team}}}\n`,
    },
  });

testRule('route-not-allowed', {
  valid: {
    'a TLSRoute where TLS passes through': clusterFiles(tlsRoute, { listeners: [tls('Passthrough')] }),
    ...Object.fromEntries(
      ['<team>', '__TEAM__', '{TEAM}', 'CHANGE_ME'].flatMap((value) => [
        [`a selector whose value ${value} is filled in on the way to the cluster`, labelled(value, 'a')],
        [`a Namespace whose label ${value} is filled in on the way to the cluster`, labelled('a', value)],
      ]),
    ),
    'a selector that cannot be read, and no route that names its Gateway': clusterFiles(
      httpRoute({ parents: [{ name: 'other', namespace: 'kong' }] }),
      {
        listeners: [
          '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchExpressions: [{key: team, operator: In, values: []}]}}}}',
        ],
      },
    ),
    'routes of all namespaces': clusterFiles(httpRoute()),
    'labels that are not known': clusterFiles(httpRoute(), {
      listeners: [
        '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}',
      ],
    }),
    'a label that somebody may have set by hand': clusterFiles(httpRoute(), {
      listeners: [
        '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}',
      ],
      more: {
        'namespace.yaml':
          'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\napiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: {name: p, namespace: shop}\nplugin: cors\n',
      },
    }),
    'a listener beside it that takes the route': clusterFiles(httpRoute(), {
      listeners: [
        '{name: own, port: 80, protocol: HTTP}',
        '{name: http, port: 80, protocol: HTTP, hostname: a.com, allowedRoutes: {namespaces: {from: All}}}',
      ],
    }),
    'a label in a file of its own': clusterFiles(httpRoute(), {
      listeners: [bySelector],
      more: {
        ...complete('Namespace'),
        'namespaces/shop.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}\n',
      },
    }),
    'a Namespace that is stated again elsewhere': clusterFiles(
      `${httpRoute()}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n`,
      {
        listeners: [bySelector],
        more: {
          'namespaces/shop.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}\n',
        },
      },
    ),
    'a Gateway that may be in another namespace': {
      ...clusterFiles(httpRoute()),
      'gateway.yaml': gateway(['{name: http, port: 80, protocol: HTTP}']).replace('  namespace: kong\n', ''),
    },
  },
  invalid: {
    'another protocol alone': [
      clusterFiles(httpRoute(), { listeners: ['{name: tcp, port: 9000, protocol: TCP}'] }),
      'route.yaml:6 Listener "tcp" of Gateway kong/edge is for TCP, which takes no HTTPRoutes, and HTTPRoute shop/web is one',
    ],
    'a GRPCRoute, which Kong Operator takes from 2.3 on': [
      {
        ...clusterFiles(httpRoute({ kind: 'GRPCRoute' })),
        'class.yaml': managedClass,
        'kong.yaml': operator('2.2.3'),
      },
      'route.yaml:6 Listener "http" of Gateway kong/edge is for HTTP, where Kong Operator 2.2.3 takes no GRPCRoutes, and GRPCRoute shop/web is one',
    ],
    'a section for another protocol': [
      clusterFiles(httpRoute({ parents: [{ name: 'edge', namespace: 'kong', sectionName: 'tcp' }] }), {
        listeners: ['{name: http, port: 80, protocol: HTTP}', '{name: tcp, port: 9000, protocol: TCP}'],
      }),
      'route.yaml:6 Listener "tcp" of Gateway kong/edge is for TCP, which takes no HTTPRoutes, and HTTPRoute shop/web is one',
    ],
    'a TCPRoute among listeners for HTTP': [
      clusterFiles(httpRoute({ kind: 'TCPRoute', version: 'v1alpha2' }), {
        listeners: ['{name: http, port: 80, protocol: HTTP}', '{name: https, port: 443, protocol: HTTPS}'],
      }),
      'route.yaml:6 Listeners "http" and "https" of Gateway kong/edge are for HTTP and HTTPS, which take no TCPRoutes',
    ],
    'a TLSRoute where TLS ends': [
      clusterFiles(tlsRoute, { listeners: [tls('Terminate')] }),
      'route.yaml:6 Listener "tls" of Gateway kong/edge has the TLS mode Terminate, with which the controller takes no TLSRoutes, and TLSRoute shop/web is one',
    ],
    'an HTTPRoute where TLS passes through, before the API server refused that': [
      clusterFiles(httpRoute(), {
        listeners: ['{name: https, port: 443, protocol: HTTPS, tls: {mode: Passthrough}}'],
        more: bundle('1.0.0'),
      }),
      'route.yaml:6 Listener "https" of Gateway kong/edge has the TLS mode Passthrough, with which the controller takes no HTTPRoutes',
    ],
    'listeners that take it for different reasons not': [
      clusterFiles(httpRoute({ kind: 'UDPRoute', version: 'v1alpha2' }), {
        listeners: [
          '{name: http, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: HTTPRoute}], namespaces: {from: All}}}',
          '{name: tcp, port: 9000, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}',
        ],
      }),
      'route.yaml:6 Listeners "http" and "tcp" of Gateway kong/edge take no UDPRoutes, by their protocol, TLS mode or allowedRoutes.kinds, and UDPRoute shop/web is one',
    ],
    'a selector that cannot be read, on another listener': [
      clusterFiles(httpRoute({ parents: [{ name: 'edge', namespace: 'kong', sectionName: 'http' }] }), {
        listeners: [
          '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}',
          '{name: https, port: 443, protocol: HTTPS, allowedRoutes: {namespaces: {from: Selector, selector: {matchExpressions: [{key: team, operator: In, values: []}]}}}}',
        ],
      }),
      'gateway.yaml:10 The selector of listener "https" of Gateway kong/edge cannot be read: In needs values, and "team" has none. The controller fails at every route of this Gateway, whichever listener it names: at HTTPRoute shop/web. After merge: the route gets no status on any parent and no traffic from Kong',
    ],
    'routes of its own namespace': [
      clusterFiles(httpRoute(), { listeners: ['{name: http, port: 80, protocol: HTTP}'] }),
      'route.yaml:6 Listener "http" takes routes from the namespace kong of the Gateway alone (from: Same, the default)',
    ],
    'labels that are known': [
      clusterFiles(httpRoute(), {
        listeners: [
          '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}',
        ],
        more: {
          'namespace.yaml':
            'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: b}}\n---\napiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: {name: p, namespace: shop}\nplugin: cors\n',
        },
      }),
      'route.yaml:6 takes routes from the namespaces that its selector picks',
    ],
    'another kind': [
      clusterFiles(httpRoute(), {
        listeners: [
          '{name: http, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: TCPRoute}], namespaces: {from: All}}}',
        ],
      }),
      'route.yaml:6 takes TCPRoutes alone (allowedRoutes.kinds)',
    ],
  },
});
