import { gte, lt } from 'semver';
import { pathText } from '../../gitops/helm/go-template.ts';
import { get, listAt, mapAt, type Entry, type MapNode } from '../../source/node.ts';
import { closedBlocks, gatedControllerKeys, gatedRootKeys, misspelt, type KeyLife, type Keys } from './effect-keys.ts';
import { nearest } from './nearest-key.ts';
import type { Report } from './effect-report.ts';

type Path = readonly (string | number)[];

/** Keys of the blocks of kong/kong that this version does not read. */
export function blockEffects(values: MapNode, version: string, path: readonly string[], report: Report): void {
  const closed = (at: Path, keys: Keys, map: MapNode | undefined): void => {
    if (map !== undefined) closedBlock(map, keys, version, [...path, ...at], report);
  };
  for (const block of ['proxy', 'udpProxy'] as const) {
    closed([block], closedBlocks[block], mapAt(values, block));
    for (const [i] of listAt(values, block, 'stream').entries()) {
      closed([block, 'stream', i], closedBlocks.stream, mapAt(values, block, 'stream', i));
    }
  }
  closed(['proxy', 'http'], closedBlocks.http, mapAt(values, 'proxy', 'http'));
  closed(['proxy', 'tls'], closedBlocks.tls, mapAt(values, 'proxy', 'tls'));
  const discovery = ['ingressController', 'gatewayDiscovery'];
  if (gte(version, '2.17.0')) closed(discovery, closedBlocks.gatewayDiscovery, mapAt(values, ...discovery));
  openBlock(values, gatedRootKeys, version, path, report);
  const controller = mapAt(values, 'ingressController');
  if (controller !== undefined)
    openBlock(controller, gatedControllerKeys, version, [...path, 'ingressController'], report);
}

/** A block of which every key is known: any other is read by no version. */
function closedBlock(map: MapNode, keys: Keys, version: string, path: Path, report: Report): void {
  for (const [key, entry] of map.entries) {
    const life = keys.get(key);
    if (life !== undefined) lifeEffect(entry, life, version, [...path, key], report);
    else if (!key.startsWith('x-')) {
      const near = nearest(key, keys.keys());
      report(
        [...path, key],
        entry,
        `${pathText([...path, key])} is read by no template${near === null ? '' : `; perhaps ${near} is meant`}`,
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
      const message = `${pathText([...path, key])} is read by no template: the controller serves Gateway API without a switch`;
      report([...path, key], entry, message);
    }
    const meant = misspelt.get(key);
    if (
      meant === undefined ||
      inController !== /^(?:gatewayDiscovery|env)/.test(meant) ||
      get(map, meant) !== undefined
    )
      continue;
    report(
      [...path, key],
      entry,
      `${pathText([...path, key])} is read by no template; perhaps ${pathText([...path, meant])} is meant`,
    );
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
