import { reviewFiles, type Files } from '../../../src/review/in-memory.ts';

export interface Kong {
  /** Null where nothing states it, `?` where it is not known. */
  readonly flavor?: string | null;
  readonly kong?: string;
  readonly controller?: string;
}

const variables = (pairs: readonly (readonly [string, string])[]): string =>
  `[${pairs.map(([name, value]) => `{name: ${name}, ${value === '?' ? 'valueFrom: {secretKeyRef: {name: kong, key: a}}' : `value: ${JSON.stringify(value)}`}}`).join(', ')}]`;

/** Kong and its controller in one Pod, with listens for every protocol. */
export const installation = ({
  flavor = 'traditional',
  kong = '3.9.1',
  controller = '3.5.13',
}: Kong): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: kong, namespace: kong}
spec:
  selector: {matchLabels: {app: kong}}
  template:
    metadata: {labels: {app: kong}}
    spec:
      containers:
        - name: proxy
          image: kong:${kong}
          env: ${variables([
            ['KONG_DATABASE', 'off'],
            ['KONG_PROXY_LISTEN', '0.0.0.0:8000, 0.0.0.0:8443 ssl'],
            ['KONG_STREAM_LISTEN', '0.0.0.0:9000, 0.0.0.0:9443 ssl'],
            ...(flavor === null ? [] : ([['KONG_ROUTER_FLAVOR', flavor]] as const)),
          ])}
        - name: ingress-controller
          image: kong/kubernetes-ingress-controller:${controller}
          env: ${variables([
            ['CONTROLLER_KONG_ADMIN_URL', 'https://localhost:8444'],
            ['CONTROLLER_PUBLISH_SERVICE', 'kong/proxy'],
            ['CONTROLLER_FEATURE_GATES', 'GatewayAlpha=true'],
          ])}
---
apiVersion: v1
kind: Service
metadata: {name: proxy, namespace: kong}
spec:
  selector: {app: kong}
  ports:
    - {name: http, port: 80, targetPort: 8000}
    - {name: https, port: 443, targetPort: 8443}
    - {name: tcp, port: 9000, targetPort: 9000}
    - {name: tls, port: 9443, targetPort: 9443}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: kong, annotations: {konghq.com/gatewayclass-unmanaged: "true"}}
spec: {controllerName: konghq.com/kic-gateway-controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: kong
  listeners:
    - {name: http, port: 80, protocol: HTTP}
    - {name: tcp, port: 9000, protocol: TCP}
    - {name: tls, port: 9443, protocol: TLS, tls: {mode: Passthrough}}
`;

/** What a test says of a route and the Service behind it, in flow style. */
export interface Written extends Kong {
  readonly kind?: 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute';
  readonly annotations?: string;
  readonly spec?: string;
  readonly rule?: string;
  readonly service?: string;
  readonly serviceSpec?: string;
  /** Other objects. */
  readonly more?: string;
}

/** A cluster with one route to one Service. */
export function cluster({ kind = 'HTTPRoute', annotations = '', spec = '', rule = '', ...rest }: Written): Files {
  const version = kind === 'TLSRoute' || kind === 'TCPRoute' ? 'v1alpha2' : 'v1';
  return {
    'kong.yaml': installation(rest),
    'route.yaml': `apiVersion: gateway.networking.k8s.io/${version}
kind: ${kind}
metadata: {name: web, namespace: shop, annotations: {${annotations}}}
spec:
  parentRefs: [{name: edge}]
  ${spec}
  rules:
    - ${rule.includes('RequestRedirect') ? 'backendRefs: []' : 'backendRefs: [{name: app, port: 80}]'}
      ${rule}
`,
    'service.yaml': `apiVersion: v1
kind: Service
metadata: {name: app, namespace: shop, annotations: {${rest.service ?? ''}}}
spec: {${rest.serviceSpec ?? 'selector: {app: app}, ports: [{port: 80}]'}}
`,
    ...(rest.more === undefined ? {} : { 'more.yaml': rest.more }),
  };
}

/** `route.yaml:7 the message` of each finding that Kong refuses everything. */
export function refusals(written: Written): readonly string[] {
  const id = 'kong-refuses-configuration';
  const { findings } = reviewFiles(cluster(written), null, [id]);
  return findings.filter(({ rule }) => rule === id).map(({ at, statement }) => `${at.path}:${at.line} ${statement}`);
}
