import { earlierParents } from '../causes/earlier-parents.ts';
import { attachmentCause } from '../causes/attachment-cause.ts';
import { kongParents, turnedAway, type KongParent } from '../causes/kong-routes.ts';
import { unreadableSelectors, type UnreadableSelector } from '../causes/unreadable-selectors.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { operatorName } from '../wording/managed.ts';
import { gatewayName, listenerSubject, objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';
import { listed, notServedThere, referencePlace, routeName, unattached } from '../wording/routes.ts';
import { andMoreRoutes } from '../wording/removed-by-change.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import { firstLocation } from '../../source/location.ts';
import type { Outcome } from '../../finding.ts';
import type { ListenerAttachment } from '../../kong/model/route-status.ts';

export const routeNotAllowed: Rule = {
  id: 'route-not-allowed',
  about: 'route',
  title: 'A listener does not let a route attach',
  severity: 'error',

  *observe(cluster, before) {
    for (const each of unreadableSelectors(cluster)) yield* selectorFault(each);
    const earlierOf = earlierParents(before);
    for (const each of kongParents(cluster)) {
      const found = kindFault(each) ?? protocolFault(each) ?? namespaceFault(each);
      if (found === null) continue;
      const cause = attachmentCause(each, earlierOf(each), [cluster, before]);
      yield cause === null ? found : { ...found, statement: cause.ofAll(0, false).statement, cause };
    }
  },
};

/** On the selector; where that stands in another repository, on each route and without the reason, which its inventory does not tell. */
function selectorFault({ gateway, status: { listener }, fault, routes }: UnreadableSelector): readonly Observation[] {
  const at = firstLocation(fault.at, listener.namespaces.from.at, listener.name.at);
  const field = 'allowedRoutes.namespaces.selector';
  const named = `listener "${listener.name.value}" of ${gatewayName(gateway)}`;
  const said = (why: string, names: string): string =>
    `The selector of ${named} cannot be read${why}. The controller fails at every route of this Gateway, whichever listener it names: at ${names}.`;
  const nothing = (who: string): Outcome =>
    outcomeOf('no-status', `${who} no status on any parent and no traffic from Kong`);
  const [first, ...others] = routes;
  if (at !== undefined) {
    return [
      {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field,
        statement: said(`: ${fault.value}`, andMoreRoutes(routeName(first.route), others.length)),
        outcome: nothing(others.length === 0 ? 'the route gets' : 'the routes get'),
        related: routes
          .slice(0, mostNamed)
          .flatMap(({ route }) => relatedAt(route.name.at, `${routeName(route)} names this Gateway`)),
      },
    ];
  }
  return routes.flatMap(({ route, parents }) => {
    const ref = parents.find((parent) => parent.gateway === gateway)?.ref;
    const place = ref && referencePlace(ref, route);
    if (place === undefined) return [];
    const subject = objectSubject(route.object);
    return [
      {
        at: place,
        subject,
        field: `${field} of ${named}`,
        statement: said('', routeName(route)),
        outcome: nothing('the route gets'),
      },
    ];
  });
}

/** The first ones stand for all of them. */
const mostNamed = 3;

function namespaceFault(each: KongParent): Observation | null {
  const { status, parent, gateway } = each;
  const { route } = status;
  const [first, ...others] = turnedAway(parent, ['namespaces', 'hostname']);
  if (first === undefined || [first, ...others].some(({ steps }) => steps.namespaces !== false)) return null;
  const { listener } = first.status;
  const { from } = listener.namespaces;
  const takes =
    from.value === 'Same'
      ? `from the namespace ${gateway.gateway.namespace ?? 'default'} of the Gateway alone (from: Same${'default' in from.at ? ', the default' : ''})`
      : listener.namespaces.selector === null
        ? 'from no namespace, because from: Selector has no selector'
        : 'from the namespaces that its selector picks';
  return observation(
    each,
    `${subjectOf(first, others)} ${others.length === 0 ? 'takes' : 'take'} routes ${takes}, and ${routeName(route)} is in ${route.namespace ?? 'default'}`,
    [...relatedAt(listener.name.at, `listener "${listener.name.value}" is here`)],
  );
}

function kindFault(each: KongParent): Observation | null {
  const { status, parent } = each;
  const { route } = status;
  const [first, ...others] = turnedAway(parent, ['kinds', 'supported-kinds', 'namespaces', 'hostname']);
  if (first === undefined || [first, ...others].some(({ steps }) => steps.kinds !== false)) return null;
  const { listener } = first.status;
  const kinds = listed(listener.kinds.map(({ kind }) => `${kind}s`));
  return observation(
    each,
    `${subjectOf(first, others)} of ${gatewayName(each.gateway)} ${others.length === 0 ? 'takes' : 'take'} ${kinds} alone (allowedRoutes.kinds), and not ${routeName(route)}`,
    [...relatedAt(listener.kinds[0]?.at, `listener "${listener.name.value}" says so here`)],
  );
}

/** Listeners for another protocol than the one that routes of this kind are for. */
function protocolFault(each: KongParent): Observation | null {
  const { status, parent, gateway } = each;
  const { route } = status;
  const [first, ...others] = turnedAway(parent, ['kinds', 'supported-kinds', 'namespaces', 'protocol', 'hostname']);
  if (first === undefined) return null;
  if (![first, ...others].every(isForAnother)) return otherFault(each, [first, ...others]);
  const protocols = [...new Set([first, ...others].map((one) => one.status.listener.protocol.value))];
  return observation(
    each,
    `${subjectOf(first, others)} of ${gatewayName(gateway)} ${others.length === 0 ? 'is' : 'are'} for ${listed(protocols)}, ${whoTakes(each, protocols)} no ${route.kind}s, and ${routeName(route)} is one`,
    [...relatedAt(first.status.listener.protocol.at, `listener "${first.status.listener.name.value}" is here`)],
  );
}

/** Listeners that take no such route, each by its TLS mode, its protocol or the kinds that it lists; not those whose kinds are at fault themselves. */
function otherFault(
  each: KongParent,
  [first, ...others]: readonly [ListenerAttachment, ...ListenerAttachment[]],
): Observation | null {
  const { status, gateway } = each;
  const { route } = status;
  const all = [first, ...others];
  const isTold = ({ steps }: ListenerAttachment): boolean => steps.kinds === false || steps.protocol === false;
  if (!all.every((one) => isForAnother(one) || isTold(one)) || !all.some(({ steps }) => steps.protocol === false))
    return null;
  const { listener } = first.status;
  const mode = modeOf(listener);
  const isMode =
    mode !== null &&
    all.every(
      ({ status: { listener: one }, steps }) =>
        steps.kinds !== false && steps['supported-kinds'] === true && modeOf(one) === mode,
    );
  const of = `${subjectOf(first, others)} of ${gatewayName(gateway)}`;
  const have = others.length === 0 ? 'has' : 'have';
  const said = isMode
    ? `${of} ${have} the TLS mode ${mode}, with which the controller takes no ${route.kind}s, and ${routeName(route)} is one`
    : `${of} ${others.length === 0 ? 'takes' : 'take'} no ${route.kind}s, by ${others.length === 0 ? 'its' : 'their'} protocol, TLS mode or allowedRoutes.kinds, and ${routeName(route)} is one`;
  const at = isMode ? (listener.tls?.at ?? listener.name.at) : listener.protocol.at;
  return observation(each, said, [...relatedAt(at, `listener "${listener.name.value}" is here`)]);
}

/** The TLS mode where `tls` is written: without a word it ends TLS. */
function modeOf({ tls }: Listener): string | null {
  return tls === null ? null : (tls.mode ?? 'Terminate');
}

/** Gateway API has GRPCRoutes on listeners for HTTP: that one takes none there is the program's own doing. */
function whoTakes({ status, gateway }: KongParent, protocols: readonly string[]): string {
  const isTheirs = status.route.kind === 'GRPCRoute' && protocols.every((each) => each.startsWith('HTTP'));
  if (!isTheirs) return `which ${protocols.length === 1 ? 'takes' : 'take'}`;
  const { controller, managed } = gateway;
  const [release = null, other] = new Set(managed.map((each) => each.release));
  if (gateway.implementation === 'operator') return `where ${operatorName(other === undefined ? release : null)} takes`;
  return `where ${controller === null ? 'the controller' : `the controller ${controller.id}`} takes`;
}

/** Where kinds are listed, they decide, whatever the protocol. */
function isForAnother({ status: { listener }, steps }: ListenerAttachment): boolean {
  return listener.kinds.length === 0 && steps['supported-kinds'] === false;
}

function subjectOf(first: ListenerAttachment, others: readonly ListenerAttachment[]): string {
  const names = [first, ...others].map(({ status }) => `"${status.listener.name.value}"`);
  return `${others.length === 0 ? 'listener' : 'listeners'} ${listed(names)}`;
}

function observation(
  { status, parent, gateway }: KongParent,
  said: string,
  related: Observation['related'],
): Observation | null {
  const { route } = status;
  const at = referencePlace(parent.ref, route);
  if (at === undefined) return null;
  return {
    at,
    subject: objectSubject(route.object),
    field: `spec.parentRefs ${gatewayName(gateway)}${parent.ref.sectionName === null ? '' : `#${parent.ref.sectionName.value}`}`,
    statement: `${said.charAt(0).toUpperCase()}${said.slice(1)}.`,
    outcome: unattached(parent, notServedThere(status)),
    related: related ?? [],
  };
}
