import type { GatewayClass } from '../../gatewayapi/gateway.ts';
import { operatorGroup } from '../../kubernetes/kinds.ts';
import { stringAt } from '../../source/node.ts';
import { defaultControllerName } from '../read/controller.ts';
import { defaultOperatorName } from '../read/operator.ts';
import type { Controller, GatewayStatus } from '../model/model.ts';

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
  if (named?.kind === 'operator' || (name === defaultOperatorName && named === undefined)) return 'operator';
  if (named !== undefined || name === defaultControllerName) return 'kic';
  if (gatewayClass.unknownPart !== null && gatewayClass.unknownPart !== undefined) return 'unknown';
  if (stringAt(gatewayClass.object.root, 'spec', 'parametersRef', 'group')?.value === operatorGroup) return 'operator';
  const domain = name.split('/')[0] ?? '';
  const kong = domain === 'konghq.com' || domain.endsWith('.konghq.com');
  return kong || gatewayClass.unmanaged !== null ? 'unknown' : 'other';
}

/** Classes that other implementations make by themselves, or that their charts bring: seldom in Git, and no mistake. */
const broughtByOthers =
  /^(istio|cilium|gke-|nginx|ngf|traefik|eg$|envoy|kgateway|gloo|contour|haproxy|azure-|amazon-|aws-|alb|nlb|higress|linkerd|apisix|tailscale|openshift-|consul|kuma|cloudflare|ngrok|tyk|easegress|agentgateway|solo|waypoint)/;

/** Whether the name of a class that is not in the tree tells that another implementation brings it. */
export function isBroughtByOthers(className: string): boolean {
  return broughtByOthers.test(className);
}

/** Whether a controller is certainly called so. */
export function isCalled({ controllerName }: Controller, name: string): boolean {
  return controllerName.certainty !== 'unknown' && controllerName.value === name;
}
