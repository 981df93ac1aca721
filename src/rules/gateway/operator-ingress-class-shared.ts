import type { IngressReader } from '../../kong/model/shared-ingress-class.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Party, Rule } from '../model/rule.ts';
import { controllerSubject, gatewayName, gatewaySubject } from '../wording/names.ts';
import { controllerPlace } from '../wording/places.ts';

export const operatorIngressClassShared: Rule = {
  id: 'operator-ingress-class-shared',
  about: 'gateway',
  title: 'Several serve the Ingresses of one class, a Gateway of Kong Operator among them',
  severity: 'warning',

  *clashes(cluster) {
    for (const { ingressClass, ingresses, readers } of cluster.sharedIngressClasses) {
      const [first, ...more] = ingresses;
      const parties = readers.flatMap(partyOf);
      if (first === undefined || parties.length < 2) continue;
      const objects = more.length === 0 ? nameOf(first) : `${nameOf(first)} and ${more.length} more`;
      yield {
        parties,
        field: 'ingressClass',
        statement: (party, other) =>
          `${party.name} and ${other.name} both serve Ingresses of the class "${ingressClass}" (${objects}), and both write their status for ever. ` +
          'controlPlaneOptions.ingressClass of a GatewayConfiguration gives each a class of its own.',
      };
    }
  },
};

function partyOf(reader: IngressReader): readonly Party[] {
  if ('gateway' in reader) {
    const at = firstLocation(reader.gateway.gateway.name.at);
    return at === undefined ? [] : [{ subject: gatewaySubject(reader.gateway), name: gatewayName(reader.gateway), at }];
  }
  const at = controllerPlace(reader.controller);
  return at === undefined
    ? []
    : [{ subject: controllerSubject(reader.controller), name: `controller ${reader.controller.id}`, at }];
}
