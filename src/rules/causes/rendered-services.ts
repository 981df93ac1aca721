import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Service } from '../../kong/model/model.ts';
import { isRelease } from '../../kong/model/origin.ts';
import type { WorkloadName } from '../../kong/model/workload-name.ts';
import { serviceRejections, type ServiceRejection } from '../../kong/status/service-admission.ts';
import { firstLocation, type Location } from '../../source/location.ts';

/** A Service that a chart renders and that the API server will refuse. */
export interface RefusedService extends ServiceRejection {
  readonly service: Service;
  readonly place: Location;
}

/** Why the API server refuses Services of charts, each at the value that makes it so. */
export function refusedServices(cluster: ClusterView): readonly RefusedService[] {
  return cluster.services.flatMap((service) => {
    if (!isRelease(service.origin) || isToldOfListens(cluster, service)) return [];
    const declared = service.origin.declaration.at;
    return serviceRejections(service).flatMap((rejection) => {
      const place = firstLocation(rejection.at, service.at, declared);
      return place === undefined ? [] : [{ ...rejection, service, place }];
    });
  });
}

/** Whether a listen string of the same values cannot be read: an entry that stands twice breaks both, and is told there. */
function isToldOfListens({ proxyServices, listenProblems }: ClusterView, service: Service): boolean {
  return proxyServices.some(
    (proxyService) =>
      proxyService.service === service &&
      listenProblems.some(({ owner }) => isSame(owner.workload, proxyService.proxy.workload)),
  );
}

function isSame(one: WorkloadName, other: WorkloadName): boolean {
  return one.namespace === other.namespace && one.name === other.name;
}
