import { attachmentCause } from '../causes/attachment-cause.ts';
import { earlierParents } from '../causes/earlier-parents.ts';
import { kongParents, turnedAway } from '../causes/kong-routes.ts';
import { meantHostname } from '../fixes/route-fixes.ts';
import { setText, ways } from '../fixes/value-changes.ts';
import type { Route } from '../../gatewayapi/route.ts';
import type { ValueChange } from '../../source/change.ts';
import type { Rule } from '../model/rule.ts';
import type { ListenerAttachment } from '../../kong/model/route-status.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { relatedAt } from '../wording/places.ts';
import { listed, notServedThere, routeName, unattached } from '../wording/routes.ts';
import { firstLocation } from '../../source/location.ts';

export const routeHostnameMismatch: Rule = {
  id: 'route-hostname-mismatch',
  about: 'route',
  title: 'No hostname of a route is one of its listeners',
  severity: 'error',

  *observe(cluster, before) {
    const earlierOf = earlierParents(before);
    for (const each of kongParents(cluster)) {
      const { status, parent, gateway } = each;
      const { route } = status;
      const [first] = route.hostnames;
      const near = first === undefined ? [] : turnedAway(parent, ['hostname']);
      const at = firstLocation(first?.at, route.name.at);
      // What the controller compares is known in full only where nothing of the route is missing.
      if (near.length === 0 || first === undefined || at === undefined || route.unknownPart !== null) continue;
      const asked = listed(route.hostnames.map(({ value }) => value));
      const names = near.map(
        ({ status: { listener } }) => `"${listener.name.value}" has ${listener.hostname?.value ?? ''}`,
      );
      const cause = attachmentCause(each, earlierOf(each), [cluster, before]);
      const stated = `${routeName(route)} asks for ${asked}, and no listener of ${gatewayName(gateway)} that would take it has such a hostname: ${listed(names)}.`;
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.hostnames ${gatewayName(gateway)}${parent.ref.sectionName === null ? '' : `#${parent.ref.sectionName.value}`}`,
        statement: cause === null ? stated : cause.ofAll(0, false).statement,
        outcome: unattached(parent, notServedThere(status)),
        related: near.flatMap(({ status: { listener } }) =>
          relatedAt(listener.hostname?.at, `the hostname of listener "${listener.name.value}" is here`),
        ),
        changes: ways(meantHostnameChange(route, near)),
        ...(cause ? { cause } : {}),
      };
    }
  },
};

/** The only hostname of the route set to the only one that a listener nearly has. */
function meantHostnameChange(
  { hostnames, object }: Route,
  near: readonly ListenerAttachment[],
): readonly ValueChange[] | null {
  const [asked, other] = hostnames;
  if (asked === undefined || other !== undefined) return null;
  const meant = new Set(
    near.flatMap(({ status: { listener } }) => meantHostname(asked.value, listener.hostname?.value ?? '') ?? []),
  );
  const [only, second] = meant;
  return only === undefined || second !== undefined ? null : setText(object.root, asked.at, only);
}
