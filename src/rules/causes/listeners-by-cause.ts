import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { GatewayStatus, ListenerStatus } from '../../kong/model/model.ts';
import { onceFor } from '../../source/once-for.ts';
import { kicListeners } from './kic-listeners.ts';
import { listenerCause, type ListenerCause } from './listener-cause.ts';

type CauseName = ListenerCause['cause'];
type CauseNamed<Name extends CauseName> = Extract<ListenerCause, { readonly cause: Name }>;

/** A listener of a Gateway that this controller should serve, with why it does not get what it asks for. */
export interface CausedListener<Name extends CauseName> {
  readonly gateway: GatewayStatus;
  readonly status: ListenerStatus;
  readonly cause: CauseNamed<Name>;
}

/** Every listener of a cluster that has the cause `name`, in the order of the Gateways. */
export function* listenersByCause<Name extends CauseName>(
  cluster: ClusterView,
  name: Name,
): Iterable<CausedListener<Name>> {
  for (const { gateway, status, cause } of causedListeners(cluster))
    if (isNamed(cause, name)) yield { gateway, status, cause };
}

function isNamed<Name extends CauseName>(cause: ListenerCause, name: Name): cause is CauseNamed<Name> {
  return cause.cause === name;
}

interface AnyCaused extends Omit<CausedListener<CauseName>, 'cause'> {
  readonly cause: ListenerCause;
}

/** What every rule about listeners looks through. */
const causedListeners = /* @__PURE__ */ onceFor(({ gateways, proxyServices }: ClusterView): readonly AnyCaused[] => {
  const caused: AnyCaused[] = [];
  for (const { gateway, status } of kicListeners(gateways)) {
    const cause = listenerCause(gateway, status, proxyServices);
    if (cause !== null) caused.push({ gateway, status, cause });
  }
  return caused;
});
