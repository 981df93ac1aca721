import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Backend, BackendFault, RouteStatus } from '../../kong/model/route-status.ts';
import { kongRoutes } from './kong-routes.ts';

/** Backends with a fault, each reference once, of routes that a controller of Kong's looks at. */
export function faultyBackends(
  cluster: Pick<ClusterView, 'routes'>,
  fault: BackendFault,
): readonly { readonly status: RouteStatus; readonly backend: Backend }[] {
  return kongRoutes(cluster).flatMap((status) => {
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
