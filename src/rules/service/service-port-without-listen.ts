import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, serviceName } from '../wording/names.ts';
import { kicListeners } from '../causes/kic-listeners.ts';

export const servicePortWithoutListen: Rule = {
  id: 'service-port-without-listen',
  about: 'service',
  title: 'A publish Service sends a listener to a port where Kong does not listen',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway, status } of kicListeners(cluster.gateways)) {
      const { listener, servedBy, conditions } = status;
      // A named target port is read as 0: that is service-named-target-port.
      if (
        servedBy === null ||
        servedBy.listen !== null ||
        servedBy.targetPort === 0 ||
        conditions?.Programmed?.status !== 'True'
      )
        continue;
      const { service, port, targetPort } = servedBy;
      const listenerAt = firstLocation(listener.port.at, listener.name.at);
      const at = firstLocation(port.targetPort.at, port.port.at, service.at, listenerAt);
      if (at === undefined) continue;
      yield {
        at,
        message:
          `port ${port.port.value} of ${serviceName(service)} leads to ${targetPort}, where Kong has neither a proxy listen nor a stream listen. ` +
          `After merge: listener "${listener.name.value}" of ${gatewayName(gateway)} says Programmed=True, and its traffic is refused.`,
        resource: gatewayName(gateway),
        field: `listeners[${listener.name.value}] target`,
        related: listenerAt
          ? [{ at: listenerAt, message: `listener "${listener.name.value}" asks for the port here` }]
          : [],
      };
    }
  },
};
