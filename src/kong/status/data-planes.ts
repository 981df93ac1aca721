import type { UnresolvedController } from '../read/controller.ts';
import type { Proxy, Service } from '../model/model.ts';
import { leadsTo } from './service-targets.ts';
import { service as serviceKind } from '../../kubernetes/kinds.ts';
import type { Targets } from '../../kubernetes/targets.ts';
import type { Setting } from '../flags/settings.ts';

/** The data planes whose Admin API a controller speaks to. */
export interface DataPlanes {
  readonly proxies: readonly Proxy[];
  /** Why there are none in the tree, or null. */
  readonly missing: string | null;
}

/**
 * Finds the data planes of a controller: those behind its Admin API Service (gateway discovery) or
 * behind the hosts of its Admin API URL, where `localhost` is its own pod.
 */
export function dataPlanesOf(
  controller: Pick<UnresolvedController, 'id' | 'origin' | 'settings'>,
  namespace: string | null,
  proxies: readonly Proxy[],
  services: Targets<Service>,
): DataPlanes {
  const { settings } = controller;
  const own = proxies.filter((proxy) => proxy.id === controller.id && proxy.origin === controller.origin);
  const discovery = settings.read('kong-admin-svc');
  if (discovery?.kind === 'unknown' && own.length === 0) return unseen(discovery, 'Admin API Service');
  if (discovery?.kind === 'value') {
    const [space = '', name = ''] = discovery.value.split('/');
    return behind(services.one({ ...serviceKind, namespace: space, name }), discovery.value, proxies);
  }
  const url = settings.read('kong-admin-url');
  if (url?.kind === 'unknown' && own.length === 0) return unseen(url, 'Admin API');
  if (url?.kind !== 'value') return own.length > 0 ? { proxies: own, missing: null } : { proxies: [], missing: apart };
  const found = url.value.split(',').map((each) => behindUrl(each.trim(), namespace, own, proxies, services));
  return {
    proxies: [...new Set(found.flatMap((each) => each.proxies))],
    missing: found.find(({ missing }) => missing !== null)?.missing ?? null,
  };
}

const apart = 'the controller expects Kong in its own pod, and the pod runs none that is in the repository';

function unseen({ reason }: Setting & { kind: 'unknown' }, what: string): DataPlanes {
  return { proxies: [], missing: `the controller's ${what} is not known: ${reason}` };
}

function behindUrl(
  url: string,
  namespace: string | null,
  own: readonly Proxy[],
  proxies: readonly Proxy[],
  services: Targets<Service>,
): DataPlanes {
  const host = /^[a-z]+:\/\/(\[[^\]]*\]|[^/:\s]+)/i.exec(url)?.[1] ?? '';
  if (/^(?:localhost|127\..*|\[::1\])$/.test(host)) {
    return own.length > 0 ? { proxies: own, missing: null } : { proxies: [], missing: apart };
  }
  const [name = '', space = namespace] = host.split('.');
  return behind(services.one({ ...serviceKind, namespace: space, name }), host, proxies);
}

function behind(service: Service | null, asked: string, proxies: readonly Proxy[]): DataPlanes {
  if (service === null) return { proxies: [], missing: `the Admin API Service ${asked} is not in the repository` };
  const found = proxies.filter((proxy) => leadsTo(service, proxy));
  const missing = found.length > 0 ? null : `no Kong behind the Admin API Service ${asked} is in the repository`;
  return { proxies: found, missing };
}
