import type { Behaviour } from './behaviour.ts';

const pull = (number: number): string => `https://github.com/Kong/kubernetes-ingress-controller/pull/${number}`;
const code = (path: string): string =>
  `https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/${path}`;

const utilities = code('controllers/gateway/route_utils.go');
const translation = code('dataplane/translator/subtranslator/httproute.go');
const annotations = code('annotations/annotations.go');

/** How releases of Kong Ingress Controller differ: one row for each behaviour. */
export const controllerBehaviours = {
  'writes-these-conditions': {
    releases: '>=3.0.0',
    does: 'writes Accepted, ResolvedRefs and Programmed on routes by whether a listener is Programmed',
    concerns: ['http-routes', 'grpc-routes', 'stream-routes'],
    source: utilities,
  },
  'accepts-truthfully': {
    releases: '>=3.4.3',
    does: 'tells in Accepted of GRPC, TCP, UDP and TLS routes what it found, TCP and UDP routes by section; before, it is always True',
    concerns: ['grpc-routes', 'stream-routes'],
    source: pull(6877),
  },
  'narrows-parents-to-one-gateway': {
    releases: '>=3.1.0',
    does: 'passes over parents of routes that --gateway-to-reconcile leaves out',
    concerns: ['http-routes', 'grpc-routes', 'stream-routes'],
    source: utilities,
  },
  'takes-grpc-on-http-listeners': {
    releases: '>=3.1.0',
    does: 'takes GRPCRoutes on HTTP listeners, and lists them in supportedKinds',
    concerns: ['grpc-routes'],
    source: utilities,
  },
  'reads-grpc-by-default': {
    releases: '>=3.2.0',
    does: 'reads GRPCRoutes in v1 and without the feature gate GatewayAlpha',
    concerns: ['grpc-routes'],
    source: pull(5918),
  },
  'removes-parents-with-port': {
    releases: '>=3.1.0',
    does: 'removes the status of a parent of an HTTPRoute that names a port, and writes it again, for ever',
    concerns: ['http-routes'],
    source: code('controllers/gateway/httproute_controller.go'),
  },
  'parts-grpc-sections': {
    releases: '>=3.2.0',
    does: 'writes an entry of its own for each section of a Gateway that a GRPCRoute names',
    concerns: ['grpc-routes'],
    source: code('controllers/gateway/route_parent_status.go'),
  },
  'borrows-hostnames-for-grpc': {
    releases: '>=3.2.0',
    does: 'gives GRPCRoutes without hostnames those of the listeners that they name; before, they take every host',
    concerns: ['grpc-routes'],
    source: pull(6166),
  },
  'rewrites-urls': {
    releases: '>=3.2.0',
    does: 'takes URLRewrite filters of HTTPRoutes',
    concerns: ['http-routes'],
    source: translation,
  },
  'reports-missing-plugins': {
    releases: '>=3.4.0',
    does: 'counts a plugin that is named and not there, or not granted, as a failure of the route; before, it is only logged',
    concerns: ['http-routes', 'grpc-routes', 'stream-routes'],
    source: code('dataplane/kongstate/kongstate.go'),
  },
  'explains-unresolved-references': {
    releases: '>=3.4.0',
    does: 'says in the message of ResolvedRefs which reference of an HTTPRoute it could not resolve',
    concerns: ['http-routes'],
    source: code('controllers/gateway/httproute_controller.go'),
  },
  'counts-routes-once': {
    releases: '>=3.4.7',
    does: 'counts a route that names a Gateway twice once in attachedRoutes',
    concerns: ['http-routes'],
    source: pull(7517),
  },
  'takes-protocols-from-listeners': {
    releases: '>=3.4.14 <3.5.0 || >=3.5.7',
    does: 'gives HTTPRoutes the protocols of the listeners that they name; before, they take HTTP and HTTPS',
    concerns: ['http-routes'],
    source: translation,
  },
  'refuses-cors-filters': {
    releases: '>=3.4.5',
    does: 'fails a rule with a CORS filter; before, the filter is ignored',
    concerns: ['http-routes'],
    source: translation,
  },
  'refuses-unknown-filters': {
    releases: '>=3.5.0',
    does: 'fails a rule with a filter of a type that it does not know; before, the filter is ignored',
    concerns: ['http-routes'],
    source: translation,
  },
  'reads-plugins-of-namespaces': {
    releases: '>=3.2.0',
    does: 'takes `namespace:name` in konghq.com/plugins; before, there is no plugin of such a name',
    concerns: ['plugins'],
    source: annotations,
  },
  'grants-plugins-to-routes': {
    releases: '>=3.2.3',
    does: 'finds the ReferenceGrants for plugins that routes and Ingresses name in other namespaces; in 3.2.0 to 3.2.2 none counts',
    concerns: ['plugins'],
    source: pull(6302),
  },
  'takes-grpc-without-rules': {
    releases: '>=3.1.0',
    does: 'takes a GRPCRoute that has neither rules nor hostnames; before, it is a failure',
    concerns: ['grpc-routes'],
    source: code('dataplane/translator/translate_grpcroute.go'),
  },
  'leaves-out-missing-backends': {
    releases: '>=3.1.0',
    does: 'leaves out a backend whose Service is missing; before, it is a failure of the route',
    concerns: ['http-routes', 'grpc-routes', 'stream-routes'],
    source: code('dataplane/translator/subtranslator/backendref.go'),
  },
  'translates-rules-apart': {
    releases: '>=3.4.0',
    does: 'translates what does not fail of an HTTPRoute; before, chance decides which of its rules are left when one fails',
    concerns: ['http-routes'],
    source: translation,
  },
  'redirects-by-plugin': {
    releases: '>=3.4.0',
    does: "makes Kong's redirect plugin of a RequestRedirect filter, where Kong is 3.9 or later",
    concerns: ['http-routes'],
    source: pull(6804),
  },
  'reads-udp-publish-service': {
    releases: '>=2.10.0',
    does: 'offers the ports of the UDP publish Service to Gateways too',
    concerns: ['gateways', 'settings'],
    source: code('controllers/gateway/gateway_controller.go'),
  },
  'watches-all-for-empty-namespace': {
    releases: '>=3.0.0',
    does: 'takes an empty item of --watch-namespace for all namespaces; before, it names a namespace that does not exist',
    concerns: ['settings'],
    source: code('manager/setup.go'),
  },
  'replaces-lists-of-gates': {
    releases: '>=3.4.4',
    does: 'takes the last of several lists of feature gates instead of merging them',
    concerns: ['settings'],
    source: 'https://github.com/Kong/kubernetes-ingress-controller/blob/v3.4.4/internal/cmd/rootcmd/rootcmd.go',
  },
  'trims-publish-services': {
    releases: '>=3.4.0',
    does: 'trims the publish Services that an annotation of a Gateway names; before, every item must match byte for byte',
    concerns: ['gateways', 'annotations'],
    source: pull(6729),
  },
  'reads-backend-timeouts': {
    releases: '>=3.1.0',
    does: 'reads timeouts.backendRequest of HTTPRoutes',
    concerns: ['http-routes'],
    source: pull(5243),
  },
  'keeps-timeouts-of-backends-apart': {
    releases: '>=3.4.0',
    does: 'gives rules of an HTTPRoute with the same backends the timeout of the last of them; before, all rules get that of the last one of the route',
    concerns: ['http-routes'],
    source: translation,
  },
  'needs-no-grant-in-own-namespace': {
    releases: '>=3.1.0',
    does: 'resolves references of routes into their own namespace without a ReferenceGrant',
    concerns: ['http-routes', 'grpc-routes', 'stream-routes'],
    source: utilities,
  },
  'verifies-tls-of-services': {
    releases: '>=3.4.0',
    does: 'reads the annotations tls-verify, tls-verify-depth and ca-certificates of Services, and BackendTLSPolicies',
    concerns: ['services', 'annotations'],
    source: annotations,
  },
  'separates-headers': {
    releases: '>=3.2.0',
    does: 'reads the annotation headers-separator of routes',
    concerns: ['annotations'],
    source: annotations,
  },
  'ignores-override-on-routes': {
    releases: '>=3.0.0',
    does: 'reads the annotation override on Services alone, no more on routes',
    concerns: ['annotations'],
    source: annotations,
  },
} as const satisfies Readonly<Record<string, Behaviour>>;
