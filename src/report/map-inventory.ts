import type { Controller, GatewayStatus, ListenerStatus } from '../kong/model/model.ts';
import type { Fact } from '../source/location.ts';

type Listener = ListenerStatus['listener'];
type LabelSelector = NonNullable<Listener['namespaces']['selector']>;

/** A value, or why it is not known. */
export type MappedValue<T> = { readonly value: T } | { readonly unknown: string };

/** What a controller does with routes depends on. */
export interface MappedSettings {
  readonly routerFlavor: MappedValue<string>;
  readonly gatewayToReconcile: MappedValue<string | null>;
  readonly watchNamespaces: MappedValue<readonly string[] | null>;
  readonly featureGates: MappedValue<Readonly<Record<string, boolean>>>;
  readonly ingressClass: MappedValue<string>;
  readonly combinesServices: MappedValue<boolean>;
  readonly switches: Readonly<Record<string, MappedValue<boolean>>>;
  readonly versionAssumed: boolean;
}

/** What another repository has to know of a Gateway to judge the routes that name it; null where that is not known. */
export interface MappedStatus {
  readonly conditions: GatewayStatus['conditions'];
  readonly withoutStatus: { readonly cause: string; readonly reason: string } | null;
  readonly unverified: string | null;
  readonly listeners: readonly MappedListener[];
}

export interface MappedListener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname: string | null;
  readonly tls: { readonly mode: string | null } | null;
  /** As a manifest would state it. */
  readonly allowedRoutes: {
    readonly kinds: readonly { readonly group: string; readonly kind: string }[];
    readonly namespaces: { readonly from: string; readonly selector: MappedSelector | null };
  };
  readonly supportedKinds: readonly string[];
  /** Null where they are not known. */
  readonly conditions: ListenerStatus['conditions'];
  /** Whether it fails for certain although its conditions are not known. */
  readonly unavailable: boolean;
  readonly unverified: string | null;
}

interface MappedSelector {
  readonly matchExpressions: readonly object[];
}

export function settingsOf(controller: Controller): MappedSettings {
  const { gatewayToReconcile, watchNamespaces, featureGates, ingressClass, combinesServices, enabled, proxies } =
    controller;
  return {
    routerFlavor: flavorOf(proxies),
    gatewayToReconcile: valueOf(gatewayToReconcile),
    watchNamespaces: valueOf(watchNamespaces),
    featureGates:
      featureGates.certainty === 'unknown'
        ? { unknown: featureGates.reason }
        : { value: Object.fromEntries(featureGates.value) },
    ingressClass: valueOf(ingressClass),
    combinesServices: valueOf(combinesServices),
    switches: Object.fromEntries([...enabled].map(([name, fact]) => [name, valueOf(fact)])),
    versionAssumed: controller.versionAssumed,
  };
}

function flavorOf(proxies: Controller['proxies']): MappedValue<string> {
  const [first, ...others] = proxies.map(({ routerFlavor }) => valueOf(routerFlavor));
  if (first === undefined) return { unknown: 'the router flavor of Kong is not in the repository' };
  const isSame = others.every((each) => JSON.stringify(each) === JSON.stringify(first));
  return isSame ? first : { unknown: 'the data planes have different router flavors' };
}

function valueOf<T>(fact: Fact<T>): MappedValue<T> {
  return fact.certainty === 'unknown' ? { unknown: fact.reason } : { value: fact.value };
}

/** Null for what is not known in full, and for what the API server refuses. */
export function statusOf(status: GatewayStatus): MappedStatus | null {
  const { gateway, conditions, withoutStatus, unverified, listeners, refusal } = status;
  const isUnknown = gateway.unknownPart !== null || listeners.some(({ listener }) => hasUnknownSelector(listener));
  if (isUnknown || refusal !== null) return null;
  return {
    conditions,
    withoutStatus: withoutStatus && { cause: withoutStatus.cause, reason: withoutStatus.reason },
    unverified,
    listeners: listeners.map(listenerOf),
  };
}

function hasUnknownSelector({ namespaces: { unknownPart, selector } }: Listener): boolean {
  return unknownPart !== null || (selector?.unknownPart ?? null) !== null;
}

function listenerOf(status: ListenerStatus): MappedListener {
  const { listener, supportedKinds, conditions, certainlyUnavailable, unverified } = status;
  const { name, port, protocol, hostname, tls, kinds, namespaces } = listener;
  return {
    name: name.value,
    port: port.value,
    protocol: protocol.value,
    hostname: hostname?.value ?? null,
    tls: tls && { mode: tls.mode },
    allowedRoutes: {
      kinds: kinds.map(({ group, kind }) => ({ group, kind })),
      namespaces: { from: namespaces.from.value, selector: namespaces.selector && selectorOf(namespaces.selector) },
    },
    supportedKinds,
    conditions,
    unavailable: certainlyUnavailable !== null,
    unverified,
  };
}

/** One that cannot be read stays one that cannot be read. */
function selectorOf({ requirements, fault }: LabelSelector): MappedSelector {
  const broken = fault === null ? [] : [{ key: 'unreadable', operator: 'In', values: [] }];
  return {
    matchExpressions: [...requirements.map(({ key, operator, values }) => ({ key, operator, values })), ...broken],
  };
}
