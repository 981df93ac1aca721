/** Kong and its ingress controller: values of Kong's chart, and manifests. */

/** Values that open one stream port. */
export const kongValues = 'proxy:\n  stream:\n  - containerPort: 9901\n    servicePort: 9901\n';

/** Values for Kong's chart with stream ports: `9901`, `9902 UDP`, `9903 TCP ssl`. */
export const streams = (...entries: readonly string[]): string =>
  `proxy:\n  stream:\n${entries
    .map((entry) => {
      const [port, protocol = 'TCP', ssl] = entry.split(' ');
      const parameters = ssl === undefined ? '' : ', parameters: [ssl]';
      return `  - {containerPort: ${port}, servicePort: ${port}, protocol: ${protocol}${parameters}}\n`;
    })
    .join('')}`;

/** An environment variable of the controller, as values of the chart. */
export const controllerEnv = (name: string, value: string): string =>
  `ingressController:\n  env:\n    ${name}: ${value}\n`;

/** A Deployment of Kong and its controller in one pod, with its Service: the ports of the Service begin on line 26. */
export const kongWithService = ({
  proxyListen = '0.0.0.0:8000, 0.0.0.0:8443 http2 ssl',
  streamListen = 'off',
  ports = ['80 8000', '443 8443'],
  controllerSettings = 'CONTROLLER_PUBLISH_SERVICE: kong/proxy',
}: {
  proxyListen?: string;
  streamListen?: string;
  ports?: readonly string[];
  controllerSettings?: string;
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
${controllerSettings
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

/** The publish Service `kong/proxy` in front of the pods of `kongDeployment`. */
export const proxyService = `apiVersion: v1
kind: Service
metadata: {name: proxy, namespace: kong}
spec:
  type: LoadBalancer
  selector: {app: kong}
  ports:
  - {name: http, port: 80, targetPort: 8000}
  - {name: https, port: 443, targetPort: 8443}
`;

export interface KongDeploymentShape {
  readonly name?: string;
  /** Lines of the proxy container, from `env:` on; null for no proxy container. */
  readonly proxy?: string | null;
  /** Entries of the controller's `env` list in flow style, beside the publish Service; null for no controller. */
  readonly controller?: string | null;
  readonly args?: string;
  readonly publish?: string;
  readonly image?: string;
}

/** A Deployment `kong/kong` with a proxy and an ingress controller in one pod. */
export function kongDeployment({
  name = 'kong',
  proxy = '',
  controller = '',
  args = '',
  publish = 'kong/proxy',
  image = 'kong/kubernetes-ingress-controller:3.5.3',
}: KongDeploymentShape = {}): string {
  const containers = [
    ...(proxy === null ? [] : [`      - name: proxy\n        image: kong:3.9\n${proxy}`]),
    ...(controller === null
      ? []
      : [
          `      - name: ingress-controller
        image: ${image}
        args: [${args}]
        env: [{name: CONTROLLER_PUBLISH_SERVICE, value: ${publish}}${controller === '' ? '' : `, ${controller}`}]`,
        ]),
  ];
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: kong}
spec:
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
${containers.join('\n')}
`;
}
