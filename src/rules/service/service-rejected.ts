import { restsOn } from '../wording/places.ts';
import type { ClusterView, Service } from '../../kong/model/model.ts';
import { ways } from '../fixes/value-changes.ts';
import { correctProtocol } from '../fixes/service-fixes.ts';
import { serviceRejections } from '../../kong/status/service-admission.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { isRelease } from '../../kong/model/origin.ts';
import { serviceName } from '../wording/names.ts';

/** The Services that have to do with Kong: those of its charts, and those that send to it. */
function servicesOf({ services, proxyServices }: ClusterView): readonly Service[] {
  return services.filter(
    (service) => isRelease(service.origin) || proxyServices.some((proxyService) => proxyService.service === service),
  );
}

/** Whether a listen string of the same values cannot be read: an entry that stands twice breaks both, and is told there. */
function isToldOfListens({ proxyServices, listenProblems }: ClusterView, service: Service): boolean {
  return proxyServices.some(
    (proxyService) =>
      proxyService.service === service &&
      listenProblems.some(({ resource }) => resource.includes(proxyService.proxy.id)),
  );
}

export const serviceRejected: Rule = {
  id: 'service-rejected',
  about: 'service',
  title: 'The API server refuses a Service of Kong',
  severity: 'error',

  *observe(cluster) {
    for (const service of servicesOf(cluster)) {
      for (const { about, reason, at, port } of serviceRejections(service)) {
        const declared = isRelease(service.origin) ? service.origin.declaration.at : undefined;
        const place = firstLocation(at, service.at, declared);
        if (place === undefined || isToldOfListens(cluster, service)) continue;
        yield {
          at: place,
          message:
            `the API server refuses ${serviceName(service)}${restsOn(service.origin)}, because ${reason}. ` +
            `After merge: ${isRelease(service.origin) ? 'the release cannot be installed or upgraded' : 'the Service stays as it is in the cluster'}.`,
          resource: serviceName(service),
          field: `ports[${about}]`,
          changes: port === null ? [] : ways(...correctProtocol(service, port)),
        };
      }
    }
  },
};
