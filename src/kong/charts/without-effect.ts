import { isLocation, type Place } from '../../source/location.ts';
import { get, mapAt, type MapNode, type Node } from '../../source/node.ts';
import { controllerEnvEffects, controllerSettings, kongEnvEffects } from './effect-env.ts';
import { rootKeys } from './effect-keys.ts';
import { controllerBlockEffects, proxyBlockEffects } from './effect-blocks.ts';
import { moveTo, type Report } from './effect-report.ts';
import type { UnusedSetting } from '../model/unused-setting.ts';
import { kongInside } from './known-versions.ts';
import { isOperatorChart } from '../../gitops/model/kong-chart.ts';
import type { Release } from '../../gitops/model/release.ts';
import { operatorEffects } from './operator-effect.ts';
import { shortName } from '../../source/shortened.ts';

/**
 * Settings of the user that the chart of this version never reads. Only what is certain: keys that
 * nobody knows are left alone unless they stand in a block whose keys are all known.
 */
export function withoutEffect(release: Release, version: string): readonly UnusedSetting[] {
  const found: UnusedSetting[] = [];
  const report: Report = (path, entry, message, remedy = null) => {
    if (isLocation(entry.keyAt) && !isEmpty(entry.value))
      found.push({ message, meant: meantBy(remedy), at: entry.keyAt, key: pathOf(path), path, remedy });
  };
  if (isOperatorChart(release.chart)) operatorEffects(release.chart, release.values, report);
  else if (release.chart === 'kong/kong') kongEffects(release.values, version, [], report);
  else ingressEffects(release.values, version, report);
  return found;
}

function meantBy(remedy: UnusedSetting['remedy']): string | null {
  return remedy?.kind === 'move' && remedy.isGuess ? pathOf(remedy.to) : null;
}

function kongEffects(values: MapNode, version: string, path: readonly string[], report: Report): void {
  const switched = get(values, 'deployment', 'kong', 'enabled');
  const runsKong = switched === undefined ? path[0] !== 'controller' : !isFalse(switched);
  // Of the half of kong/ingress that a chart does not run, all is said at once: see below.
  if (path[0] !== 'gateway' || isTrue(get(values, 'ingressController', 'enabled'))) {
    controllerBlockEffects(values, version, path, report);
    controllerEnvEffects(values, path, report);
  }
  if (path[0] === 'controller' && !runsKong) return;
  proxyBlockEffects(values, version, path, report);
  kongEnvEffects(values, path, report);
  const stream = mapAt(values, 'udpProxy')?.entries.get('stream');
  const on = get(values, 'udpProxy', 'enabled');
  if (stream !== undefined && runsKong && (on === undefined || isFalse(on))) {
    report(
      [...path, 'udpProxy', 'stream'],
      stream,
      'udpProxy.stream opens no listen and no Service port while udpProxy.enabled is false',
      { kind: 'switch-on', path: [...path, 'udpProxy', 'enabled'] },
    );
  }
  if (path.length === 0) wrongLayout(values, report);
}

/** Values of an umbrella, or of kong/ingress, given to kong/kong itself. */
function wrongLayout(values: MapNode, report: Report): void {
  for (const key of ['gateway', 'controller', 'kong', 'ingress']) {
    const entry = values.entries.get(key);
    if (entry === undefined || !speaksKong(entry.value)) continue;
    const layout = key === 'gateway' || key === 'controller' ? 'of kong/ingress' : 'of an umbrella chart';
    report(
      [key],
      entry,
      `kong/kong reads nothing from ${key}: that is the layout ${layout}; its settings belong at the root`,
      moveTo(),
    );
  }
}

function speaksKong(node: Node): boolean {
  return (
    node.kind === 'map' &&
    ['proxy', 'udpProxy', 'ingressController', 'admin', 'env', 'deployment', 'gateway', 'controller'].some(
      (key) => mapAt(node, key) !== undefined,
    )
  );
}

