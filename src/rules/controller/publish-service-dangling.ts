import { controllerPlace } from '../wording/places.ts';
import { publishProxyService } from '../fixes/controller-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import { namingPlaces } from '../causes/service-naming.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { controllerSubject } from '../wording/names.ts';
import { pending } from '../wording/outcomes.ts';

export const publishServiceDangling: Rule = {
  id: 'publish-service-dangling',
  about: 'controller',
  title: 'A controller publishes a Service that does not exist',
  severity: 'error',

  *observe(cluster) {
    for (const controller of cluster.controllers) {
      for (const { role, ref, missing } of controller.publish) {
        const at = firstLocation(ref.at, ...namingPlaces(controller)) ?? controllerPlace(controller);
        if (missing === null || !missing.certain || at === undefined) continue;
        yield {
          at,
          subject: controllerSubject(controller),
          field: role,
          statement: `the controller ${controller.id} publishes Service ${ref.value}${role === 'publish-udp' ? ' for UDP' : ''}, but ${missing.reason}.`,
          outcome: pending('its Gateways stay'),
          changes: ways(publishProxyService(controller, ref.at, cluster.proxyServices)),
        };
      }
    }
  },
};
