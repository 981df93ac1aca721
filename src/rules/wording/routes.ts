import type { BackendRef, ParentRef, Route } from '../../gatewayapi/route.ts';
import type { Outcome } from '../../finding.ts';
import type { RouteParent, RouteStatus } from '../../kong/model/route-status.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation, type Location } from '../../source/location.ts';
import { stringAt } from '../../source/node.ts';
import { conditionOutcome, outcomeOf } from './outcomes.ts';

/** `HTTPRoute shop/web`. */
export function routeName({ object }: Route): string {
  return nameOf(object);
}

/** Where a parent or a backend is named: its name, else the whole reference. */
export function referencePlace({ node, at }: ParentRef | BackendRef, route: Route): Location | undefined {
  return firstLocation(stringAt(node, 'name')?.at, at, route.name.at);
}

/** `infra/edge`. */
export function targetName({ to }: ParentRef | BackendRef): string {
  return `${to.namespace ?? 'default'}/${to.name}`;
}

/** What the controller says of a parent that does not take the route, with what follows. */
export function unattached({ conditions }: RouteParent, consequence: string): Outcome {
  const accepted = conditions?.Accepted;
  if (accepted?.status === 'False') {
    return conditionOutcome({ type: 'Accepted', status: 'False', reason: accepted.reason }, consequence);
  }
  // Releases before 3.4.3 say Accepted=True of a route that they do not serve.
  return outcomeOf('not-routed', accepted === undefined ? consequence : `Accepted=True, and ${consequence}`);
}

/** `the route is not served`, or `the route is not served there` where another parent may take it. */
export function notServedThere({ parents }: RouteStatus): string {
  return parents.length > 1 ? 'the route is not served there' : 'the route is not served';
}

/** `a`, `a and b`, `a, b and c`; of more than four the first three and how many are left. */
export function listed(names: readonly string[], word = 'and'): string {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1) ?? ''}`;
}
