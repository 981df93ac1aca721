import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { GatewayClassStatus } from '../../kong/model/model.ts';
import { relatedAt } from '../wording/places.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, gatewaySubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { gatewayClass as gatewayClassKind } from '../../kubernetes/kinds.ts';
import { mayHideObjects } from '../../gitops/model/absence.ts';

function kongClasses({ classStatuses }: ClusterView): readonly GatewayClassStatus[] {
  return classStatuses.filter(({ implementation }) => implementation === 'kic');
}

export const gatewayClassNotFound: Rule = {
  id: 'gateway-class-not-found',
  about: 'gateway-class',
  title: 'A Gateway names a GatewayClass that its cluster does not have',
  severity: 'error',

  *observe(cluster, before) {
    const kong = kongClasses(cluster);
    const gone = before === undefined ? [] : kongClasses(before).map(({ gatewayClass }) => gatewayClass.name.value);
    const isWhole = cluster.holdsEvery(gatewayClassKind);
    const names = cluster.classes.map(({ name }) => `"${name.value}"`).join(', ');
    for (const status of cluster.gateways) {
      const { className, object } = status.gateway;
      const at = firstLocation(className.at);
      if (status.gatewayClass !== null || status.implementation === 'other' || at === undefined) continue;
      // Where no class of Kong's is in the tree, or not all is seen, and the base had none, this one may come from elsewhere.
      const isProven = isWhole || gone.includes(className.value);
      if ((kong.length === 0 || mayHideObjects(cluster)) && !isProven) continue;
      yield {
        at,
        subject: gatewaySubject(status),
        field: 'spec.gatewayClassName',
        statement:
          `${gatewayName(status)} names GatewayClass "${className.value}", but ` +
          `${names === '' ? `this cluster has none${gone.length > 0 ? ' any more' : ''}` : `the classes of this cluster are ${names}`}.`,
        outcome: outcomeOf('no-status', 'no controller writes any status on the Gateway'),
        related: kong.flatMap(({ gatewayClass: { name } }) => relatedAt(name.at, `GatewayClass ${name.value} is here`)),
        changes:
          kong.length === 1 ? ways(setValue(object.root, className.at, kong[0]?.gatewayClass.name.value ?? '')) : [],
      };
    }
  },
};
