import type { Controller, ProxyService, Proxy, Service } from '../model/model.ts';

/** The Services of a cluster, found by name. */
export class ServiceIndex {
  readonly #byName: ReadonlyMap<string, readonly Service[]>;

  constructor(services: readonly Service[]) {
    this.#byName = Map.groupBy(services, ({ name }) => name);
  }

  /**
   * The Service of a `namespace/name`. One that states no namespace is meant when it is the only
   * one of its name that could be.
   */
  find(namespace: string | null, name: string): Service | null {
    const alike = this.#byName.get(name) ?? [];
    const exact = alike.filter((service) => service.namespace === namespace);
    if (namespace !== null && exact.length > 0) return exact[0] ?? null;
    const possible = alike.filter((service) => service.namespace === null || namespace === null);
    return possible.length === 1 ? (possible[0] ?? null) : null;
  }
}

/** Whether a Service sends to a data plane: by its selector, and by the release where a chart makes both. */
export function leadsTo(service: Service, proxy: Pick<Proxy, 'labels' | 'namespace' | 'origin'>): boolean {
  const { selector } = service;
  if (selector === null || proxy.labels === null) return service.origin === proxy.origin;
  if (selector.size === 0) return false;
  const near = service.namespace === null || proxy.namespace === null || service.namespace === proxy.namespace;
  const { labels } = proxy;
  return near && [...selector].every(([key, value]) => labels.get(key) === value);
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
