import type { Listener } from '../../gatewayapi/gateway.ts';
import type { ValueChange } from '../../source/change.ts';
import type { Place } from '../../source/location.ts';
import { listAt, numberAt, scalarWrittenAt } from '../../source/node.ts';
import { putValue, settingsRoot, setValue } from './value-changes.ts';
import type { Controller, ProxyService, Service } from '../../kong/model/model.ts';
import { isRelease, valuesPrefix } from '../../kong/model/origin.ts';

/** Sets an environment variable of a controller that a chart installs; `name` as in `ingressController.env`. */
export function setControllerEnv(controller: Controller, name: string, value: string): readonly ValueChange[] | null {
  if (!isRelease(controller.origin)) return null;
  return putValue(
    controller.origin,
    [...valuesPrefix(controller.origin, 'controller'), 'ingressController', 'env', name],
    value,
  );
}

/** Turns a feature gate of a controller on, in the list that is there or in a new one. */
export function turnOn({ featureGates, ...controller }: Controller, gate: string): readonly ValueChange[] | null {
  if (featureGates.certainty === 'defaulted')
    return setControllerEnv({ featureGates, ...controller }, 'feature_gates', `${gate}=true`);
  if (featureGates.certainty === 'unknown') return null;
  const node = scalarWrittenAt(settingsRoot(controller), featureGates.at);
  if (typeof node?.value !== 'string') return null;
  const others = node.value.split(',').filter((pair) => pair.trim() !== '' && pair.split('=')[0]?.trim() !== gate);
  return [{ kind: 'set', node, value: [...others, `${gate}=true`].join(',') }];
}

/** The list of gates with those that were meant, and without others that the controller does not know; null where nothing is left of it. */
export function withoutUnknownGates(controller: Controller, at: Place): readonly ValueChange[] | null {
  const node = scalarWrittenAt(settingsRoot(controller), at);
  if (typeof node?.value !== 'string') return null;
  const unknown = new Map(controller.unknownGates.map(({ gate, meant }) => [gate, meant]));
  const left = node.value.split(',').flatMap((pair) => {
    const gate = (pair.split('=')[0] ?? '').trim();
    const meant = unknown.get(gate);
    if (meant === undefined) return [pair];
    return meant === null ? [] : [pair.replace(gate, () => meant)];
  });
  return left.length === 0 ? null : [{ kind: 'set', node, value: left.join(',').trim() }];
}

/** Names the one Service in front of the controller's data planes that it does not publish yet. */
export function publishProxyService(
  controller: Controller,
  at: Place,
  proxyServices: readonly ProxyService[],
): readonly ValueChange[] | null {
  const { proxies, publish } = controller;
  const own = proxyServices.filter(
    ({ proxy, service }) => proxies.includes(proxy) && !publish.some((each) => each.service === service),
  );
  const names = new Set(own.map(({ service }) => `${service.namespace ?? ''}/${service.name}`));
  const [name] = names;
  return names.size !== 1 || name === undefined || name.startsWith('/')
    ? null
    : setValue(settingsRoot(controller), at, name);
}

/** Switches the second Service on, where the values describe the UDP port there, and has the controller publish it. */
export function enableUdpProxy(
  service: Service,
  controller: Controller,
  { protocol, port }: Listener,
): readonly ValueChange[] | null {
  const { origin } = service;
  if (!isRelease(origin) || protocol.value !== 'UDP') return null;
  const path = [...valuesPrefix(origin, 'proxy'), 'udpProxy'];
  const described = listAt(origin.values, ...path, 'stream').some(
    (entry) => numberAt(entry, 'servicePort')?.value === port.value,
  );
  if (!described || service.namespace === null || !service.name.endsWith('-proxy')) return null;
  const enabled = putValue(origin, [...path, 'enabled'], true);
  const name = `${service.namespace}/${service.name.replace(/-proxy$/, '-udp-proxy')}`;
  const published = setControllerEnv(controller, 'publish_service_udp', name);
  return enabled && published && [...enabled, ...published];
}
