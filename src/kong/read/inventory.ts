import type { LoadedInventory } from '../../config/inventory.ts';
import { mostInventoryText } from '../../config/inventory.ts';
import { readGateway } from '../../gatewayapi/read-gateway.ts';
import type { GatewayClass } from '../../gatewayapi/gateway.ts';
import type { Unverified } from '../../gitops/model/cluster.ts';
import { gateway as gatewayKind, gatewayClass as classKind } from '../../kubernetes/kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { onceFor } from '../../source/once-for.ts';
import { shortName } from '../../source/shortened.ts';
import { toNode } from '../../source/json.ts';
import type { Json } from '../../source/node.ts';
import type { Place } from '../../source/location.ts';
import type { Controller, GatewayStatus, ListenerStatus } from '../model/model.ts';
import type { NoStatusCause } from '../model/no-status.ts';
import { controllersIn } from './inventory-controllers.ts';
import { field, list, text, truth } from './inventory-json.ts';
import { inventoryClusters, type InventoryClusters } from './inventory-shape.ts';

/** What an inventory says of one cluster. */
export interface Inventory {
  readonly gateways: readonly GatewayStatus[];
  readonly controllers: readonly Controller[];
  /** Where it comes from, for the summary; or why it cannot be used. */
  readonly told: Unverified;
}

const mostGateways = 1000;
/** Why a controller writes no status on a Gateway: what another cause means for routes is not known. */
const causes: readonly NoStatusCause[] = [
  'class-not-unmanaged',
  'not-to-reconcile',
  'not-watched',
  'controller-disabled',
  'version-not-served',
  'controller-does-not-start',
  'pin-mismatch',
  'service-missing',
  'service-without-address',
];

/** What an inventory says of a cluster; each is read once. */
export type ReadInventory = (loaded: LoadedInventory, cluster: string) => Inventory;

/**
 * A reader that remembers. What counts is the cluster of that name in the inventory, or the only one that it has. An
 * inventory is JSON of `portcullis map`: one of another shape is not used, and what is not known in it is not known here.
 */
export function createInventoryReader(): ReadInventory {
  const all = onceFor(clustersOf);
  const read = new Map<Json, Inventory>();
  return (loaded, cluster) => {
    const found = all(loaded);
    if (typeof found === 'string') return unusable(loaded.where, found);
    const meant = found.byName.get(cluster) ?? found.only;
    if (meant === null) return unusable(loaded.where, `it has no cluster "${shortName(cluster)}"`);
    const known = read.get(meant) ?? inventoryOf(found.root, meant, loaded);
    read.set(meant, known);
    return known;
  };
}

function clustersOf(loaded: LoadedInventory): InventoryClusters | string {
  if (loaded.kind === 'unreadable') return loaded.reason;
  return loaded.text.length > mostInventoryText ? 'it is larger than 8 MiB' : inventoryClusters(loaded.text);
}

function inventoryOf(root: Json, cluster: Json, loaded: LoadedInventory): Inventory {
  const at: Place = { default: `inventory ${loaded.where}` };
  const controllers = controllersIn(cluster, at);
  const stated = list(cluster, 'gateways');
  const read = stated.slice(0, mostGateways);
  const gateways = read.flatMap((each) => gatewayIn(each, controllers, at) ?? []);
  const commit = loaded.kind === 'found' ? loaded.commit : null;
  const managed = read.filter((each) => text(each, 'implementation') === 'operator').length;
  const left = {
    managed,
    unknown: read.length - gateways.length - managed,
    more: stated.length - mostGateways,
  };
  return {
    gateways,
    controllers: [...controllers.values()],
    told: { ...told(loaded.where), reason: summary(root, commit, gateways.length, left) },
  };
}

function told(where: string): Omit<Unverified, 'reason'> {
  return { about: `inventory ${where}`, cause: 'assumed' };
}

function unusable(where: string, reason: string): Inventory {
  return {
    gateways: [],
    controllers: [],
    told: { about: `inventory ${where}`, cause: 'unavailable', reason: `it is not used: ${reason}` },
  };
}

/** `2 Gateways are taken from it, as they were on 2026-11-20 (commit 1234567); 1 more is not known there in full`. */
function summary(
  root: Json,
  readAt: string | null,
  taken: number,
  { managed, unknown, more }: { readonly managed: number; readonly unknown: number; readonly more: number },
): string {
  const commit = text(root, 'commit') ?? readAt;
  const date = text(root, 'date')?.slice(0, 10) ?? null;
  const when = date === null ? 'of an unknown day' : `as ${taken === 1 ? 'it was' : 'they were'} on ${date}`;
  const are = (count: number): string => (count === 1 ? 'is' : 'are');
  return [
    `${taken} ${taken === 1 ? 'Gateway' : 'Gateways'} ${are(taken)} taken from it, ${when}${commit === null ? '' : ` (commit ${commit.slice(0, 7)})`}`,
    ...(managed > 0 ? [`${managed} more of Kong Operator ${are(managed)} not`] : []),
    ...(unknown > 0 ? [`${unknown} more ${are(unknown)} not known there in full`] : []),
    ...(more > 0 ? [`${more} after the first ${mostGateways} ${are(more)} not read`] : []),
  ].join('; ');
}

