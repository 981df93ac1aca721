import type { GatewayClass } from '../gatewayapi/gateway.ts';
import { stringAt } from '../source/node.ts';
import { defaultControllerName } from './controller.ts';
import type { Controller, GatewayStatus } from './model.ts';

/** The operator's own name, and the group of its resources. */
const operatorName = 'konghq.com/gateway-operator';
const operatorGroup = 'gateway-operator.konghq.com';

/**
 * Who implements a GatewayClass: Kong's ingress controller when it has the default name or that of
 * a controller of the tree, Kong Operator, somebody else, or nobody that can be told: a Kong name
 * or annotation that no controller of the tree answers to.
 */
export function implementationOf(
  gatewayClass: GatewayClass,
  controllers: readonly Controller[],
): GatewayStatus['implementation'] {
  const name = gatewayClass.controllerName.value;
  const named = controllers.find((controller) => isCalled(controller, name));
  if (named?.kind === 'operator' || (name === operatorName && named === undefined)) return 'operator';
  if (named !== undefined || name === defaultControllerName) return 'kic';
  if (gatewayClass.unknownPart !== null && gatewayClass.unknownPart !== undefined) return 'unknown';
  if (stringAt(gatewayClass.object.root, 'spec', 'parametersRef', 'group')?.value === operatorGroup) return 'operator';
  const domain = name.split('/')[0] ?? '';
  const kong = domain === 'konghq.com' || domain.endsWith('.konghq.com');
  return kong || gatewayClass.unmanaged !== null ? 'unknown' : 'other';
}

/** Whether a controller is certainly called so. */
export function isCalled({ controllerName }: Controller, name: string): boolean {
  return controllerName.certainty !== 'unknown' && controllerName.value === name;
}
