import { blame } from '../causes/listener-cause.ts';
import {
  afterMerge,
  controllerPlace,
  gatewayName,
  listenerField,
  listenersOf,
  serviceName,
} from '../wording/describe.ts';
import { setControllerEnv } from '../fixes/controller-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';

export const udpPublishServiceMissing: Rule = {
  id: 'udp-publish-service-missing',
  about: 'controller',
  title: 'A UDP listener leads to a Service that the controller does not publish',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway, status } of listenersOf(cluster.gateways)) {
      const found = blame(gateway, status, cluster.fronts);
      const { listener } = status;
      const at = firstLocation(listener.port.at, listener.name.at);
      if (found?.cause !== 'udp-not-published' || at === undefined) continue;
      const { controller, front } = found;
      const place = controllerPlace(controller);
      const ref = front.service.namespace === null ? null : `${front.service.namespace}/${front.service.name}`;
      yield {
        at,
        message:
          `listener "${listener.name.value}" asks for UDP ${listener.port.value}, which ${serviceName(front.service)} has, but the controller ` +
          `${controller.id} does not publish that Service: set CONTROLLER_PUBLISH_SERVICE_UDP. ${afterMerge(status.conditions)}`,
        resource: gatewayName(gateway),
        field: listenerField(listener, 'port'),
        related: place ? [{ at: place, message: `controller ${controller.id} is set up here` }] : [],
        changes: ref === null ? [] : ways(setControllerEnv(controller, 'publish_service_udp', ref)),
      };
    }
  },
};
