import { gateway, gatewayClass } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { stringAt } from '../../source/node.ts';
import type { Unverified } from '../model/cluster.ts';

/**
 * Whether somebody misses routes that are not known: one of their Gateways may be Kong's. Where the cluster has no
 * Gateway, they may stand in another repository.
 */
export function isMissed({ gateways }: Unverified, objects: readonly KubeObject[]): boolean {
  if (gateways === undefined) return true;
  const own = objects.filter((object) => isOfKind(object, gateway));
  return own.length === 0 || own.some((object) => gateways.includes(object.name.value) && mayBeKongs(object, objects));
}

function mayBeKongs({ root }: KubeObject, objects: readonly KubeObject[]): boolean {
  const name = stringAt(root, 'spec', 'gatewayClassName')?.value;
  const known = objects.find((object) => isOfKind(object, gatewayClass) && object.name.value === name);
  const controller = stringAt(known?.root, 'spec', 'controllerName')?.value;
  return controller === undefined || /kong/i.test(controller);
}
