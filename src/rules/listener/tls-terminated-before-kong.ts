import { listenersByCause } from '../causes/listeners-by-cause.ts';
import { relatedAt } from '../wording/places.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { listenerSubject, serviceName } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';

export const tlsTerminatedBeforeKong: Rule = {
  id: 'tls-terminated-before-kong',
  about: 'listener',
  title: 'An HTTPS listener stands where TLS ends before Kong',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway, status, cause } of listenersByCause(cluster, 'tls-terminated')) {
      const { listener } = status;
      const at = firstLocation(listener.protocol.at, listener.name.at);
      if (at === undefined) continue;
      const { port, service, targetPort } = cause.offer;
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'protocol',
        statement:
          `listener "${listener.name.value}" asks for HTTPS ${listener.port.value}, but ${serviceName(service)} sends that port to ${targetPort}, ` +
          `where Kong speaks plain HTTP: TLS ends before Kong, and the listener must be HTTP.`,
        outcome: failingCondition(status),
        related: relatedAt(port.targetPort.at, `the target port of ${serviceName(service)} is set here`),
        // An HTTP listener with a tls block is refused by the API server.
        changes: listener.tls === null ? ways(setValue(listener.node, listener.protocol.at, 'HTTP')) : [],
      };
    }
  },
};
