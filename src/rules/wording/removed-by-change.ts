import type { KubeObject } from '../../kubernetes/object.ts';
import type { GatewayStatus, Service, ServicePort } from '../../kong/model/model.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import type { Subject } from '../../finding.ts';
import { get } from '../../source/node.ts';
import { firstLocation, type Place } from '../../source/location.ts';
import type { SharedCause } from '../model/rule.ts';
import { listenerSubject, objectSubject, serviceSubject } from './names.ts';

type OfAll = SharedCause['ofAll'];

/** What a change takes away and that stands in its base alone; null where no file states it. */
function removed(
  subject: Subject,
  field: string,
  written: readonly (Place | undefined)[],
  ofAll: OfAll,
): SharedCause | null {
  const [first, ...rest] = written.flatMap((place) => firstLocation(place) ?? []);
  return first === undefined ? null : { subject, field, places: [first, ...rest], side: 'base', ofAll };
}

/** An object that a change takes away, or a part of it. */
export function removedObject(object: KubeObject, ofAll: OfAll, part?: Place): SharedCause | null {
  const { name, root } = object;
  const identity = [name.at, get(root, 'metadata', 'namespace')?.at, root.at];
  return removed(objectSubject(object), 'removed', part === undefined ? identity : [part], ofAll);
}

/** A port of a Service that a change takes away, or numbers otherwise. */
export function removedPort(
  service: Pick<Service, 'namespace' | 'name'>,
  { port }: ServicePort,
  ofAll: OfAll,
): SharedCause | null {
  return removed(serviceSubject(service), `port ${port.value}`, [port.at], ofAll);
}

/** A listener that a change takes away, or calls otherwise. */
export function removedListener(
  gateway: Pick<GatewayStatus, 'gateway'>,
  { name }: Listener,
  field: 'removed' | 'section',
  ofAll: OfAll,
): SharedCause | null {
  return removed(listenerSubject(gateway, name.value), field, [name.at], ofAll);
}

/** A field of a listener that a change sets to something else; null where no file states it. */
export function changedListener(
  gateway: Pick<GatewayStatus, 'gateway'>,
  { name }: Listener,
  field: string,
  place: Place | undefined,
  ofAll: OfAll,
): SharedCause | null {
  const at = firstLocation(place);
  return at === undefined ? null : { subject: listenerSubject(gateway, name.value), field, places: [at], ofAll };
}

/** `HTTPRoute shop/web and 3 more routes`; the name alone where there are no others. */
export function andMoreRoutes(name: string, others: number): string {
  if (others === 0) return name;
  return `${name} and ${others} more ${others === 1 ? 'route' : 'routes'}`;
}
