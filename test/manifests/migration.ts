import type { Files } from '../../src/review/in-memory.ts';
import { gateway, gatewayClass, manifest, plainClass } from './gateway-api.ts';
import { kongApplication } from './gitops-tools.ts';

/** The two sides of moves between the ingress controller and Kong Operator. */

/** Kong's chart with its controller, and a Gateway; `more` adds to it or replaces what it has. */
export const withController = (values = '', more: Files = {}): Files => ({
  'class.yaml': gatewayClass(),
  'gateway.yaml': gateway(),
  'kong.yaml': kongApplication(values),
  ...more,
});

/** Kong Operator and the same Gateway, with the spec of a GatewayConfiguration where one is given. */
export const withOperator = (configuration: object | null = null, more: Files = {}, chart = '1.3.1'): Files => ({
  'class.yaml':
    configuration === null
      ? plainClass('managed', 'konghq.com/gateway-operator')
      : manifest('gateway.networking.k8s.io/v1', 'GatewayClass', 'managed', undefined, {
          controllerName: 'konghq.com/gateway-operator',
          parametersRef: {
            group: 'gateway-operator.konghq.com',
            kind: 'GatewayConfiguration',
            name: 'edge',
            namespace: 'kong',
          },
        }),
  'gateway.yaml': gateway(['http HTTP 80'], { className: 'managed' }),
  'operator.yaml': operatorApplication(chart),
  ...(configuration === null ? {} : { 'configuration.yaml': gatewayConfiguration(configuration) }),
  ...more,
});

/** An Argo CD Application that installs the operator's chart; its version stands on line 10. */
export function operatorApplication(version: string, chart = 'kong-operator', values = ''): string {
  return kongApplication(values, { name: 'operator', namespace: 'kong-system', chart, version });
}

export function gatewayConfiguration(spec: object): string {
  return manifest('gateway-operator.konghq.com/v2beta1', 'GatewayConfiguration', 'edge', 'kong', spec);
}

/** Variables of Kong in a GatewayConfiguration. */
export function kongVariables(env: Readonly<Record<string, string>>): object {
  const containers = [{ name: 'proxy', env: Object.entries(env).map(([name, value]) => ({ name, value })) }];
  return { dataPlaneOptions: { deployment: { podTemplateSpec: { spec: { containers } } } } };
}
