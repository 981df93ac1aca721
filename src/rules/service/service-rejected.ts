import { restsOn } from '../wording/places.ts';
import type { ClusterView, Service } from '../../kong/model/model.ts';
import { ways } from '../fixes/value-changes.ts';
import { correctProtocol } from '../fixes/service-fixes.ts';
import { serviceRejections } from '../../kong/status/service-admission.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { isRelease } from '../../kong/model/origin.ts';
import { serviceName, serviceSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import type { WorkloadName } from '../../kong/model/workload-name.ts';
import type { Outcome } from '../../finding.ts';

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
      listenProblems.some(({ owner }) => isSame(owner.workload, proxyService.proxy.workload)),
  );
}

function isSame(one: WorkloadName, other: WorkloadName): boolean {
  return one.namespace === other.namespace && one.name === other.name;
}

/** Helm applies all of a release or fails; a manifest that is refused leaves what is there. */
function refused({ origin }: Service): Outcome {
  return isRelease(origin)
    ? outcomeOf('release-fails', 'the release cannot be installed or upgraded')
    : outcomeOf('refused-by-api-server', 'the Service stays as it is in the cluster');
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
          subject: serviceSubject(service, about ?? undefined),
          field: 'ports',
          statement: `the API server refuses ${serviceName(service)}${restsOn(service.origin)}, because ${reason}.`,
          outcome: refused(service),
          changes: port === null ? [] : ways(...correctProtocol(service, port)),
        };
      }
    }
  },
};
