import { listenersByCause } from '../causes/listeners-by-cause.ts';
import { controllerRelated } from '../wording/places.ts';
import { setControllerEnv } from '../fixes/controller-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { listenerSubject, serviceName } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';

export const udpPublishServiceMissing: Rule = {
  id: 'udp-publish-service-missing',
  about: 'controller',
  title: 'A UDP listener leads to a Service that the controller does not publish',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway, status, cause } of listenersByCause(cluster, 'udp-not-published')) {
      const { listener } = status;
      const at = firstLocation(listener.port.at, listener.name.at);
      if (at === undefined) continue;
      const { controller, proxyService } = cause;
      const ref =
        proxyService.service.namespace === null
          ? null
          : `${proxyService.service.namespace}/${proxyService.service.name}`;
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'port',
        statement:
          `listener "${listener.name.value}" asks for UDP ${listener.port.value}, which ${serviceName(proxyService.service)} has, but the controller ` +
          `${controller.id} does not publish that Service: set CONTROLLER_PUBLISH_SERVICE_UDP.`,
        outcome: failingCondition(status),
        related: controllerRelated(controller),
        changes: ref === null ? [] : ways(setControllerEnv(controller, 'publish_service_udp', ref)),
      };
    }
  },
};
