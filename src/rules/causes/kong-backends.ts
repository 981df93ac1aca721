import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Backend, BackendFault, RouteStatus } from '../../kong/model/route-status.ts';
import { kongRoutes } from './kong-routes.ts';

/** Backends with a fault, each reference once, of routes that a controller of Kong's looks at. */
export function faultyBackends(
  cluster: Pick<ClusterView, 'routes'>,
  fault: BackendFault,
): readonly { readonly status: RouteStatus; readonly backend: Backend }[] {
  return kongRoutes(cluster).flatMap((status) => {
    if (status.backends.every((backend) => backend.fault !== fault)) return [];
    const seen = new Set<string>();
    return status.backends.flatMap((backend) => {
      if (backend.fault !== fault) return [];
      const { group, kind, namespace, name } = backend.ref.to;
      const key = JSON.stringify([
        group,
        kind,
        namespace,
        name,
        fault === 'port-not-found' ? backend.ref.port?.value : null,
      ]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ status, backend }];
    });
  });
}

/** Whether a route that is served sends no request to a backend: each time it names it, the weight is 0. */
export function isIdle({ served, backends }: RouteStatus, { ref: { to } }: Backend): boolean {
  const same = backends.filter(({ ref }) => ref.to.name === to.name && ref.to.namespace === to.namespace);
  return served !== false && same.every(({ ref }) => ref.weight === 0);
}
