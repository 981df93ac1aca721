import type { Related } from '../../finding.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import { ingress, kongClusterPlugin, kongConsumer, kongConsumerGroup, operatorGroup } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { firstLocation, type Located } from '../../source/location.ts';
import { get, stringAt } from '../../source/node.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';

/** More of them are counted. */
const mostRelated = 5;

const classed = [kongConsumer, kongConsumerGroup, kongClusterPlugin, ingress];

export const operatorIngressClassNotRead: Rule = {
  id: 'operator-ingress-class-not-read',
  about: 'object',
  title: 'An object names a GatewayClass where Kong Operator reads an ingress class',
  severity: 'warning',

  *observe(cluster) {
    const read = classesRead(cluster);
    if (read === null) return;
    const names = cluster.classStatuses
      .filter(({ implementation }) => implementation === 'operator')
      .map(({ gatewayClass }) => gatewayClass.name.value)
      .filter((name) => !read.includes(name));
    for (const name of names) {
      const found = cluster.objects.flatMap((object) => {
        const own = classed.some((kind) => isOfKind(object, kind)) ? classOf(object) : undefined;
        return own?.value === name ? [{ object, at: own.at }] : [];
      });
      const [first, ...others] = found;
      const at = first && firstLocation(first.at, first.object.name.at);
      if (first === undefined || at === undefined) continue;
      const and = others.length === 0 ? ' is' : ` and ${others.length} more are`;
      yield {
        at,
        subject: objectSubject(first.object),
        field: `ingress class ${name}`,
        statement: `${nameOf(first.object)}${and} of the ingress class "${name}", which is the name of a GatewayClass. Kong Operator reads the ingress class ${read.join(' and ')} unless controlPlaneOptions.ingressClass says otherwise.`,
        outcome: outcomeOf('no-status', 'nobody reads it, and nothing of it reaches Kong'),
        related: others
          .slice(0, mostRelated)
          .flatMap((each): readonly Related[] => relatedAt(each.at, `${nameOf(each.object)} is not read either`)),
      };
    }
  },
};

function classOf({ root }: KubeObject): Located<string> | undefined {
  return (
    stringAt(root, 'metadata', 'annotations', 'kubernetes.io/ingress.class') ??
    stringAt(root, 'spec', 'ingressClassName')
  );
}

/** Every ingress class that is read in the cluster; null where one is not known, and where no operator reads any. */
function classesRead({ controllers, gateways, objects }: ClusterView): readonly string[] | null {
  const own = gateways.filter(({ implementation }) => implementation === 'operator');
  const facts = [
    ...own.map(({ controller }) => controller?.ingressClass),
    ...controllers.filter(({ kind }) => kind === 'kic').map(({ ingressClass }) => ingressClass),
  ];
  const planes = objects
    .filter((object) => isOfKind(object, { group: operatorGroup, kind: 'ControlPlane' }))
    .map((object) => get(object.root, 'spec', 'ingressClass'));
  if (own.length === 0 || planes.some((node) => node !== undefined && node.kind !== 'scalar')) return null;
  const known = facts.flatMap((fact) => (fact === undefined || fact.certainty === 'unknown' ? [] : [fact.value]));
  if (known.length < facts.length) return null;
  return [...new Set([...known, ...planes.flatMap((node) => stringAt(node)?.value ?? [])])];
}
