import type { LoadedInventory } from '../../config/inventory.ts';
import { mostInventoryText } from '../../config/inventory.ts';
import { readGateway } from '../../gatewayapi/read-gateway.ts';
import type { GatewayClass } from '../../gatewayapi/gateway.ts';
import type { Unverified } from '../../gitops/model/cluster.ts';
import { gateway as gatewayKind, gatewayClass as classKind } from '../../kubernetes/kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { toNode } from '../../source/json.ts';
import type { Json } from '../../source/node.ts';
import type { Place } from '../../source/location.ts';
import type { Controller, GatewayStatus, ListenerStatus } from '../model/model.ts';
import type { NoStatusCause } from '../model/no-status.ts';
import { controllersIn } from './inventory-controllers.ts';
import { field, isDeeper, list, text, truth } from './inventory-json.ts';

/** What an inventory says of one cluster. */
export interface Inventory {
  readonly gateways: readonly GatewayStatus[];
  readonly controllers: readonly Controller[];
  /** Where it comes from, for the summary; or why it cannot be used. */
  readonly told: Unverified;
}

const mostGateways = 1000;
const mostDepth = 40;
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
 * inventory is JSON of `portcullis map`; what of it is not as it should be is nowhere.
 */
export function createInventoryReader(): ReadInventory {
  const known = new Map<LoadedInventory, Map<string, Inventory>>();
  return (loaded, cluster) => {
    const names = known.get(loaded) ?? new Map<string, Inventory>();
    const found = names.get(cluster) ?? read(loaded, cluster);
    known.set(loaded, names.set(cluster, found));
    return found;
  };
}

function read(loaded: LoadedInventory, cluster: string): Inventory {
  if (loaded.kind === 'unreadable') return unusable(loaded.where, loaded.reason);
  const { where, commit } = loaded;
  if (loaded.text.length > mostInventoryText) return unusable(where, 'it is larger than 8 MiB');
  if (isDeeper(loaded.text, mostDepth)) return unusable(where, 'it is nested too deeply');
  const root = parsed(loaded.text);
  if (root === null || field(root, 'version') !== 1)
    return unusable(where, 'it is no JSON of "portcullis map", version 1');
  const clusters = list(root, 'clusters');
  const named = clusters.find((each) => text(each, 'name') === cluster);
  const meant = named ?? (clusters.length === 1 ? clusters[0] : undefined);
  if (meant === undefined) return unusable(where, `it has no cluster "${cluster}"`);
  const at: Place = { default: `inventory ${where}` };
  const controllers = controllersIn(meant, at);
  const gateways = list(meant, 'gateways')
    .slice(0, mostGateways)
    .flatMap((each) => gatewayIn(each, controllers, at) ?? []);
  return {
    gateways,
    controllers: [...controllers.values()],
    told: { ...told(where), reason: summary(root, commit, gateways) },
  };
}

function parsed(source: string): Json | null {
  try {
    // Some shells write a byte order mark at the head of what they redirect.
    return JSON.parse(source.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return null;
  }
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

/** `2 Gateways are taken from it as they were on 2026-11-20 (commit 1234567)`. */
function summary(root: Json, readAt: string | null, gateways: readonly GatewayStatus[]): string {
  const commit = text(root, 'commit') ?? readAt;
  const date = text(root, 'date')?.slice(0, 10) ?? null;
  const when = date === null ? 'of an unknown day' : `as they were on ${date}`;
  const count = `${gateways.length} ${gateways.length === 1 ? 'Gateway is' : 'Gateways are'} taken from it`;
  return `${count}, ${when}${commit === null ? '' : ` (commit ${commit.slice(0, 7)})`}`;
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
    ...(tls === null ? {} : { tls: { mode: text(tls, 'mode') ?? 'Terminate' } }),
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
