import { listenerCause } from '../causes/listener-cause.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { listenerSubject, serviceName } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';
import { kicListeners } from '../causes/kic-listeners.ts';

export const tlsTerminatedBeforeKong: Rule = {
  id: 'tls-terminated-before-kong',
  about: 'listener',
  title: 'An HTTPS listener stands where TLS ends before Kong',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway, status } of kicListeners(cluster.gateways)) {
      const found = listenerCause(gateway, status, cluster.proxyServices);
      const { listener } = status;
      const at = firstLocation(listener.protocol.at, listener.name.at);
      if (found?.cause !== 'tls-terminated' || at === undefined) continue;
      const { port, service, targetPort } = found.offer;
      const target = firstLocation(port.targetPort.at);
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'protocol',
        statement:
          `listener "${listener.name.value}" asks for HTTPS ${listener.port.value}, but ${serviceName(service)} sends that port to ${targetPort}, ` +
          `where Kong speaks plain HTTP: TLS ends before Kong, and the listener must be HTTP.`,
        outcome: failingCondition(status.conditions),
        related: target ? [{ at: target, message: `the target port of ${serviceName(service)} is set here` }] : [],
        // An HTTP listener with a tls block is refused by the API server.
        changes: listener.tls === null ? ways(setValue(listener.node, listener.protocol.at, 'HTTP')) : [],
      };
    }
  },
};
