import type { Related } from '../../finding.ts';
import type { ListenerStatus, Service, ServicePort } from '../../kong/model/model.ts';
import { isRelease, valuesPrefix } from '../../kong/model/origin.ts';
import { isLocation } from '../../source/location.ts';
import { get, listAt, type MapNode, type Node } from '../../source/node.ts';

/** An entry of `stream` that made a Service port. */
export interface StreamEntry {
  /** `proxy` or `udpProxy`. */
  readonly block: string;
  readonly entry: MapNode;
}

/** The entry of the values behind a port that a chart makes, where it states no protocol. */
export function entryWithoutProtocol({ origin }: Service, { port }: ServicePort): StreamEntry | null {
  if (!isRelease(origin)) return null;
  for (const block of ['proxy', 'udpProxy']) {
    const entry = listAt(origin.values, ...valuesPrefix(origin, 'proxy'), block, 'stream').find(
      (each) => get(each, 'servicePort')?.at === port.at,
    );
    if (entry?.kind === 'map' && isEmpty(get(entry, 'protocol')) && isLocation(entry.at)) return { block, entry };
  }
  return null;
}

function isEmpty(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && (node.value === null || node.value === ''));
}

/** The port that a UDP listener asks for, where it is TCP only because its entry in the values states no protocol. */
export function streamWithoutProtocol({ listener, atPort }: ListenerStatus): StreamEntry | null {
  if (listener.protocol.value !== 'UDP') return null;
  const entries = atPort.flatMap(({ service, port, protocol }) =>
    protocol === 'TCP' ? (entryWithoutProtocol(service, port) ?? []) : [],
  );
  return entries[0] ?? null;
}

/** Where that entry stands. */
export function entryRelated(status: ListenerStatus): readonly Related[] {
  const found = streamWithoutProtocol(status);
  return found && isLocation(found.entry.at)
    ? [{ at: found.entry.at, message: `this entry of ${found.block}.stream states no protocol` }]
    : [];
}
