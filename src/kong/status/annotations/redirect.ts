import { annotation } from '../../../gatewayapi/metadata.ts';
import { textAt } from '../../../gatewayapi/placeholder.ts';
import { firstLocation } from '../../../source/location.ts';
import { get } from '../../../source/node.ts';
import type { IdleAnnotation, IdleReason } from '../../model/idle-annotation.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { behaves } from '../../versions/route-behaviours.ts';
import { ignoredFor, items } from './values.ts';

const key = 'konghq.com/https-redirect-status-code';

/**
 * A redirect to HTTPS on a route that takes plain HTTP as well: Kong answers with it only where the protocol of a request is
 * none of the route's.
 */
export function idleRedirect(status: RouteStatus): readonly IdleAnnotation[] {
  const { object, kind } = status.route;
  const written = textAt(annotation(object, key));
  if (kind !== 'HTTPRoute' || typeof written !== 'object' || written.value === '') return [];
  if (ignoredFor(written.value, 'redirect-code') !== null) return [];
  const because = takesHttp(status);
  const annotations = get(object.root, 'metadata', 'annotations');
  const entry = annotations?.kind === 'map' ? annotations.entries.get(key) : undefined;
  const at = firstLocation(entry?.keyAt);
  return because === null || at === undefined ? [] : [{ object, key, at, why: { kind: 'takes-http', because } }];
}

type Because = Extract<IdleReason, { kind: 'takes-http' }>['because'];

/** Why the route certainly takes plain HTTP; null where it does not, or that is not known. */
function takesHttp({ route, parents }: RouteStatus): Because | null {
  const written = annotation(route.object, 'konghq.com/protocols');
  if (written !== undefined) {
    const text = textAt(written);
    const named = typeof text === 'object' && ignoredFor(text.value, 'protocols') === null ? items(text.value) : [];
    return named.includes('http') ? 'annotation' : null;
  }
  // This one takes plain HTTP from the route by itself.
  if (annotation(route.object, 'ingress.kubernetes.io/force-ssl-redirect') !== undefined) return null;
  const controllers = new Set(parents.flatMap(({ controller }) => controller ?? []));
  const derives = [...controllers].map(({ version, versionAssumed }) =>
    versionAssumed ? 'assumed' : behaves(version, 'takes-protocols-from-listeners'),
  );
  if (derives.length > 0 && derives.every((answer) => answer === false)) return 'default';
  const listeners = parents.flatMap(({ gateway, ref }) =>
    (gateway?.implementation === 'kic' && ref.unknownPart === null ? gateway.listeners : []).filter(
      ({ listener }) => ref.sectionName === null || ref.sectionName.value === listener.name.value,
    ),
  );
  return listeners.some(({ listener }) => listener.protocol.value === 'HTTP') ? 'listeners' : null;
}
