import type { Release } from '../../gitops/model/release.ts';
import type { Controller, Service } from '../../kong/model/model.ts';
import type { UnusedSetting, ValuesPath } from '../../kong/model/unused-setting.ts';
import { isRelease } from '../../kong/model/origin.ts';
import type { ValueChange } from '../../source/change.ts';
import { isLocation } from '../../source/location.ts';
import { get, type MapNode } from '../../source/node.ts';
import { setControllerEnv } from './controller-fixes.ts';
import { putValue, ways } from './value-changes.ts';

/** Moves a setting to where the chart reads it, in the layer that states it; null where nobody can tell where that is. */
export function moveSetting(
  { layers }: Pick<Release, 'layers'>,
  { remedy, path, at }: UnusedSetting,
): readonly ValueChange[] | null {
  if (remedy?.kind !== 'move') return null;
  const own = layers.map(({ root }) => root).find((root) => keyAt(root, path) === at);
  if (own === undefined) return null;
  const [parent, home] = [path.slice(0, -1), remedy.to.slice(0, -1)];
  const isRenamed = remedy.to.length === path.length && parent.every((step, index) => step === home[index]);
  const map = isRenamed ? get(own, ...parent) : own;
  const [from, to] = isRenamed ? [path.slice(-1), remedy.to.slice(-1)] : [path, remedy.to];
  const keys = to.filter((step) => typeof step === 'string');
  return map?.kind === 'map' && keys.length === to.length ? [{ kind: 'move', map, from, to: keys }] : null;
}

function keyAt(root: MapNode, path: ValuesPath): unknown {
  const parent = get(root, ...path.slice(0, -1));
  const key = path.at(-1);
  const at = parent?.kind === 'map' && typeof key === 'string' ? parent.entries.get(key)?.keyAt : undefined;
  return at && isLocation(at) ? at : undefined;
}

/** Ways to switch on what a setting describes: alone, and with the UDP Service published that comes of it. */
export function switchOn(
  release: Release,
  { remedy }: UnusedSetting,
  controllers: readonly Controller[],
  services: readonly Service[],
): readonly (readonly ValueChange[])[] {
  if (remedy?.kind !== 'switch-on') return [];
  const enabled = putValue(release, remedy.path, true);
  const proxy = services.find(({ origin, name }) => origin === release && name.endsWith('-proxy'));
  const controller = controllers.find(
    ({ proxies, origin }) => isRelease(origin) && proxies.some((each) => each.origin === release),
  );
  const name = proxy?.namespace ? `${proxy.namespace}/${proxy.name.replace(/-proxy$/, '-udp-proxy')}` : null;
  const published = name !== null && controller ? setControllerEnv(controller, 'publish_service_udp', name) : null;
  return ways(enabled, enabled && published && [...enabled, ...published]);
}
