import type { Listener } from '../gatewayapi/gateway.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { GatewayStatus, ListenerStatus } from '../kong/model/model.ts';
import { identityOf, Targets } from '../kubernetes/targets.ts';
import { gatewayName } from '../rules/wording/names.ts';
import { listed } from '../rules/wording/routes.ts';
import { withShortWords } from '../source/shortened.ts';

/** That not every route is seen which a change takes a listener from. */
interface UnseenRoutes {
  readonly cluster: string;
  readonly about: string;
  readonly cause: 'assumed';
  readonly reason: string;
}

/** Of Gateways that lose listeners, or go, or whose listeners take fewer routes: those of other repositories are not seen. */
export function routesElsewhere(
  before: readonly ClusterView[],
  after: readonly ClusterView[],
): readonly UnseenRoutes[] {
  return before.flatMap(({ name, gateways }) => {
    const head = after.find((view) => view.name === name);
    if (head === undefined) return [];
    const kept = new Targets(head.gateways, ({ gateway: { object } }) => identityOf(object));
    return gateways.filter(isOurs).flatMap((status) => {
      const what = lost(status, kept.find(identityOf(status.gateway.object)));
      if (what === null) return [];
      const reason = `this change ${what} are not seen`;
      return [
        { cluster: name, about: withShortWords(gatewayName(status)), cause: 'assumed', reason: withShortWords(reason) },
      ];
    });
  });
}

function isOurs({ implementation }: GatewayStatus): boolean {
  return implementation === 'kic' || implementation === 'operator';
}

/** What a Gateway loses; null where it keeps all that it had. */
function lost(status: GatewayStatus, now: readonly GatewayStatus[]): string | null {
  if (now.length === 0) return 'takes away the Gateway; routes of other repositories that name it';
  const left = new Map(now.flatMap(({ listeners }) => listeners.map((one) => [one.listener.name.value, one] as const)));
  const gone = status.listeners.filter(({ listener }) => !left.has(listener.name.value));
  const narrowed = status.listeners.filter((old) => {
    const listener = left.get(old.listener.name.value);
    return listener !== undefined && now.every(isOurs) && takesFewer(old.listener, listener.listener);
  });
  if (gone.length === 0 && narrowed.length === 0) return null;
  const parts = [
    ...(gone.length === 0 ? [] : [`takes away ${named(gone)}`]),
    ...(narrowed.length === 0 ? [] : [`lets fewer routes attach to ${named(narrowed)}`]),
  ];
  const rest = narrowed.length > 0 ? 'rest on that' : 'name it';
  return `${parts.join(' and ')}; routes of other repositories that ${rest}`;
}

function named(listeners: readonly ListenerStatus[]): string {
  const names = listeners.map(({ listener }) => `"${listener.name.value}"`);
  return `${names.length === 1 ? 'listener' : 'listeners'} ${listed(names)}`;
}

/** Whether a route that a listener took may not attach any more. */
function takesFewer(old: Listener, now: Listener): boolean {
  return (
    trafficOf(old) !== trafficOf(now) ||
    !covers(now.hostname?.value ?? '', old.hostname?.value ?? '') ||
    (now.kinds.length > 0 && !isWithin(old.kinds.map(kindKey), now.kinds.map(kindKey))) ||
    takesFewerNamespaces(old, now)
  );
}

/** Listeners for HTTP and HTTPS take the same routes. */
function trafficOf({ protocol: { value }, tls }: Listener): string {
  if (value === 'HTTP' || value === 'HTTPS') return 'HTTP';
  return value === 'TLS' ? `TLS ${tls?.mode ?? 'Terminate'}` : value;
}

function kindKey({ group, kind }: Listener['kinds'][number]): string {
  return `${group}/${kind}`;
}

/** Where none is listed, there are more than any list has. */
function isWithin(old: readonly string[], now: readonly string[]): boolean {
  return old.length > 0 && old.every((each) => now.includes(each));
}

/** Whether a hostname takes all that another does; an empty one takes everything. */
function covers(hostname: string, other: string): boolean {
  if (hostname === '' || hostname === other) return true;
  return hostname.startsWith('*.') && other.endsWith(hostname.slice(1));
}

function takesFewerNamespaces({ namespaces: old }: Listener, { namespaces: now }: Listener): boolean {
  if (old.unknownPart !== null || now.unknownPart !== null || now.from.value === 'All') return false;
  if (old.from.value !== now.from.value) return true;
  return now.from.value === 'Selector' && selectorText(old) !== selectorText(now);
}

function selectorText({ selector }: Listener['namespaces']): string {
  return JSON.stringify(selector?.requirements.map(({ key, operator, values }) => [key, operator, values]));
}
