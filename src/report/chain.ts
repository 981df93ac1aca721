import type { Conditions, ListenerStatus } from '../kong/model/model.ts';
import { isLocation, type Place } from '../source/location.ts';

/** One step from what a listener asks for to the conditions it gets, with where it was written. */
export interface Link {
  readonly step: 'listener' | 'Service port' | 'target port' | 'Kong listen';
  readonly value: string;
  readonly at: Place;
}

/** What a listener asks for: `TCP 9901`, `HTTPS 443 shop.example.com`. */
export function askOf({ listener }: ListenerStatus): string {
  const { protocol, port, hostname } = listener;
  return [protocol.value, port.value, hostname?.value].filter((part) => part !== undefined).join(' ');
}

/** The chain that serves a listener, as far as it reaches; only the listener itself when nothing serves it. */
export function chainOf(status: ListenerStatus): readonly Link[] {
  const { listener, servedBy } = status;
  const asked: Link = { step: 'listener', value: `${listener.name.value}: ${askOf(status)}`, at: listener.port.at };
  if (!servedBy) return [asked];
  const { service, port, targetPort, listen } = servedBy;
  const name = service.namespace === null ? service.name : `${service.namespace}/${service.name}`;
  const chain: Link[] = [
    asked,
    { step: 'Service port', value: `${name} ${port.port.value}/${port.protocol.value}`, at: port.port.at },
    { step: 'target port', value: targetPortText(port.targetPort.value, targetPort), at: port.targetPort.at },
  ];
  if (listen) chain.push({ step: 'Kong listen', value: listenText(listen), at: listen.entry.at });
  return chain;
}

function targetPortText(written: number | string, resolved: number): string {
  return written === resolved ? String(resolved) : `${written} = ${resolved}`;
}

/** `stream listen 0.0.0.0:9901 ssl`: the kind and the entry as Kong is given it. */
export function listenText({ kind, entry }: NonNullable<NonNullable<ListenerStatus['servedBy']>['listen']>): string {
  return [`${kind} listen ${entry.address}:${entry.port}`, ...entry.flags].join(' ');
}

/** `Accepted=False (PortUnavailable), Programmed=False (Pending)`. */
export function conditionsText(conditions: Conditions): string {
  const written = Object.entries(conditions).map(([type, { status, reason }]) => `${type}=${status} (${reason})`);
  return written.join(', ') || 'no status written';
}

/** `clusters/prod/kong.yaml:12`, or the default it comes from: `default of kong/kong 3.4.1`. */
export function placeText(at: Place): string {
  return isLocation(at) ? `${at.path}:${at.line}` : `default of ${at.default}`;
}
