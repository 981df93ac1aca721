import type { Release } from '../../gitops/model/release.ts';
import type { Controller, Service } from '../../kong/model/model.ts';
import type { UnusedSetting, ValuesPath } from '../../kong/model/unused-setting.ts';
import { isRelease, valuesPrefix } from '../../kong/model/origin.ts';
import type { ValueChange } from '../../source/change.ts';
import { isLocation, type Location } from '../../source/location.ts';
import { get, type MapNode } from '../../source/node.ts';
import { setControllerEnv } from './controller-fixes.ts';
import { putValue, ways } from './value-changes.ts';

/** Moves a setting to where the chart reads it, in the layer that states it; null where nobody can tell where that is. */
export function moveSetting(
  { layers }: Pick<Release, 'layers'>,
  { remedy, path, at }: Pick<UnusedSetting, 'remedy' | 'path' | 'at'>,
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

/** A text that stands in the values of a controller's release, and has not reached the setting that it is for. */
export interface StrayValue {
  readonly path: readonly string[];
  /** Its key. */
  readonly at: Location;
  /** Moves it to the variable of the controller. */
  readonly changes: readonly ValueChange[] | null;
}

/** Where the values hold a text that the variable `name` of the controller should have; lists are left out, they hold objects. */
export function strayValue({ origin }: Controller, name: string, text: string): StrayValue | null {
  if (!isRelease(origin)) return null;
  const found = entryWith(origin.values, text, []);
  if (found === null) return null;
  const to = [...valuesPrefix(origin, 'controller'), 'ingressController', 'env', name];
  const remedy = { kind: 'move', to, isGuess: false } as const;
  return { ...found, changes: moveSetting(origin, { ...found, remedy }) };
}

function entryWith(map: MapNode, text: string, path: readonly string[]): Pick<StrayValue, 'path' | 'at'> | null {
  for (const [key, { value, keyAt: at }] of map.entries) {
    const here = [...path, key];
    if (value.kind === 'scalar' && value.value === text && isLocation(at)) return { path: here, at };
    const below = value.kind === 'map' ? entryWith(value, text, here) : null;
    if (below !== null) return below;
  }
  return null;
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
