import type { Related } from '../../finding.ts';
import type { Controller, KongListen, Proxy, ProxyService, ServedBy } from '../../kong/model/model.ts';
import { isLocation, type Fact } from '../../source/location.ts';

type Target = Pick<ServedBy, 'service' | 'targetPort' | 'listen'>;

/** Where a Service port leads: Kong's listen there, or that the controller finds none. */
export function whereItLeads({ targetPort, listen }: Target, controller: Controller | null): string {
  if (listen) return `${listen.kind} listen ${listen.entry.port}${listen.entry.ssl ? ' ssl' : ''}`;
  return `port ${targetPort}, where ${otherTransport(targetPort, controller) ?? 'Kong does not listen'}`;
}

/** `Kong takes UDP only`: half a sentence for a port where Kong has a stream listen, but not for the transport of the Service port. */
export function otherTransport(port: number, controller: Controller | null): string | null {
  const [stream] = (controller?.proxies ?? []).flatMap(({ streamListen }) => listensAt(streamListen, port));
  return stream === undefined ? null : `Kong takes ${stream.udp ? 'UDP' : 'TCP'} only`;
}

/** Where the listens are set that the controller reads, when those are not the listens of the Kong behind the Service. */
export function controlPlaneRelated(
  offers: readonly Target[],
  controller: Controller | null,
  proxyServices: readonly ProxyService[],
): readonly Related[] {
  const [apart] = offers.flatMap((offer) =>
    offer.listen === null ? (controlPlaneApart(offer, controller, proxyServices) ?? []) : [],
  );
  const { proxyListen } = apart?.controlPlane ?? {};
  return proxyListen?.certainty === 'known' && isLocation(proxyListen.at)
    ? [
        {
          at: proxyListen.at,
          message: `the proxy listen of the control plane ${apart?.controlPlane.id ?? ''} is set here`,
        },
      ]
    : [];
}

/** The control plane whose listens the controller reads, where it finds none, and the data plane behind the Service that has one. */
export function controlPlaneApart(
  { service, targetPort }: Target,
  controller: Controller | null,
  proxyServices: readonly ProxyService[],
): { readonly controlPlane: Proxy; readonly dataPlane: Proxy } | null {
  const controlPlane = controller?.proxies.find(({ role }) => role === 'control_plane');
  const dataPlane = proxyServices.find(
    (each) =>
      each.service === service &&
      each.proxy !== controlPlane &&
      [each.proxy.proxyListen, each.proxy.streamListen].some((listens) => listensAt(listens, targetPort).length > 0),
  )?.proxy;
  return controlPlane && dataPlane ? { controlPlane, dataPlane } : null;
}

function listensAt(listens: Fact<readonly KongListen[]>, port: number): readonly KongListen[] {
  return listens.certainty === 'unknown' ? [] : listens.value.filter((listen) => listen.port === port);
}
