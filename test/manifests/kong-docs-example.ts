import type { Files } from '../../src/review/in-memory.ts';

const gatewayClass = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: kong
  annotations:
    konghq.com/gatewayclass-unmanaged: "true"
spec:
  controllerName: konghq.com/kic-gateway-controller
`;

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: example
spec:
  gatewayClassName: kong
  listeners:
  - name: proxy
    port: 80
    protocol: HTTP
  - name: proxy-ssl
    port: 443
    protocol: HTTPS
  - name: proxy-tcp-9901
    port: 9901
    protocol: TCP
  - name: proxy-udp-9902
    port: 9902
    protocol: UDP
  - name: proxy-tls-9903
    port: 9903
    protocol: TLS
`;

const values = `proxy:
  http:
    enabled: true
    servicePort: 80
    containerPort: 8000
  tls:
    enabled: true
    servicePort: 443
    containerPort: 8443
  stream:
  - containerPort: 9901
    servicePort: 9901
    protocol: TCP
  - containerPort: 9902
    servicePort: 9902
    protocol: UDP
  - containerPort: 9903
    servicePort: 9903
    protocol: TCP
    parameters:
    - "ssl"
`;

const service = `apiVersion: v1
kind: Service
metadata:
  name: proxy
spec:
  selector:
    app: kong
  ports:
  - name: proxy
    port: 80
    protocol: TCP
    targetPort: 8000
  - name: proxy-ssl
    port: 443
    protocol: TCP
    targetPort: 8443
  - name: stream9901
    port: 9901
    protocol: TCP
    targetPort: 9901
  - name: stream9902
    port: 9902
    protocol: UDP
    targetPort: 9902
  - name: stream9903
    port: 9903
    protocol: TCP
    targetPort: 9903
`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: kong
spec:
  selector:
    matchLabels:
      app: kong
  template:
    metadata:
      labels:
        app: kong
    spec:
      containers:
      - name: proxy
        image: kong:3.9
        env:
        - name: KONG_PROXY_LISTEN
          value: "0.0.0.0:8000 reuseport backlog=16384, 0.0.0.0:8443 http2 ssl reuseport backlog=16384 http2"
        - name: KONG_STREAM_LISTEN
          value: "0.0.0.0:9901 reuseport backlog=16384, 0.0.0.0:9902 reuseport backlog=16384 udp, 0.0.0.0:9903 reuseport backlog=16384 ssl"
      - name: ingress-controller
        image: kong/kubernetes-ingress-controller:3.5
        env:
        - name: CONTROLLER_PUBLISH_SERVICE
          value: default/proxy
`;

/** What Kong's page on Gateway API shows, as it stands there. */
export const kongDocsExample = { gatewayClass, gateway, values } as const;

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: kong
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://charts.konghq.com
    chart: kong
    targetRevision: 3.4.1
    helm:
      values: |
${indented(values, 8)}  destination:
    server: https://kubernetes.default.svc
    namespace: kong
`;

const helmRelease = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: kong
  namespace: kong
spec:
  interval: 10m
  chart:
    spec:
      chart: kong
      version: 3.4.1
      sourceRef:
        kind: HelmRepository
        name: kong
  values:
${indented(values, 4)}`;

const helmRepository = `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: kong
  namespace: kong
spec:
  interval: 1h
  url: https://charts.konghq.com
`;

/** The same in one of the ways in which repositories hold it. */
export interface Layout {
  readonly files: Files;
  readonly gateway: string;
  readonly gatewayClass: string;
  /** The file that states Kong's ports: values, or what holds them; null in manifests. */
  readonly values: string | null;
}

export const layouts: Readonly<Record<string, Layout>> = {
  'a values file of that shape beside the manifests': {
    files: { 'kong/values.yaml': values, 'kong/gateway.yaml': gateway, 'kong/gatewayclass.yaml': gatewayClass },
    gateway: 'kong/gateway.yaml',
    gatewayClass: 'kong/gatewayclass.yaml',
    values: 'kong/values.yaml',
  },
  'an Argo CD Application with inline values': {
    files: { 'apps/kong.yaml': application, 'gateways/gateway.yaml': gateway, 'gateways/class.yaml': gatewayClass },
    gateway: 'gateways/gateway.yaml',
    gatewayClass: 'gateways/class.yaml',
    values: 'apps/kong.yaml',
  },
  'a Flux HelmRelease': {
    files: {
      'clusters/prod/kong/release.yaml': helmRelease,
      'clusters/prod/kong/repository.yaml': helmRepository,
      'clusters/prod/kong/gateway.yaml': `${gatewayClass}---\n${gateway}`,
    },
    gateway: 'clusters/prod/kong/gateway.yaml',
    gatewayClass: 'clusters/prod/kong/gateway.yaml',
    values: 'clusters/prod/kong/release.yaml',
  },
  'manifests alone': {
    files: {
      'kong/gateway.yaml': gateway,
      'kong/gatewayclass.yaml': gatewayClass,
      'kong/service.yaml': service,
      'kong/deployment.yaml': deployment,
    },
    gateway: 'kong/gateway.yaml',
    gatewayClass: 'kong/gatewayclass.yaml',
    values: null,
  },
};
