import { isList } from '../../source/json.ts';
import type { Json } from '../../source/node.ts';
import { factAt, unknown, type Fact, type Place } from '../../source/location.ts';
import type { Controller, Proxy } from '../model/model.ts';
import { field, list, text, truth } from './inventory-json.ts';

const mostControllers = 100;
const notTold = 'the inventory does not tell it';

/** The ingress controllers of a cluster of an inventory, by their names there. */
export function controllersIn(cluster: Json, at: Place): ReadonlyMap<string, Controller> {
  const all = list(cluster, 'controllers').slice(0, mostControllers);
  return new Map(
    all.flatMap((json) => {
      const name = text(json, 'name');
      return name === null || text(json, 'kind') !== 'kic' ? [] : [[name, controllerOf(name, json, at)] as const];
    }),
  );
}

function controllerOf(name: string, json: Json, at: Place): Controller {
  const settings = field(json, 'settings') ?? {};
  const [namespace = '', own = name] = name.split('/');
  const workload = { namespace, name: own };
  const origin = { name, at: nowhere, ...noStatement };
  const version = text(field(json, 'version') ?? {}, 'value');
  const gates = (value: Json): ReadonlyMap<string, boolean> | undefined =>
    value === null || typeof value !== 'object' || isList(value)
      ? undefined
      : new Map(Object.entries(value).flatMap(([key, is]) => (typeof is === 'boolean' ? [[key, is] as const] : [])));
  const switches = field(settings, 'switches') ?? {};
  return {
    id: name,
    workload,
    kind: 'kic',
    controllerName: valueOf(field(json, 'controllerName'), isText, at),
    publishService: unknown(notTold),
    publishServiceUdp: unknown(notTold),
    gatewayToReconcile: valueOf(field(settings, 'gatewayToReconcile'), isTextOrNull, at),
    featureGates: valueOf(field(settings, 'featureGates'), gates, at),
    ingressClass: valueOf(field(settings, 'ingressClass'), isText, at),
    watchNamespaces: valueOf(field(settings, 'watchNamespaces'), namespacesOrNull, at),
    enabled: new Map(
      Object.keys(switches as object).map((key) => [key, valueOf(field(switches, key), isTruth, at)] as const),
    ),
    combinesServices: valueOf(field(settings, 'combinesServices'), isTruth, at),
    admissionWebhook: unknown(notTold),
    version: version === null ? unknown(notTold) : factAt(version, at),
    versionAssumed: truth(settings, 'versionAssumed') ?? false,
    origin,
    at,
    publish: [],
    unknownGates: [],
    proxies: [proxyOf(name, workload, origin, valueOf(field(settings, 'routerFlavor'), isText, at))],
    startFailures: [],
  };
}

/** Of Kong nothing is known but how it routes: what it refuses depends on more. */
function proxyOf(id: string, workload: Proxy['workload'], origin: Proxy['origin'], routerFlavor: Fact<string>): Proxy {
  return {
    id,
    workload,
    proxyListen: unknown(notTold),
    streamListen: unknown(notTold),
    role: 'traditional',
    version: unknown(notTold),
    plainRelease: unknown(notTold),
    plugins: unknown(notTold),
    routerFlavor,
    portMaps: unknown(notTold),
    namespace: workload.namespace,
    origin,
    labels: null,
  };
}

const nowhere = { path: '', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
const noStatement = {
  controllerName: null,
  publishService: null,
  publishServiceUdp: null,
  version: null,
  servicePorts: null,
  proxyListen: null,
  streamListen: null,
};

/** A value of an inventory; unknown where it is not there, not known there either, or not of its type. */
function valueOf<T>(json: Json | null, read: (value: Json) => T | undefined, at: Place): Fact<T> {
  if (json === null || typeof json !== 'object' || isList(json) || !Object.hasOwn(json, 'value')) {
    return unknown(text(json, 'unknown') ?? notTold);
  }
  const value = read(json['value']);
  return value === undefined ? unknown(notTold) : factAt(value, at);
}

const isText = (value: Json): string | undefined => (typeof value === 'string' ? value : undefined);
const isTruth = (value: Json): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const isTextOrNull = (value: Json): string | null | undefined =>
  value === null || typeof value === 'string' ? value : undefined;
const namespacesOrNull = (value: Json): readonly string[] | null | undefined => {
  if (value === null) return null;
  return value !== undefined && typeof value === 'object' && isList(value)
    ? value.flatMap((each) => (typeof each === 'string' ? [each] : []))
    : undefined;
};
