import { isRelease, serviceName } from '../kong/describe.ts';
import type { ClusterView, Front, KongListen, Proxy } from '../kong/model.ts';
import { firstLocation } from '../source/location.ts';
import type { Rule } from './rule.ts';

/** The listens that somebody wrote by hand; those that a chart derives have their Service port from the same values. */
function written(proxy: Proxy): { listen: KongListen; kind: string }[] {
  const stream = proxy.streamListen.certainty === 'known' ? proxy.streamListen.value : [];
  // Beside a plain manifest a proxy listen may be closed on purpose (TLS only, say).
  const http = isRelease(proxy.source) && proxy.proxyListen.certainty === 'known' ? proxy.proxyListen.value : [];
  return [
    ...stream.map((listen) => ({ listen, kind: 'stream' })),
    ...http.map((listen) => ({ listen, kind: 'proxy' })),
  ];
}

function leadsTo({ service }: Front, listen: KongListen): boolean {
  return (
    Boolean(service.unknownPart) ||
    (service.invalidPorts ?? []).length > 0 ||
    service.ports.some(({ targetPort }) => targetPort.value === listen.port || Number.isNaN(Number(targetPort.value)))
  );
}

/** Whether a port of the Service leads a listener to where Kong does not listen: one of two numbers that differ, and told there. */
function leadsNowhere({ gateways }: ClusterView, { service }: Front): boolean {
  return gateways.some(({ listeners }) =>
    listeners.some(({ servedBy }) => servedBy?.service === service && servedBy.listen === null),
  );
}

/** Whether a listener asks for the port and is told so already. */
function isAskedFor({ gateways }: ClusterView, port: number): boolean {
  return gateways.some(({ listeners }) => listeners.some(({ listener }) => listener.port.value === port));
}

export const listenWithoutServicePort: Rule = {
  id: 'listen-without-service-port',
  title: 'Kong listens on a port that no Service leads to',
  severity: 'notice',

  *observe(cluster) {
    for (const proxy of cluster.proxies) {
      const fronts = cluster.fronts.filter((front) => front.proxy === proxy);
      if (fronts.length === 0 || fronts.some((front) => leadsNowhere(cluster, front))) continue;
      const told = new Set<string>();
      for (const { listen, kind } of written(proxy)) {
        const at = firstLocation(listen.at);
        const key = `${kind} ${listen.port}`;
        if (
          at === undefined ||
          told.has(key) ||
          fronts.some((front) => leadsTo(front, listen)) ||
          isAskedFor(cluster, listen.port)
        )
          continue;
        told.add(key);
        yield {
          at,
          message:
            `${kind} listen ${listen.port} of ${proxy.id} is open, but ${fronts.map(({ service }) => serviceName(service)).join(' and ')} ` +
            'leads no port to it, so nothing from outside the pod network reaches it.',
          resource: `proxy ${proxy.id}`,
          field: `${kind} listen ${listen.port}`,
        };
      }
    }
  },
};
