import { annotation } from '../../../gatewayapi/metadata.ts';
import { textAt } from '../../../gatewayapi/placeholder.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { firstLocation } from '../../../source/location.ts';
import { get } from '../../../source/node.ts';
import type { IdleAnnotation, IdleReason } from '../../model/idle-annotation.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { behaves } from '../../flags/behaviours.ts';
import { ignoredFor, items } from './values.ts';

const key = 'konghq.com/https-redirect-status-code';

/**
 * A redirect to HTTPS on a route that takes plain HTTP as well: Kong answers with it only where the protocol of a request is
 * none of the route's.
 */
export function idleRedirect(status: RouteStatus): readonly IdleAnnotation[] {
  const { object, kind } = status.route;
  return kind === 'HTTPRoute' ? idle(object, () => takesHttp(status)) : [];
}

/** The same of an Ingress, which takes plain HTTP unless it says otherwise. */
export function idleIngressRedirect({ object }: Pick<ServedIngress, 'object'>): readonly IdleAnnotation[] {
  // Before release 3.0 a KongIngress may state its protocols.
  if (annotation(object, 'konghq.com/override') !== undefined) return [];
  const isStated = annotation(object, 'konghq.com/protocols') !== undefined;
  return idle(object, () => (isStated ? byAnnotation(object) : isForced(object) ? null : 'default'));
}

function idle(object: KubeObject, takesHttpBecause: () => Because | null): readonly IdleAnnotation[] {
  const written = textAt(annotation(object, key));
  if (typeof written !== 'object' || written.value === '') return [];
  if (ignoredFor(written.value, 'redirect-code') !== null) return [];
  const because = takesHttpBecause();
  const annotations = get(object.root, 'metadata', 'annotations');
  const entry = annotations?.kind === 'map' ? annotations.entries.get(key) : undefined;
  const at = firstLocation(entry?.keyAt);
  return because === null || at === undefined ? [] : [{ object, key, at, why: { kind: 'takes-http', because } }];
}

type Because = Extract<IdleReason, { kind: 'takes-http' }>['because'];

function byAnnotation(object: KubeObject): Because | null {
  const text = textAt(annotation(object, 'konghq.com/protocols'));
  const named = typeof text === 'object' && ignoredFor(text.value, 'protocols') === null ? items(text.value) : [];
  return named.includes('http') ? 'annotation' : null;
}

/** This one takes plain HTTP from the route by itself. */
function isForced(object: KubeObject): boolean {
  return annotation(object, 'ingress.kubernetes.io/force-ssl-redirect') !== undefined;
}

/** Why the route certainly takes plain HTTP; null where it does not, or that is not known. */
function takesHttp({ route, parents }: RouteStatus): Because | null {
  if (annotation(route.object, 'konghq.com/protocols') !== undefined) return byAnnotation(route.object);
  if (isForced(route.object)) return null;
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
