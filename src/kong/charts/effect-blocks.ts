import { gte, lt } from 'semver';
import { pathText } from '../../helm/go-template.ts';
import { get, listAt, mapAt, type Entry, type MapNode } from '../../source/node.ts';
import { closedBlocks, gatedControllerKeys, gatedRootKeys, misspelt, type KeyLife, type Keys } from './effect-keys.ts';
import { nearest } from './nearest-key.ts';
import { perhapsTo, type Report } from './effect-report.ts';

type Path = readonly (string | number)[];

/** Keys of the blocks of the proxy, and of the root, that this version of kong/kong does not read. */
export function proxyBlockEffects(values: MapNode, version: string, path: readonly string[], report: Report): void {
  const closed = (keys: Keys, ...at: Path): void =>
    closedBlock(mapAt(values, ...at), keys, version, [...path, ...at], report);
  for (const block of ['proxy', 'udpProxy'] as const) {
    closed(closedBlocks[block], block);
    for (const i of listAt(values, block, 'stream').keys()) closed(closedBlocks.stream, block, 'stream', i);
  }
  closed(closedBlocks.http, 'proxy', 'http');
  closed(closedBlocks.tls, 'proxy', 'tls');
  openBlock(values, gatedRootKeys, version, path, report);
}

/** The same for the block of the controller. */
export function controllerBlockEffects(
  values: MapNode,
  version: string,
  path: readonly string[],
  report: Report,
): void {
  const own = [...path, 'ingressController'];
  const controller = mapAt(values, 'ingressController');
  if (controller === undefined) return;
  openBlock(controller, gatedControllerKeys, version, own, report);
  if (lt(version, '2.17.0')) return;
  closedBlock(
    mapAt(controller, 'gatewayDiscovery'),
    closedBlocks.gatewayDiscovery,
    version,
    [...own, 'gatewayDiscovery'],
    report,
  );
}

/** A block of which every key is known: any other is read by no version. */
function closedBlock(map: MapNode | undefined, keys: Keys, version: string, path: Path, report: Report): void {
  if (map === undefined) return;
  for (const [key, entry] of map.entries) {
    const life = keys.get(key);
    if (life !== undefined) lifeEffect(entry, life, version, [...path, key], report);
    else if (!key.startsWith('x-')) {
      const near = nearest(key, keys.keys());
      report(
        [...path, key],
        entry,
        `${pathText([...path, key])} is ignored`,
        near === null || map.entries.has(near) ? null : perhapsTo(...path, near),
      );
    }
  }
}

/** A block that may hold keys we do not know: only those that came with a later version, and well-known slips. */
function openBlock(map: MapNode, keys: Keys, version: string, path: readonly string[], report: Report): void {
  const inController = path.at(-1) === 'ingressController';
  for (const [key, entry] of map.entries) {
    const life = keys.get(key);
    if (life !== undefined) lifeEffect(entry, life, version, [...path, key], report);
    if (isSupposedSwitch(key, entry)) {
      const message = `${pathText([...path, key])} is ignored: the controller serves Gateway API without a switch`;
      report([...path, key], entry, message);
    }
    const meant = misspelt.get(key);
    if (
      meant === undefined ||
      inController !== /^(?:gatewayDiscovery|env)/.test(meant) ||
      get(map, meant) !== undefined
    )
      continue;
    report([...path, key], entry, `${pathText([...path, key])} is ignored`, perhapsTo(...path, ...meant.split('.')));
  }
}

/** `gateway: {enabled: true}`: a switch that many suppose and no version has. */
function isSupposedSwitch(key: string, { value }: Entry): boolean {
  if (!/^gateway(?:_?api)?$/i.test(key) || value.kind !== 'map') return false;
  return value.entries.size === 1 && value.entries.has('enabled');
}

function lifeEffect(entry: Entry, life: KeyLife, version: string, path: Path, report: Report): void {
  const text = pathText(path);
  if (life.from !== undefined && lt(version, life.from))
    report(path, entry, `${text} is read from kong/kong ${life.from} on, and this is ${version}`);
  else if (life.until !== undefined && gte(version, life.until.version)) {
    report(path, entry, `${text} is read no more since kong/kong ${life.until.version}; write ${life.until.instead}`);
  }
}
