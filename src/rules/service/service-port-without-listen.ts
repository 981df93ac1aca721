import { portAskedFor } from '../wording/places.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, listenerSubject, serviceName } from '../wording/names.ts';
import { notServed } from '../wording/outcomes.ts';
import { controlPlaneApart, otherTransport } from '../wording/target-listen.ts';
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
      // The controller asks a control plane; the traffic goes to the data plane.
      if (controlPlaneApart(servedBy, gateway.controller, cluster.proxyServices) !== null) continue;
      const { service, port, targetPort } = servedBy;
      const at = firstLocation(port.targetPort.at, port.port.at, service.at, listener.port.at, listener.name.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'target',
        statement: `port ${port.port.value} of ${serviceName(service)} leads to ${targetPort}, where ${otherTransport(targetPort, gateway.controller) ?? 'Kong has neither a proxy listen nor a stream listen'}.`,
        outcome: notServed(
          'its traffic is refused',
          `listener "${listener.name.value}" of ${gatewayName(gateway)} says `,
        ),
        related: portAskedFor(listener),
      };
    }
  },
};
