import { attachmentCause } from '../causes/attachment-cause.ts';
import { earlierParents } from '../causes/earlier-parents.ts';
import { kongParents, type KongParent } from '../causes/kong-routes.ts';
import { setText, setValue, ways } from '../fixes/value-changes.ts';
import type { Observation, Rule, SharedCause } from '../model/rule.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { relatedAt } from '../wording/places.ts';
import { listed, notServedThere, routeName, unattached } from '../wording/routes.ts';
import { andMoreRoutes, removedListener } from '../wording/removed-by-change.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import { identityOf, Targets } from '../../kubernetes/targets.ts';
import { firstLocation } from '../../source/location.ts';
import { nearestName } from '../../source/nearest-name.ts';

export const routeSectionNotFound: Rule = {
  id: 'route-section-not-found',
  about: 'route',
  title: 'A route names a section or a port that its Gateway does not have',
  severity: 'error',

  *observe(cluster, before) {
    const earlier = new Targets(before?.gateways ?? [], ({ gateway: { object } }) => identityOf(object));
    const earlierOf = earlierParents(before);
    for (const each of kongParents(cluster)) {
      const found = sectionFault(each, earlier) ?? portFault(each);
      if (found === null) continue;
      const lost = attachmentCause(each, earlierOf(each), [cluster, before]);
      const cause = lost === null ? found.cause : withOwnWords(lost, found.cause);
      yield cause === undefined ? found : { ...found, cause };
    }
  },
};

/** Whoever names a section so means another protocol than the one that is there, and no other spelling. */
const protocols: ReadonlySet<string> = new Set(['http', 'https', 'grpc', 'grpcs', 'tcp', 'tls', 'udp']);

/** Routes of which all name the section are told so; with others among them, what is true of all is said. */
function withOwnWords(lost: SharedCause, named: SharedCause | undefined): SharedCause {
  if (named === undefined) return lost;
  return { ...lost, ofAll: (others, alike) => (alike ? named : lost).ofAll(others, alike) };
}

function sectionFault({ status, parent, gateway }: KongParent, earlier: Targets<GatewayStatus>): Observation | null {
  const { route } = status;
  const { sectionName } = parent.ref;
  if (sectionName === null) return null;
  const names = gateway.gateway.listeners.map(({ name }) => name.value);
  if (names.includes(sectionName.value)) return null;
  const at = firstLocation(sectionName.at, parent.ref.at, route.name.at);
  if (at === undefined) return null;
  const named = `section "${sectionName.value}" of ${gatewayName(gateway)}`;
  const has = `${names.length === 1 ? 'only listener is' : 'listeners are'} ${listed(names)}`;
  const gone = earlier
    .one(identityOf(gateway.gateway.object))
    ?.gateway.listeners.find(({ name }) => name.value === sectionName.value);
  const cause =
    gone &&
    // A route that was not attached has nothing else in common with those that were.
    removedListener(gateway, gone, 'section', (others) => ({
      statement: `${andMoreRoutes(routeName(route), others)} name ${named}, which this change takes away; its ${has}.`,
      consequence: 'the routes are not served there',
    }));
  const meant = protocols.has(sectionName.value) ? null : nearestName(sectionName.value, names);
  return {
    at,
    subject: objectSubject(route.object),
    field: `spec.parentRefs.sectionName ${sectionName.value}`,
    statement: `${routeName(route)} names ${named}, ${gone === undefined ? 'whose' : 'which this change takes away; its'} ${has}.`,
    outcome: unattached(parent, notServedThere(status)),
    related: relatedAt(gateway.gateway.listeners[0]?.name.at, `the listeners of ${gatewayName(gateway)} begin here`),
    changes: ways(meant === null ? null : setText(route.object.root, sectionName.at, meant)),
    ...(cause ? { cause } : {}),
  };
}

/** A port that no listener has, or that the named one does not have. */
function portFault({ status, parent, gateway }: KongParent): Observation | null {
  const { route } = status;
  const { port, sectionName } = parent.ref;
  if (port === null) return null;
  const named = gateway.gateway.listeners.filter(
    ({ name }) => sectionName === null || name.value === sectionName.value,
  );
  if (named.some((listener) => listener.port.value === port.value)) return null;
  const at = firstLocation(port.at, parent.ref.at, route.name.at);
  if (at === undefined) return null;
  const ports = [...new Set(named.map((listener) => listener.port.value))];
  const [only] = ports;
  const whose =
    sectionName === null
      ? `of ${gatewayName(gateway)}`
      : `of section "${sectionName.value}" of ${gatewayName(gateway)}`;
  return {
    at,
    subject: objectSubject(route.object),
    field: `spec.parentRefs.port ${port.value}`,
    statement: `${routeName(route)} asks for port ${port.value} ${whose}, which has ${ports.length === 1 ? 'port' : 'ports'} ${listed(ports.map(String))}.`,
    outcome: unattached(parent, notServedThere(status)),
    related: relatedAt(named[0]?.port.at, `listener "${named[0]?.name.value ?? ''}" has its port here`),
    changes: ways(ports.length === 1 && only !== undefined ? setValue(route.object.root, port.at, only) : null),
  };
}
