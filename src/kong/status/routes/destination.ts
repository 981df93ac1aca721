import type { Route } from '../../../gatewayapi/route.ts';
import type { Controller } from '../../model/model.ts';
import { kindTraits } from './kind-traits.ts';
import type { JudgedParent } from './parents.ts';

/**
 * Whether Kong listens where a TCP or UDP route is sent: it compares the ports of the Gateway's listeners with its own
 * port, or what `port_maps` makes of that. Null where that is not known; true for other kinds.
 */
export function reachesDestination(
  { kind }: Route,
  own: readonly JudgedParent[],
  { proxies, embeddedIn }: Pick<Controller, 'proxies' | 'embeddedIn'>,
): boolean | null {
  const { stream } = kindTraits[kind];
  // Kong Operator opens in Kong what the listeners of its Gateway ask for.
  if (stream === null || embeddedIn !== undefined) return true;
  const asked = new Set(
    own.flatMap(({ gateway, ref }) =>
      (gateway?.listeners ?? [])
        .filter(({ listener }) => listener.protocol.value === stream)
        .filter(({ listener }) => ref.sectionName === null || ref.sectionName.value === listener.name.value)
        .map(({ listener }) => listener.port.value),
    ),
  );
  const gateways = own.flatMap(({ gateway }) => gateway ?? []);
  if (gateways.some(({ offers }) => offers === null)) return null;
  const streams = gateways
    .flatMap(({ offers }) => offers ?? [])
    .filter(({ listen }) => listen?.kind === 'stream' && listen.entry.udp === (stream === 'UDP'))
    .map(({ targetPort }) => targetPort);
  const answers = streams.flatMap((port) =>
    proxies.map(({ portMaps }) =>
      portMaps.certainty === 'unknown' ? null : asked.has(portMaps.value.get(port) ?? port),
    ),
  );
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}
