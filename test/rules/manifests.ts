/** Short manifests for tables of cases. */

export const gatewayClass = (name = 'kong', controllerName = 'konghq.com/kic-gateway-controller'): string =>
  `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: ${name}
  annotations:
    konghq.com/gatewayclass-unmanaged: "true"
spec:
  controllerName: ${controllerName}
`;

/** A class without the annotation, as other implementations have it. */
export const plainClass = (name: string, controllerName: string): string =>
  gatewayClass(name, controllerName).replace(/ {2}annotations:\n.*\n/, '');

/** A listener for a flow map: `web HTTP 80`, `web HTTPS 443 hostname: a.example.com`. */
function listener(text: string): string {
  const [name, protocol, port, ...rest] = text.split(' ');
  const more = rest.length > 0 ? `, ${rest.join(' ')}` : '';
  return `    - {name: ${name}, protocol: ${protocol}, port: ${port}${more}}\n`;
}

export const gateway = (
  listeners: readonly string[],
  { name = 'edge', namespace = 'kong', className = 'kong', annotations = '' } = {},
): string =>
  `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: ${name}
  namespace: ${namespace}
${annotations === '' ? '' : `  annotations: {${annotations}}\n`}spec:
  gatewayClassName: ${className}
  listeners:
${listeners.map(listener).join('')}`;

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** An Argo CD Application that installs a chart of Kong's with values. */
export const application = (
  values = '',
  {
    name = 'kong',
    namespace = 'kong',
    chart = 'kong',
    version = '3.4.1',
    server = 'https://kubernetes.default.svc',
  } = {},
): string =>
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  source:
    repoURL: https://charts.konghq.com
    chart: ${chart}
    targetRevision: ${version}
    helm:
      valuesObject:
${indented(values === '' ? '{}\n' : values, 8)}  destination:
    server: ${server}
    namespace: ${namespace}
`;

/** Values for Kong's chart with stream ports: `9901`, `9902 UDP`, `9903 TCP ssl`. */
export const streams = (...entries: readonly string[]): string =>
  `proxy:\n  stream:\n${entries
    .map((entry) => {
      const [port, protocol = 'TCP', ssl] = entry.split(' ');
      const parameters = ssl === undefined ? '' : ', parameters: [ssl]';
      return `  - {containerPort: ${port}, servicePort: ${port}, protocol: ${protocol}${parameters}}\n`;
    })
    .join('')}`;

export const environment = (name: string, value: string): string =>
  `ingressController:\n  env:\n    ${name}: ${value}\n`;

/** A Deployment of Kong and its controller in one pod, with its Service. */
export const workload = ({
  proxyListen = '0.0.0.0:8000, 0.0.0.0:8443 http2 ssl',
  streamListen = 'off',
  ports = ['80 8000', '443 8443'],
  controllerEnv = 'CONTROLLER_PUBLISH_SERVICE: kong/proxy',
}: {
  proxyListen?: string;
  streamListen?: string;
  ports?: readonly string[];
  controllerEnv?: string;
} = {}): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: kong, namespace: kong}
spec:
  selector: {matchLabels: {app: kong}}
  template:
    metadata: {labels: {app: kong}}
    spec:
      containers:
      - name: proxy
        image: kong:3.9
        env:
        - {name: KONG_PROXY_LISTEN, value: "${proxyListen}"}
        - {name: KONG_STREAM_LISTEN, value: "${streamListen}"}
      - name: ingress-controller
        image: kong/kubernetes-ingress-controller:3.5
        env:
${controllerEnv
  .split('\n')
  .map((line) => line.split(/: (.*)/))
  .map(([name, value]) => `        - {name: ${name}, value: "${value}"}\n`)
  .join('')}---
apiVersion: v1
kind: Service
metadata: {name: proxy, namespace: kong}
spec:
  selector: {app: kong}
  ports:
${ports
  .map((port) => port.split(' '))
  .map(
    ([port, target, protocol = 'TCP']) =>
      `  - {name: p${port}-${protocol.toLowerCase()}, port: ${port}, targetPort: ${target}, protocol: ${protocol}}\n`,
  )
  .join('')}`;
