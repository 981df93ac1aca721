import { mayComeUnseen } from '../../gitops/model/absence.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import { placeholderIn } from '../../gatewayapi/placeholder.ts';
import type { Service } from '../../kong/model/model.ts';
import type { Backend, RouteStatus } from '../../kong/model/route-status.ts';
import { service as serviceKind } from '../../kubernetes/kinds.ts';
import { isLocation } from '../../source/location.ts';
import { onceFor } from '../../source/once-for.ts';
import { isTypingError } from '../../source/near-name.ts';
import { earlierRoutes } from './earlier-parents.ts';
import { kongRoutes } from './kong-routes.ts';

/** A backend that is not in the tree, and the one Service whose name it is but for a typing error. */
export interface MisspeltBackend {
  readonly status: RouteStatus;
  readonly backend: Backend;
  readonly meant: Service;
  /** Whether the route named that Service before the change. */
  readonly isEarlier: boolean;
}

/**
 * Backends that are named with a typing error: beside a Service of the same file, or where the route named that Service
 * before the change. It has the port that is asked for, and the route names it nowhere else.
 */
export function misspeltBackends(cluster: ClusterView, before: ClusterView | undefined): readonly MisspeltBackend[] {
  const earlierOf = earlierRoutes(before);
  return kongRoutes(cluster).flatMap((status) => {
    const seen = new Set<string>();
    return status.backends.flatMap((backend) => {
      const { name, namespace, kind } = backend.ref.to;
      if (!isUnknown(backend) || seen.has(`${namespace ?? ''}/${name}`)) return [];
      const beside = (byPath(cluster.services).get(status.route.object.path) ?? []).map((service) => ({
        service,
        isEarlier: false,
      }));
      const earlier = (earlierOf(status)?.backends ?? []).flatMap(({ service }) => service ?? []);
      const near = [...beside, ...earlier.map((service) => ({ service, isEarlier: true }))].filter(({ service }) =>
        isMeant(service, backend, status),
      );
      const [first] = near;
      if (first === undefined || near.some(({ service }) => service.name !== first.service.name)) return [];
      if (cluster.services.some((each) => each.name === name && each.namespace === namespace)) return [];
      if (mayComeUnseen(cluster, { ...serviceKind, kind, namespace, name })) return [];
      seen.add(`${namespace ?? ''}/${name}`);
      return [{ status, backend, meant: first.service, isEarlier: first.isEarlier }];
    });
  });
}

function isUnknown({ fault, service, isAssumed, ref }: Backend): boolean {
  const { group, kind, namespace } = ref.to;
  const isService = kind === serviceKind.kind && group === serviceKind.group;
  const isKnown = ref.unknownPart === null && placeholderIn(ref.to.name) === null;
  return isAssumed && fault === null && service === null && isService && namespace !== null && isKnown;
}

const byPath = /* @__PURE__ */ onceFor((services: readonly Service[]) =>
  Map.groupBy(services, ({ at }) => (isLocation(at) ? at.path : null)),
);

function isMeant({ namespace, name, ports }: Service, { ref }: Backend, { backends }: RouteStatus): boolean {
  const isNamed = backends.some(({ ref: { to } }) => to.name === name && to.namespace === namespace);
  const hasPort = ports.some(({ port }) => port.value === ref.port?.value);
  return namespace === ref.to.namespace && !isNamed && hasPort && isMisspelt(ref.to.name, name);
}

/** One thing and several of it may both have a Service. */
function isMisspelt(asked: string, name: string): boolean {
  const singular = (word: string): string => word.replaceAll(/s(?=-|$)/g, '');
  return isTypingError(asked, name) && singular(asked) !== singular(name);
}
