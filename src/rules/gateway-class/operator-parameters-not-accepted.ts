import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { operatorName } from '../wording/managed.ts';
import { objectSubject } from '../wording/names.ts';
import { conditionOutcome } from '../wording/outcomes.ts';

/** What is wrong with the reference, behind the name of the class. */
const reasons = {
  'group-or-kind': 'has parameters that are no GatewayConfiguration of Kong Operator',
  'no-namespace': 'names its GatewayConfiguration without a namespace',
  'not-found': 'names a GatewayConfiguration that does not exist',
} as const;

export const operatorParametersNotAccepted: Rule = {
  id: 'operator-parameters-not-accepted',
  about: 'gateway-class',
  title: 'Kong Operator does not accept the parameters of a GatewayClass',
  severity: 'error',

  *observe(cluster) {
    for (const { gatewayClass, parameterFaults, refusal } of cluster.classStatuses) {
      const [first] = parameterFaults;
      const at = firstLocation(first?.at, gatewayClass.name.at);
      if (first === undefined || at === undefined || refusal !== null) continue;
      const { object } = gatewayClass;
      yield {
        at,
        subject: objectSubject(object),
        field: 'spec.parametersRef',
        statement: `${nameOf(object)} ${reasons[first.cause]}.`,
        outcome: conditionOutcome(
          { type: 'Accepted', status: 'False', reason: 'InvalidParameters' },
          'Kong Operator writes no status on Gateways of the class and makes no Kong for them',
        ),
      };
    }
    for (const { gateway, managed } of cluster.gateways) {
      const [only, second] = managed;
      const at = firstLocation(only?.ignoredParameters);
      if (only === undefined || second !== undefined || at === undefined) continue;
      yield {
        at,
        subject: objectSubject(gateway.object),
        field: 'spec.infrastructure.parametersRef',
        severity: 'warning',
        statement: `${nameOf(gateway.object)} names parameters of its own, which ${operatorName(only.release)} does not read: those of the class count for it. Release 2.1 is the first that reads them.`,
      };
    }
  },
};
