import type { ClusterConfig } from '../../../src/config/config.ts';
import type { Condition } from '../../../src/kong/model/condition.ts';
import type { RouteCondition } from '../../../src/kong/model/route-status.ts';
import { manifest, plainClass } from '../../manifests/gateway-api.ts';

/** Kong Operator in a Deployment; the inside of its container in flow style. */
export const operator = (release: string, container = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: operator, namespace: kong-system}
spec: {template: {metadata: {labels: {app: operator}}, spec: {containers: [{name: manager, image: ${imageOf(release)}${container === '' ? '' : `, ${container}`}}]}}}
`;

function imageOf(release: string): string {
  return release.startsWith('1.') ? `kong/gateway-operator-oss:${release}` : `kong/kong-operator:${release}`;
}

export const managedClass = plainClass('kong', 'konghq.com/gateway-operator');

/** A class with parameters, of the given reference. */
export function classWith(parametersRef: object): string {
  const spec = { controllerName: 'konghq.com/gateway-operator', parametersRef };
  return manifest('gateway.networking.k8s.io/v1', 'GatewayClass', 'kong', undefined, spec);
}

export const parametersRef = {
  group: 'gateway-operator.konghq.com',
  kind: 'GatewayConfiguration',
  name: 'edge',
  namespace: 'infra',
};

export function configuration(spec: object, name = 'edge'): string {
  return manifest('gateway-operator.konghq.com/v2beta1', 'GatewayConfiguration', name, 'infra', spec);
}

/** Variables of Kong in a GatewayConfiguration. */
export function withEnv(env: Readonly<Record<string, string>>, more: object = {}): object {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  const containers = [{ name: 'proxy', ...(variables.length > 0 ? { env: variables } : {}), ...more }];
  return { dataPlaneOptions: { deployment: { podTemplateSpec: { spec: { containers } } } } };
}

/** A configuration of this product by which the repository holds everything. */
export const whole = { complete: 'all' } as unknown as ClusterConfig;

/** Conditions in one line: `Accepted=False/ListenersNotValid`, without those that are well. */
export function short(conditions: object | null): string {
  if (conditions === null) return 'unknown';
  return Object.entries(conditions as Readonly<Record<string, Condition | RouteCondition>>)
    .filter(([type, { status }]) => status !== (type === 'Conflicted' ? 'False' : 'True'))
    .map(([type, { status, reason }]) => `${type}=${status}/${reason}`)
    .toSorted()
    .join(' ');
}