function gatewayIn(json: Json, controllers: ReadonlyMap<string, Controller>, at: Place): GatewayStatus | null {
  const [name, namespace, className] = [text(json, 'name'), text(json, 'namespace'), text(json, 'class')];
  const implementation = text(json, 'implementation');
  const status = field(json, 'status');
  const isOther = implementation === 'other';
  if (name === null || namespace === null || className === null || status === null) return null;
  if (!isOther && implementation !== 'kic') return null;
  const controller = controllers.get(text(json, 'controller') ?? '') ?? null;
  if (!isOther && controller === null) return null;
  const listeners = list(status, 'listeners');
  const gateway = readGateway(
    objectOf(gatewayKind, name, namespace, { gatewayClassName: className, listeners: listeners.map(specOf) }, at),
  );
  if (gateway === null || gateway.unknownPart !== null || gateway.listeners.length !== listeners.length) return null;
  if (!isOther && listeners.length === 0) return null;
  const silent = field(status, 'withoutStatus');
  const named = silent === null ? null : text(silent, 'cause');
  const cause = causes.find((each) => each === named) ?? null;
  if (silent !== null && cause === null) return null;
  return {
    gateway,
    gatewayClass: classOf(className, at),
    implementation: isOther ? 'other' : 'kic',
    controller: isOther ? null : controller,
    services: null,
    listeners: gateway.listeners.map((listener, index) => statusOf(listener, listeners[index] ?? null)),
    unverified: text(status, 'unverified'),
    withoutStatus: silent === null || cause === null ? null : { cause, reason: text(silent, 'reason') ?? '', at },
    offers: null,
    pin: [],
    refusal: null,
    conditions: null,
    managed: [],
  };
}

/** The fields of a listener that bear on routes, as a manifest states them. */
function specOf(json: Json): Json {
  const allowed = field(json, 'allowedRoutes');
  const namespaces = allowed === null ? null : field(allowed, 'namespaces');
  const selector = namespaces === null ? null : field(namespaces, 'selector');
  const hostname = text(json, 'hostname');
  const tls = field(json, 'tls');
  return {
    name: text(json, 'name') ?? undefined,
    port: field(json, 'port') ?? undefined,
    protocol: text(json, 'protocol') ?? undefined,
    ...(hostname === null ? {} : { hostname }),
    ...(tls === null ? {} : { tls: { mode: text(tls, 'mode') ?? undefined } }),
    allowedRoutes: {
      kinds: allowed === null ? [] : list(allowed, 'kinds'),
      namespaces: {
        from: (namespaces === null ? null : text(namespaces, 'from')) ?? undefined,
        ...(selector === null ? {} : { selector }),
      },
    },
  };
}

function statusOf(listener: ListenerStatus['listener'], json: Json): ListenerStatus {
  const conditions = conditionsOf(json);
  return {
    listener,
    conditions,
    servedBy: null,
    unverified: conditions === null ? (text(json, 'unverified') ?? 'the inventory does not tell its conditions') : null,
    atPort: [],
    certainlyUnavailable: null,
    conflictsWith: [],
    invalidKinds: [],
    supportedKinds: list(json, 'supportedKinds').flatMap((kind) => (typeof kind === 'string' ? [kind] : [])),
    certificates: [],
  };
}

/** Whether a listener is programmed; null where that is not known. */
function conditionsOf(json: Json): ListenerStatus['conditions'] {
  if (truth(json, 'unavailable') === true) return { Programmed: { status: 'False', reason: 'Invalid', message: '' } };
  const written = field(json, 'conditions');
  if (written === null) return null;
  const programmed = field(written, 'Programmed') ?? {};
  const [status, reason] = [text(programmed, 'status'), text(programmed, 'reason')];
  return status === 'True' || status === 'False' ? { Programmed: { status, reason: reason ?? '', message: '' } } : {};
}

function classOf(name: string, at: Place): GatewayClass {
  const object = objectOf(classKind, name, null, {}, at);
  return { object, name: object.name, controllerName: { value: '', at }, unmanaged: null, unmanagedNode: null };
}

function objectOf(
  { group, kind }: { readonly group: string; readonly kind: string },
  name: string,
  namespace: string | null,
  spec: Json,
  at: Place,
): KubeObject {
  const apiVersion = `${group}/v1`;
  const root = toNode({ apiVersion, kind, metadata: { name }, spec }, at);
  if (root.kind !== 'map') throw new Error('an object is a map');
  return { apiVersion, group, kind, name: { value: name, at }, namespace, root, path: '' };
}
