import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { GatewayStatus, ListenerStatus } from '../../kong/model/model.ts';
import type { RouteStatus } from '../../kong/model/route-status.ts';
import type { Located } from '../../source/location.ts';

/** A listener whose selector the API server takes and the controller cannot read. */
export interface UnreadableSelector {
  readonly gateway: GatewayStatus;
  readonly status: ListenerStatus;
  /** Why, where it is written. */
  readonly fault: Located<string>;
  /** The routes at which the controller fails for it: at least one. */
  readonly routes: readonly [RouteStatus, ...RouteStatus[]];
}

/** Selectors at which a controller fails, each with all routes that name its Gateway, whichever listener they mean. */
export function unreadableSelectors({ routes }: Pick<ClusterView, 'routes'>): readonly UnreadableSelector[] {
  const found = new Map<
    ListenerStatus,
    Omit<UnreadableSelector, 'routes'> & { routes: [RouteStatus, ...RouteStatus[]] }
  >();
  for (const route of routes.filter(({ refusal }) => refusal === null)) {
    for (const silence of route.silences) {
      if (silence.cause !== 'selector-fault') continue;
      const { listener: status, fault } = silence;
      const known = found.get(status);
      const gateway = route.parents.find(({ attachments }) =>
        attachments.some((each) => each.status === status),
      )?.gateway;
      if (known !== undefined) known.routes.push(route);
      else if (gateway?.refusal === null) found.set(status, { gateway, status, fault, routes: [route] });
    }
  }
  return [...found.values()];
}
