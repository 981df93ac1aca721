import { subjectName, type Subject } from '../../finding.ts';
import type { Controller, GatewayStatus, Proxy, Service } from '../../kong/model/model.ts';
import type { ListenOwner } from '../../kong/model/listen-problem.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Release } from '../../gitops/model/release.ts';

/** An object of a manifest. */
export function objectSubject({ kind, namespace, name }: Pick<KubeObject, 'kind' | 'namespace' | 'name'>): Subject {
  return { kind, namespace, name: name.value };
}

export function gatewaySubject({ gateway }: Pick<GatewayStatus, 'gateway'>): Subject {
  return objectSubject(gateway.object);
}

/** A listener as a part of its Gateway. */
export function listenerSubject(status: Pick<GatewayStatus, 'gateway'>, listener: string): Subject {
  return { ...gatewaySubject(status), part: { kind: 'listener', name: listener } };
}

/** A Service; with a port, such as `80/TCP`, where one of its ports is at fault. */
export function serviceSubject({ namespace, name }: Pick<Service, 'namespace' | 'name'>, port?: string): Subject {
  return { kind: 'Service', namespace, name, ...(port === undefined ? {} : { part: { kind: 'port', name: port } }) };
}

export function controllerSubject({ workload }: Pick<Controller, 'workload'>): Subject {
  return { kind: 'controller', ...workload };
}

/** A data plane. */
export function proxySubject({ workload }: Pick<Proxy, 'workload'>): Subject {
  return { kind: 'proxy', ...workload };
}

/** A release, by what is known of it: without its namespace where that is not known, with a question mark for its name. */
export function releaseSubject({ name, namespace }: Pick<Release, 'name' | 'namespace'>): Subject {
  return {
    kind: 'release',
    namespace: namespace.certainty === 'unknown' ? null : namespace.value,
    name: name.certainty === 'unknown' ? '?' : name.value,
  };
}

/** A file as text. */
export function fileSubject(path: string): Subject {
  return { kind: 'file', namespace: null, name: path };
}

/** `Service kong/kong-proxy`. */
export function serviceName(service: Pick<Service, 'namespace' | 'name'>): string {
  return subjectName(serviceSubject(service));
}

/** `Service kong/kong-proxy or Service kong/kong-udp-proxy`: for sentences that begin with "no port of". */
export function serviceNames(services: readonly Service[]): string {
  return services.map(serviceName).join(' or ');
}

/** `Gateway kong/edge`. */
export function gatewayName(status: Pick<GatewayStatus, 'gateway'>): string {
  return subjectName(gatewaySubject(status));
}

/** Whose listen string it is. */
export function listenOwnerSubject({ statedBy, workload }: ListenOwner): Subject {
  return { kind: statedBy === 'workload' ? 'proxy' : 'configuration of controller', ...workload };
}
