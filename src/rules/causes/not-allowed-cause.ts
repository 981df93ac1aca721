import { get, type Node } from '../../source/node.ts';
import { firstLocation, type Location } from '../../source/location.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import { textAt } from '../../gatewayapi/placeholder.ts';
import type { RouteParent } from '../../kong/model/route-status.ts';
import { namespaceKind } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { SharedCause } from '../model/rule.ts';
import { gatewayName } from '../wording/names.ts';
import { andMoreRoutes, changedListener, removedListener, removedObject } from '../wording/removed-by-change.ts';
import { routeName } from '../wording/routes.ts';
import { lostTaker, takersIn } from './earlier-parents.ts';
import type { KongParent } from './kong-routes.ts';

/** The objects of a cluster after a change, and before it. */
interface Objects {
  readonly now: readonly KubeObject[];
  readonly before: readonly KubeObject[];
}

const consequence = 'the routes are not served there';

/** What a change did to a route that no listener lets attach: took a listener, narrowed one, or labels the namespace otherwise. */
export function notAllowedCause(each: KongParent, earlier: RouteParent | null, objects: Objects): SharedCause | null {
  const { status, gateway, parent } = each;
  const who = (others: number): string => andMoreRoutes(routeName(status.route), others);
  const gone = lostTaker(each, earlier);
  if (gone !== null) {
    return removedListener(gateway, gone, (others) => ({
      statement: `${who(others)} attached to listener "${gone.name.value}" of ${gatewayName(gateway)}, which this change takes away, and no other lets them attach.`,
      consequence,
    }));
  }
  const [old, second] = takersIn(earlier);
  if (old === undefined || second !== undefined) return null;
  const now = parent.attachments.find(({ status: { listener } }) => listener.name.value === old.name.value);
  if (now === undefined) return null;
  const { listener } = now.status;
  const narrowed = narrowing(old, listener);
  if (narrowed !== null) {
    return changedListener(gateway, listener, 'allowedRoutes', narrowed, (others) => ({
      statement: `${who(others)} may not attach to listener "${listener.name.value}" of ${gatewayName(gateway)} with this change of its allowedRoutes.`,
      consequence,
    }));
  }
  return now.steps.namespaces === false ? labelTaken(each, listener, who, objects) : null;
}

/** Where what a listener lets attach is stated otherwise than before; null where it is the same. */
function narrowing(old: Listener, now: Listener): Location | null {
  const [before, after] = [old, now].map(({ node }) => get(node, 'allowedRoutes'));
  if (textOfNode(before) === textOfNode(after)) return null;
  const key = ['kinds', 'namespaces'].find((each) => textOfNode(get(before, each)) !== textOfNode(get(after, each)));
  // What is not written has its default, which stands nowhere.
  const [part] = key === undefined ? [] : [get(after, key)?.at];
  return firstLocation(part, after?.at, now.name.at) ?? null;
}

/** The label of the namespace that a change takes away or sets to something else. */
function labelTaken(
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
  return removedObject(
    object,
    (others) => ({
      statement: `${who(others)} may not attach to ${of} any more: this change ${does}.`,
      consequence,
    }),
    place,
  );
}
