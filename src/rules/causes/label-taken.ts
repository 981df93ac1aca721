import { get, type Node } from '../../source/node.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import { textAt } from '../../gatewayapi/placeholder.ts';
import { namespaceKind } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { SharedCause } from '../model/rule.ts';
import { gatewayName } from '../wording/names.ts';
import { removedObject } from '../wording/removed-by-change.ts';
import type { KongParent } from './kong-routes.ts';

/** The objects of a cluster after a change, and before it. */
interface Objects {
  readonly now: readonly KubeObject[];
  readonly before: readonly KubeObject[];
}

/** The label of a route's namespace by which a listener took the route, and that a change takes away or sets to something else. */
export function labelTaken(
  { status, gateway }: KongParent,
  listener: Listener,
  who: (others: number) => string,
  { now, before }: Objects,
): SharedCause | null {
  const { namespace } = status.route;
  const labels = (objects: readonly KubeObject[]): readonly [KubeObject | undefined, Node | undefined] => {
    const object = objects.find((each) => isOfKind(each, namespaceKind) && each.name.value === namespace);
    return [object, object && get(object.root, 'metadata', 'labels')];
  };
  const [[, after], [object, old]] = [labels(now), labels(before)];
  const keys = (listener.namespaces.selector?.requirements ?? []).map(({ key }) => key);
  const key = keys.find((each) => textOfNode(get(after, each)) !== textOfNode(get(old, each)));
  const place = key === undefined ? undefined : get(old, key)?.at;
  if (object === undefined || key === undefined || place === undefined) return null;
  const of = `listener "${listener.name.value}" of ${gatewayName(gateway)}`;
  const value = textAt(after, key);
  const label = `label ${key} ${value === undefined ? 'from' : 'of'} Namespace ${namespace ?? ''}`;
  const does = typeof value === 'object' ? `sets ${label} to "${value.value}"` : `takes ${label}`;
  const consequence = 'the routes are not served there';
  return removedObject(
    object,
    (others) => ({
      statement: `${who(others)} may not attach to ${of} any more: this change ${does}.`,
      consequence,
    }),
    place,
  );
}
