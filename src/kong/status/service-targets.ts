import { service as serviceKind } from '../../kubernetes/kinds.ts';
import { Targets } from '../../kubernetes/targets.ts';
import type { Controller, ProxyService, Proxy, Service } from '../model/model.ts';

/** The Services of a cluster, found by name and namespace. */
export function serviceTargets(services: readonly Service[]): Targets<Service> {
  const { group, kind } = serviceKind;
  return new Targets(services, ({ namespace, name }) => ({ group, kind, namespace, name }));
}

/** Whether a Service sends to a data plane: by its selector, and by the release where a chart makes both. */
export function leadsTo(service: Service, proxy: Pick<Proxy, 'labels' | 'namespace' | 'origin'>): boolean {
  const { selector } = service;
  if (selector === null || proxy.labels === null) return service.origin === proxy.origin;
  if (selector.size === 0) return false;
  const near = service.namespace === null || proxy.namespace === null || service.namespace === proxy.namespace;
  if (!near) return false;
  // Every Service is held against every data plane: nothing is made for it.
  for (const [key, value] of selector) if (proxy.labels.get(key) !== value) return false;
  return true;
}

/**
 * Every pair of a Service and a data plane that it sends to, and who publishes the Service. A control
 * plane opens no listens for clients.
 */
export function proxyServicesOf(
  services: readonly Service[],
  proxies: readonly Proxy[],
  controllers: readonly Controller[],
): readonly ProxyService[] {
  return services.flatMap((service) => {
    const behind = proxies.filter((proxy) => proxy.role !== 'control_plane' && leadsTo(service, proxy));
    if (behind.length === 0) return [];
    const publishedBy = controllers.flatMap((controller) =>
      controller.publish.filter((published) => published.service === service).map(({ role }) => ({ controller, role })),
    );
    return behind.map((proxy) => ({ service, proxy, publishedBy }));
  });
}
