import { firstLocation } from '../../source/location.ts';
import type { GatewayClass } from '../../gatewayapi/gateway.ts';
import type { ValueChange } from '../../source/change.ts';
import type { Rule } from '../model/rule.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

const annotation = 'konghq.com/gatewayclass-unmanaged';

function remedy({ unmanagedNode, object }: GatewayClass): readonly ValueChange[] {
  if (unmanagedNode) return [{ kind: 'set', node: unmanagedNode, value: 'true' }];
  return [{ kind: 'put', map: object.root, path: ['metadata', 'annotations', annotation], value: 'true' }];
}

export const gatewayClassNotUnmanaged: Rule = {
  id: 'gateway-class-not-unmanaged',
  about: 'gateway-class',
  title: 'A GatewayClass for the ingress controller is not unmanaged',
  severity: 'error',

  *observe(cluster) {
    for (const { gatewayClass, implementation, refusal, controllers } of cluster.classStatuses) {
      const { object, unmanaged, unmanagedNode, name } = gatewayClass;
      // A class that the API server refuses, perhaps for this very annotation, is told as that.
      if (implementation !== 'kic' || refusal !== null || (unmanaged !== null && unmanaged.value !== '')) continue;
      // Kong Operator answers to the name too, and the annotation makes both write for ever.
      if (controllers.some(({ kind }) => kind === 'operator')) continue;
      const at = firstLocation(unmanagedNode?.at, name.at);
      if (at === undefined) continue;
      const state = unmanagedNode === null ? 'lacks' : 'has an empty';
      yield {
        at,
        subject: objectSubject(object),
        field: `metadata.annotations[${annotation}]`,
        statement: `${nameOf(object)} ${state} metadata.annotations["${annotation}"].`,
        outcome: outcomeOf(
          'no-status',
          'the controller accepts the class, but writes no status on its Gateways and configures none of their listeners',
        ),
        changes: [remedy(gatewayClass)],
      };
    }
  },
};
