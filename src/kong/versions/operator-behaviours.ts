import type { Behaviour } from './behaviour.ts';

const code = (path: string): string => `https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/${path}`;
const listeners = code('controller/gateway/controller_reconciler_utils.go');
const reconciler = code('controller/gateway/controller.go');
const conditions = code('pkg/utils/kubernetes/status.go');
const routes = code('ingress-controller/internal/controllers/gateway/route_utils.go');

/** How releases of Kong Operator differ in what they make of Gateways and routes: one row for each behaviour. */
export const operatorBehaviours = {
  'needs-labels': {
    releases: '>=2.0.0',
    does: 'sees Secrets and ConfigMaps only with a label',
    concerns: ['gateways'],
    source: code('modules/manager/cache_options.go'),
  },
  'reads-listener-options': {
    releases: '>=1.6.3',
    does: 'holds the options of listeners in a GatewayConfiguration against the listeners of the Gateway',
    concerns: ['gateway-configurations'],
    source: listeners,
  },
  'merges-parameters-of-gateways': {
    releases: '>=2.1.0',
    does: 'merges spec.infrastructure.parametersRef of a Gateway over the parameters of its class',
    concerns: ['gateway-configurations'],
    source: listeners,
  },
  'compares-hostnames-of-routes': {
    releases: '>=2.1.0',
    does: 'compares hostnames of routes with those of listeners before it counts them',
    concerns: ['http-routes'],
    source: listeners,
  },
  'connects-gateways': {
    releases: '>=2.1.0',
    does: 'makes a control plane in Konnect for a Gateway whose GatewayConfiguration signs in to Konnect',
    concerns: ['gateway-configurations'],
    source: reconciler,
  },
  'takes-64-ports': {
    releases: '>=2.1.0',
    does: 'takes up to 64 ports for a data plane',
    concerns: ['gateways'],
    source: code('api/gateway-operator/v1beta1/dataplane_types.go'),
  },
  'labels-with-names': {
    releases: '>=2.1.0',
    does: 'makes a label of the name of the data plane, which is five letters longer than that of the Gateway',
    concerns: ['gateways'],
    source: code('pkg/utils/kubernetes/resources/services.go'),
  },
  'waits-for-data-plane': {
    releases: '>=2.1.0',
    does: 'writes WaitingToBecomeReady while the data plane is not ready',
    concerns: ['gateways'],
    source: reconciler,
  },
  'resolves-plugins': {
    releases: '>=2.1.0',
    does: 'tells in ResolvedRefs of an HTTPRoute of its plugins too',
    concerns: ['http-routes'],
    source: code('ingress-controller/internal/controllers/gateway/httproute_controller.go'),
  },
  'serves-tls': {
    releases: '>=2.2.0',
    does: 'serves TLS listeners',
    concerns: ['tls-listeners', 'stream-routes'],
    source: listeners,
  },
  'conflicts-tls-on-one-port': {
    releases: '>=2.2.0',
    does: 'takes two TLS listeners on one port for a conflict',
    concerns: ['tls-listeners'],
    source: listeners,
  },
  'refuses-conflicted-listeners': {
    releases: '>=2.2.0',
    does: 'gives listeners in conflict Accepted=False',
    concerns: ['gateways'],
    source: listeners,
  },
  'empties-kinds-of-refused': {
    releases: '>=2.2.0',
    does: 'leaves supportedKinds of a listener empty that it does not accept',
    concerns: ['gateways'],
    source: listeners,
  },
  'takes-no-certificate': {
    releases: '>=2.2.0',
    does: 'takes a listener whose tls names no certificate',
    concerns: ['gateways'],
    source: listeners,
  },
  'compares-namespaces-of-parents': {
    releases: '>=2.2.0',
    does: 'compares the namespace of a parent before it counts a route',
    concerns: ['http-routes'],
    source: code('pkg/utils/gateway/ownerrefs.go'),
  },
  'sets-port-maps': {
    releases: '>=2.2.0',
    does: 'sets KONG_PORT_MAPS and KONG_STREAM_LISTEN of the data plane itself',
    concerns: ['gateways'],
    source: listeners,
  },
  'labels-with-gateway': {
    releases: '>=2.2.0',
    does: 'makes a label of the name of the Gateway, which then has at most 63 letters',
    concerns: ['gateways'],
    source: listeners,
  },
  'lists-v1-grants': {
    releases: '>=2.2.0',
    does: 'reads ReferenceGrants in v1',
    concerns: ['grants'],
    source: code('pkg/utils/kubernetes/referencegrant.go'),
  },
  'reports-pending-gateways': {
    releases: '>=2.2.0',
    does: 'reports a Gateway whose data plane is not ready as Pending',
    concerns: ['gateways'],
    source: listeners,
  },
  'reads-images-with-ports': {
    releases: '>=2.3.0',
    does: 'reads images of a registry with a port',
    concerns: ['settings'],
    source: code('internal/versions/validation.go'),
  },
  'serves-tcp-and-udp': {
    releases: '>=2.3.0',
    does: 'serves TCP and UDP listeners',
    concerns: ['stream-listeners', 'stream-routes'],
    source: listeners,
  },
  'serves-one-stream-route': {
    releases: '>=2.3.0',
    does: 'gives Kong one of the TCPRoutes or UDPRoutes of a listener: the oldest',
    concerns: ['stream-routes'],
    source: code('ingress-controller/internal/dataplane/translator/translate_tcproute.go'),
  },
  'serves-grpc': {
    releases: '>=2.3.0',
    does: 'serves GRPCRoutes',
    concerns: ['grpc-routes'],
    source: listeners,
  },
  'accepts-in-part': {
    releases: '>=2.3.0',
    does: 'accepts a Gateway of which one listener is accepted',
    concerns: ['gateways'],
    source: conditions,
  },
  'refuses-parameters-of-gateways': {
    releases: '>=2.3.0',
    does: 'refuses parameters of a Gateway of another group or kind',
    concerns: ['gateways'],
    source: reconciler,
  },
  'keeps-timeouts-of-rules-apart': {
    releases: '>=2.3.0',
    does: 'gives each rule of an HTTPRoute its own timeouts.backendRequest',
    concerns: ['http-routes'],
    source: 'https://github.com/Kong/kong-operator/pull/4714',
  },
  'tells-in-order': {
    releases: '>=2.3.0',
    does: 'tells a route first what was asked first',
    concerns: ['http-routes'],
    source: routes,
  },
} as const satisfies Readonly<Record<string, Behaviour>>;
