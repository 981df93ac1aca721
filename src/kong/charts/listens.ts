import {
  RenderFailure,
  UnknownValue,
  elements,
  equalsText,
  field,
  goFormat,
  hasKey,
  int64,
  isNil,
  listOf,
  pathText,
  percentS,
  truthy,
  type Value,
} from '../../helm/go-template.ts';
import type { Place } from '../../source/location.ts';
import type { Node } from '../../source/node.ts';
import type { Chart } from './chart.ts';

/** A listen string in parts, each with the value that made it. */
export interface Listens {
  readonly entries: readonly ListenText[];
  /** The whole string; `off` when there is no entry. */
  readonly text: string;
}

export interface ListenText {
  readonly text: string;
  readonly at: Place;
}

/** Bounds what a few lists in the values can be multiplied to. */
const mostWords = 20_000;

/** The address that a chart before dual stack puts into a listen. */
const anyAddress = '0.0.0.0';

/** KONG_PROXY_LISTEN, KONG_STATUS_LISTEN and their like: first http on every address, then tls. */
export function listens(chart: Chart, block: Value, given?: readonly string[]): Listens {
  // Go reads a key of a nil that a template was given whole as nil.
  if (isNil(block)) return joined([]);
  const addresses = given ?? addressesOf(chart, block);
  const entries: ListenText[] = [];
  const http = field(block, 'http');
  if (truthy(http) && truthy(field(http, 'enabled'))) {
    entries.push(...onEvery(addresses, http, parameters(field(http, 'parameters'))));
  }
  const tls = field(block, 'tls');
  if (truthy(tls) && truthy(field(tls, 'enabled'))) {
    const own = listOf(field(tls, 'parameters')).items;
    entries.push(...onEvery(addresses, tls, texts([...own, 'ssl'])));
  }
  return joined(entries);
}

/** The stream listens of proxy and udpProxy, one for each entry and address. */
export function streamListens(chart: Chart): Listens {
  const entries: ListenText[] = [];
  for (const block of [field(chart.values, 'proxy'), field(chart.values, 'udpProxy')]) {
    if (!truthy(field(block, 'enabled'))) continue;
    const shared = chart.features.streamAddress ? singleAddress(block) : anyAddress;
    for (const entry of elements(field(block, 'stream'))) {
      const addresses = chart.features.dualStack ? addressesOf(chart, entry) : [shared];
      entries.push(...onEvery(addresses, entry, streamParameters(chart, block, entry)));
    }
  }
  return joined(entries);
}

/**
 * The protocol of a stream entry that its listen sees. From 2.14.0 on the Service template, which
 * Helm executes first, writes a default into entries without the key.
 */
export function isUdp(chart: Chart, block: Value, entry: Value): boolean {
  const protocol = field(entry, 'protocol');
  if (truthy(protocol)) return equalsText(protocol, 'UDP');
  return (
    !hasKey(entry, 'protocol') &&
    chart.features.streamProtocolDefault &&
    isUdpBlock(block) &&
    serviceRendered(chart, block)
  );
}

function isUdpBlock(block: Value): boolean {
  return block.path.at(-1) === 'udpProxy';
}

/** Whether the chart renders the Service of `proxy` or `udpProxy`. */
export function serviceRendered(chart: Chart, block: Value): boolean {
  if (!truthy(field(chart.values, 'deployment', 'kong', 'enabled')) || !truthy(field(block, 'enabled'))) return false;
  return isUdpBlock(block) || truthy(field(block, 'http', 'enabled')) || truthy(field(block, 'tls', 'enabled'));
}

function streamParameters(chart: Chart, block: Value, entry: Value): readonly string[] {
  const own = field(entry, 'parameters');
  if (!isUdp(chart, block, entry)) return parameters(own);
  return texts(truthy(own) ? [...listOf(own).items, 'udp'] : ['udp']);
}

function addressesOf(chart: Chart, block: Value): readonly string[] {
  if (!chart.features.dualStack) return [singleAddress(block)];
  const own = field(block, 'addresses');
  return truthy(own) ? elements(own).map(percentS) : [anyAddress, '[::]'];
}

function singleAddress(block: Value): string {
  const own = field(block, 'address');
  return truthy(own) ? percentS(own) : anyAddress;
}

function scalarOf(node: Node | undefined): unknown {
  return node?.kind === 'scalar' ? node.value : undefined;
}

function parameters(value: Value): readonly string[] {
  if (!truthy(value)) return [];
  return texts(listOf(value).items);
}

/** `uniq`, then printed; nulls are dropped when the words are joined. */
function texts(items: readonly (Node | string)[]): readonly string[] {
  const words = items
    .filter((item) => typeof item === 'string' || item.kind !== 'scalar' || item.value !== null)
    .map((item) =>
      typeof item === 'string' ? { key: `string ${item}`, text: item } : { key: typedKey(item), text: goFormat(item) },
    );
  return [...new Map(words.map((word) => [word.key, word.text])).values()];
}

function typedKey(node: Node): string {
  return `${typeof scalarOf(node)} ${goFormat(node)}`;
}

function onEvery(addresses: readonly string[], block: Value, words: readonly string[]): readonly ListenText[] {
  const port = field(block, 'containerPort');
  const at = isNil(port) ? block.at : port.at;
  if (addresses.length * (words.length + 1) > mostWords)
    throw new UnknownValue(`${pathText(block.path)} makes more listens than are evaluated`, block.at);
  return addresses.map((address) => ({ text: [`${address}:${int64(port)}`, ...words].join(' '), at }));
}

function joined(entries: readonly ListenText[]): Listens {
  const [first] = entries;
  if (first !== undefined && entries.length > mostWords)
    throw new UnknownValue('there are more listens than are evaluated', first.at);
  const text = entries.map((entry) => entry.text).join(', ');
  return { entries, text: text === '' ? 'off' : text };
}

/** KONG_PORT_MAPS: Service port to container port, for http and tls only. */
export function portMaps(chart: Chart): string {
  const maps: string[] = [];
  const http = field(chart.values, 'proxy', 'http');
  const tls = field(chart.values, 'proxy', 'tls');
  if (truthy(field(http, 'enabled')) && !(chart.features.httpServicePortZero && isZero(field(http, 'servicePort'))))
    maps.push(portMap(http));
  if (truthy(field(tls, 'enabled'))) maps.push(portMap(tls));
  return maps.join(', ');
}

/** `toString value` is "0": the http port is then left out. */
export function isZero(value: Value): boolean {
  return !isNil(value) && value.node !== undefined && goFormat(value.node) === '0';
}

function portMap(block: Value): string {
  return `${int64(field(block, 'servicePort'))}:${int64(field(block, 'containerPort'))}`;
}

/** A stream entry has to be a map: Sprig's `hasKey` and `merge` take nothing else. */
export function checkStreamEntry(entry: Value): void {
  if (entry.node?.kind === 'unknown' || entry.node?.kind === 'map') return;
  const [last, above] = [entry.path.at(-1), pathText(entry.path.slice(0, -1))];
  const fault =
    typeof last === 'string'
      ? `${above} must be a list of maps with containerPort and servicePort, and is one map`
      : `${pathText(entry.path)} is not a map with containerPort and servicePort`;
  throw new RenderFailure(fault, entry);
}
