import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

const annotation = 'konghq.com/gatewayclass-unmanaged';

export const operatorClassUnmanaged: Rule = {
  id: 'operator-class-unmanaged',
  about: 'gateway-class',
  title: 'A GatewayClass of Kong Operator calls itself unmanaged',
  severity: 'error',

  *observe(cluster) {
    for (const { gatewayClass, implementation, refusal } of cluster.classStatuses) {
      const { object, unmanaged } = gatewayClass;
      const at = firstLocation(unmanaged?.at);
      if (
        implementation !== 'operator' ||
        refusal !== null ||
        unmanaged === null ||
        unmanaged.value === '' ||
        at === undefined
      )
        continue;
      yield {
        at,
        subject: objectSubject(object),
        field: `metadata.annotations[${annotation}]`,
        statement: `${nameOf(object)} is of Kong Operator, which manages its Gateways, and has metadata.annotations["${annotation}"].`,
        outcome: outcomeOf(
          'no-status',
          'the ingress controller inside the operator takes up the Gateways too, and both write over each other\u2019s status for ever',
        ),
      };
    }
  },
};