/** kong/ingress reads nothing at its root but the two charts inside it, and each of them only its half. */
function ingressEffects(values: MapNode, version: string, report: Report): void {
  const used = placesBelow(values, ['controller', 'gateway']);
  for (const [key, entry] of values.entries) {
    if (!rootKeys.has(key) || key === 'deployment' || anchors(entry.value, used)) continue;
    const home =
      key === 'ingressController'
        ? 'controller'
        : key === 'proxy' || key === 'udpProxy' || key === 'admin'
          ? 'gateway'
          : 'gateway or controller';
    const remedy = home.includes(' ') ? null : moveTo(home, key);
    report([key], entry, `kong/ingress reads nothing from ${key} at the root; it belongs under ${home}`, remedy);
  }
  const kong = kongInside(version);
  for (const child of ['controller', 'gateway']) {
    const own = mapAt(values, child);
    if (own !== undefined) kongEffects(own, kong, [child], report);
  }
  controllerHalf(values, report);
  gatewayHalf(values, report);
}

/** The controller's release runs no Kong, so what configures Kong goes nowhere. */
function controllerHalf(values: MapNode, report: Report): void {
  const own = mapAt(values, 'controller');
  if (own === undefined || isTrue(get(own, 'deployment', 'kong', 'enabled'))) return;
  for (const key of ['http', 'tls', 'stream', 'addresses']) {
    const entry = mapAt(own, 'proxy')?.entries.get(key);
    if (entry !== undefined)
      report(
        ['controller', 'proxy', key],
        entry,
        `controller.proxy.${key} configures no proxy: Kong runs in gateway, so it belongs under gateway.proxy`,
        moveTo('gateway', 'proxy', key),
      );
  }
  const udp = own.entries.get('udpProxy');
  if (udp !== undefined)
    report(
      ['controller', 'udpProxy'],
      udp,
      'controller.udpProxy configures no proxy: Kong runs in gateway, so it belongs under gateway.udpProxy',
      moveTo('gateway', 'udpProxy'),
    );
  const env = own.entries.get('env');
  if (env !== undefined)
    report(
      ['controller', 'env'],
      env,
      'controller.env is the environment of Kong, which does not run there; settings of the controller belong under controller.ingressController.env',
      areAllOfController(env.value) ? moveTo('controller', 'ingressController', 'env') : null,
    );
}

function areAllOfController(env: Node): boolean {
  return env.kind === 'map' && [...env.entries.keys()].every((key) => controllerSettings.has(key.toLowerCase()));
}

/** The gateway's release runs no controller unless it is switched on there. */
function gatewayHalf(values: MapNode, report: Report): void {
  const own = mapAt(values, 'gateway', 'ingressController');
  if (own === undefined || (get(own, 'enabled') !== undefined && !isFalse(get(own, 'enabled')))) return;
  for (const [key, entry] of own.entries) {
    if (key === 'enabled' || key === 'rbac') continue;
    const path = ['gateway', 'ingressController', key];
    report(
      path,
      entry,
      `gateway.ingressController.${shortName(key)} configures nothing: the controller runs in controller, so it belongs under controller.ingressController`,
      moveTo('controller', 'ingressController', key),
    );
  }
}

/** Every place below the given keys, to tell a root key that only holds an anchor. */
function placesBelow(values: MapNode, roots: readonly string[]): ReadonlySet<string> {
  const places = new Set<string>();
  const walk = (node: Node): void => {
    places.add(placeKey(node.at));
    if (node.kind === 'scalar' && node.text.startsWith('*')) places.add(someAlias);
    if (node.kind === 'map') for (const entry of node.entries.values()) walk(entry.value);
    else if (node.kind === 'list') for (const item of node.items) walk(item);
  };
  for (const root of roots) {
    const node = values.entries.get(root)?.value;
    if (node !== undefined) walk(node);
  }
  return places;
}

/** An aliased scalar stands where its alias does, so it does not tell its anchor. */
const someAlias = '*';

/** Whether a part of the node is also used elsewhere, through an alias or a merge key, or may be. */
function anchors(node: Node, used: ReadonlySet<string>): boolean {
  if (used.has(placeKey(node.at)) || used.has(someAlias)) return true;
  if (node.kind === 'map') return [...node.entries.values()].some((entry) => anchors(entry.value, used));
  return node.kind === 'list' && node.items.some((item) => anchors(item, used));
}

function placeKey(place: Place): string {
  return isLocation(place) ? `${place.path}:${place.start}` : '';
}

/** Nothing is lost where nothing is set. */
function isEmpty(node: Node): boolean {
  if (node.kind === 'unknown') return true;
  if (node.kind === 'scalar') return node.value === null || node.value === '';
  return node.kind === 'map' ? node.entries.size === 0 : node.items.length === 0;
}

function isFalse(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === false;
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

function pathOf(path: readonly (string | number)[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`)).join('');
}
