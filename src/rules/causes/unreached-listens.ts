import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { ProxyService, KongListen, Proxy, Service } from '../../kong/model/model.ts';
import { isRelease } from '../../kong/model/origin.ts';

/** A listen of Kong that no Service in front of it leads to. */
export interface UnreachedListen {
  readonly proxy: Proxy;
  readonly kind: 'stream' | 'proxy';
  readonly listen: KongListen;
  /** The Services in front of the data plane. */
  readonly services: readonly Service[];
}

/** The listens that somebody wrote by hand and no Service leads to, each port once; those a listener asks for are told of it. */
export function unreachedListens(cluster: ClusterView): readonly UnreachedListen[] {
  return cluster.proxies.flatMap((proxy) => {
    const proxyServices = cluster.proxyServices.filter((proxyService) => proxyService.proxy === proxy);
    if (proxyServices.length === 0 || proxyServices.some((proxyService) => leadsNowhere(cluster, proxyService)))
      return [];
    const services = proxyServices.map(({ service }) => service);
    const unreached = written(proxy).filter(
      ({ listen }) => !services.some((service) => leadsTo(service, listen)) && !isAskedFor(cluster, listen.port),
    );
    const once = new Map<string, (typeof unreached)[number]>();
    for (const each of unreached) {
      const key = `${each.kind} ${each.listen.port}`;
      if (!once.has(key)) once.set(key, each);
    }
    return [...once.values()].map((each) => ({ ...each, proxy, services }));
  });
}

/** Those that a chart derives have their Service port from the same values. */
function written(proxy: Proxy): Pick<UnreachedListen, 'kind' | 'listen'>[] {
  const stream = proxy.streamListen.certainty === 'known' ? proxy.streamListen.value : [];
  // Beside a plain manifest a proxy listen may be closed on purpose (TLS only, say).
  const http = isRelease(proxy.origin) && proxy.proxyListen.certainty === 'known' ? proxy.proxyListen.value : [];
  return [
    ...stream.map((listen) => ({ listen, kind: 'stream' as const })),
    ...http.map((listen) => ({ listen, kind: 'proxy' as const })),
  ];
}

/** A name may lead anywhere, and so may ports that are not known. */
function leadsTo({ ports, unknownPart, invalidPorts = [] }: Service, listen: KongListen): boolean {
  if (unknownPart || invalidPorts.length > 0) return true;
  return ports.some(({ targetPort: { value } }) => value === listen.port || Number.isNaN(Number(value)));
}

/** Whether a port of the Service leads a listener to where Kong does not listen: two numbers that differ, told there. */
function leadsNowhere({ gateways }: ClusterView, { service }: ProxyService): boolean {
  return gateways.some(({ listeners }) =>
    listeners.some(({ servedBy }) => servedBy?.service === service && servedBy.listen === null),
  );
}

function isAskedFor({ gateways }: ClusterView, port: number): boolean {
  return gateways.some(({ listeners }) => listeners.some(({ listener }) => listener.port.value === port));
}
