/** Manifests of Gateway API. Each begins with `apiVersion:` and ends with a line break. */

/** Any manifest; the spec is written as JSON, which is YAML too. */
export function manifest(
  apiVersion: string,
  kind: string,
  name: string,
  namespace?: string,
  spec: object = {},
): string {
  const place = namespace === undefined ? '' : `\n  namespace: ${namespace}`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}${place}\nspec: ${JSON.stringify(spec)}\n`;
}

/** A class that Kong's ingress controller takes up by default. */
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
export const plainClass = (name = 'kong', controllerName = 'konghq.com/kic-gateway-controller'): string =>
  gatewayClass(name, controllerName).replace(/ {2}annotations:\n.*\n/, '');

/** A listener for a list in block style: `web HTTP 80`, `web HTTPS 443 hostname: a.example.com`, or a map in flow style. */
function listener(text: string): string {
  if (text.startsWith('{')) return `    - ${text}\n`;
  const [name, protocol, port, ...rest] = text.split(' ');
  const more = rest.length > 0 ? `, ${rest.join(' ')}` : '';
  return `    - {name: ${name}, protocol: ${protocol}, port: ${port}${more}}\n`;
}

/** The first listener stands on line 9, or on line 10 with annotations (the inside of a map in flow style). */
export const gateway = (
  listeners: readonly string[] = ['http HTTP 80'],
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

/** A Gateway of class kong with one HTTP listener; without a namespace unless one is given. */
export function httpGateway(name: string, namespace?: string): string {
  return manifest('gateway.networking.k8s.io/v1', 'Gateway', name, namespace, {
    gatewayClassName: 'kong',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  });
}
