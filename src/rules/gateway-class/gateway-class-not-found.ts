import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { GatewayClassStatus } from '../../kong/model/model.ts';
import { relatedAt } from '../wording/places.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { placeholderIn } from '../../gatewayapi/placeholder.ts';
import { gatewayName, gatewaySubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { gatewayClass as gatewayClassKind } from '../../kubernetes/kinds.ts';
import { mayComeUnseen } from '../../gitops/model/absence.ts';
import { isTypingError } from '../../source/near-name.ts';
import { firstItems } from '../../source/first-items.ts';

/** What proves that a class is nowhere, or that another one is meant. */
type Proof =
  { readonly kind: 'removed' | 'complete' | 'no-name' } | { readonly kind: 'near'; readonly near: GatewayClassStatus };

/** The API server takes no object of any other name. */
const objectName = /^[a-z\d]([-a-z\d.]{0,251}[a-z\d])?$/;

function proofOf(className: string, cluster: ClusterView, before: ClusterView | undefined): Proof | null {
  if (cluster.holdsEvery(gatewayClassKind)) return { kind: 'complete' };
  const old = before === undefined ? undefined : kongClasses(before).find((each) => nameIn(each) === className);
  const path = old === undefined ? {} : { path: old.gatewayClass.object.path };
  // The search for what may bring it is made for nobody who says nothing.
  const mayBeThere = (): boolean =>
    mayComeUnseen(cluster, { ...gatewayClassKind, namespace: null, name: className, ...path });
  if (old !== undefined && !mayBeThere()) return { kind: 'removed' };
  const kong = kongClasses(cluster);
  if (kong.length > 0 && placeholderIn(className) === null && !objectName.test(className)) return { kind: 'no-name' };
  const [near, other] = kong.filter((each) => isTypingError(className, nameIn(each)));
  return near === undefined || other !== undefined || mayBeThere() ? null : { kind: 'near', near };
}

function nameIn({ gatewayClass }: GatewayClassStatus): string {
  return gatewayClass.name.value;
}

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
    const known = new Map<string, Proof | null>();
    for (const status of cluster.gateways) {
      const { className, object } = status.gateway;
      const at = firstLocation(className.at);
      if (status.gatewayClass !== null || status.implementation === 'other' || at === undefined) continue;
      const proof = known.get(className.value) ?? proofOf(className.value, cluster, before);
      known.set(className.value, proof);
      if (proof === null) continue;
      yield {
        at,
        subject: gatewaySubject(status),
        field: 'spec.gatewayClassName',
        statement: `${gatewayName(status)} names GatewayClass "${className.value}", ${because(proof, cluster)}.`,
        ...(proof.kind === 'near' ? { severity: 'warning' } : {}),
        outcome: outcomeOf('no-status', 'no controller writes any status on the Gateway'),
        related: kong
          .slice(0, mostRelated)
          .flatMap(({ gatewayClass: { name } }) => relatedAt(name.at, `GatewayClass ${name.value} is here`)),
        changes:
          kong.length === 1 ? ways(setValue(object.root, className.at, kong[0]?.gatewayClass.name.value ?? '')) : [],
      };
    }
  },
};

/** The message names the others. */
const mostRelated = 3;

function because(proof: Proof, { classes }: ClusterView): string {
  const names = firstItems(classes.map(({ name }) => `"${name.value}"`));
  const others = names === '' ? '' : `; the classes of this cluster are ${names}`;
  switch (proof.kind) {
    case 'removed':
      return `which this change removes${others}`;
    case 'complete':
      return `which is not in the repository that holds all of them${others}`;
    case 'no-name':
      return `which no object can be called${others}`;
    case 'near':
      return `which is not in the repository; GatewayClass ${nameIn(proof.near)} is one letter away`;
  }
}
