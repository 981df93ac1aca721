import { stringMap } from '../../gatewayapi/metadata.ts';
import { textAt } from '../../gatewayapi/placeholder.ts';
import { get, listAt, numberAt, stringAt, type Node } from '../../source/node.ts';
import { onceFor } from '../../source/once-for.ts';
import { service } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { Service, ServicePort } from '../model/model.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** The Service that an object states, or null when it is something else. */
export function serviceFromObject(object: KubeObject): Service | null {
  if (!isOfKind(object, service)) return null;
  const { namespace, name } = object;
  const spec = get(object.root, 'spec') ?? noSpec;
  return { namespace, name: name.value, at: name.at, origin: object, ...readSpec(spec) };
}

const noSpec: Node = { kind: 'scalar', value: null, text: '', style: 'plain', at: { default: 'Kubernetes' } };

// Overlays give one spec to the Services of many clusters.
const readSpec = onceFor((spec: Node): Pick<Service, 'type' | 'ports' | 'selector' | 'unknownPart'> => {
  const written = get(spec, 'ports');
  const ports = listAt(written).map(readPort);
  const blind = ports.find((port): port is string => typeof port === 'string');
  const selector = get(spec, 'selector');
  return {
    type: stringAt(spec, 'type')?.value ?? 'ClusterIP',
    // What filter returns has room for more.
    ports: ports.filter((port): port is ServicePort => typeof port !== 'string').slice(),
    selector: selector === undefined ? null : stringMap(selector),
    unknownPart: unlisted(written) ?? blind ?? null,
  };
});

/** Why the ports are no list that can be read, or null. */
function unlisted(ports: Node | undefined): string | null {
  if (ports === undefined || ports.kind === 'list' || (ports.kind === 'scalar' && ports.value === null)) return null;
  const text = textAt(ports);
  return typeof text === 'string' ? text : 'its ports are not a list';
}

/** A port with the API server's defaults, or why it cannot be read. */
function readPort(item: Node): ServicePort | string {
  if (item.kind === 'unknown') return item.reason;
  const port = numberAt(item, 'port');
  const target = get(item, 'targetPort');
  if (port === undefined) return blindness(get(item, 'port'), 'a port has no number');
  const written = target?.kind === 'scalar' ? target.value : target === undefined ? null : false;
  if (typeof written === 'boolean') return blindness(target, 'a target port is neither a number nor a name');
  const filledIn = [textAt(item, 'protocol'), textAt(item, 'targetPort')].find((text) => typeof text === 'string');
  if (filledIn !== undefined) return filledIn;
  return {
    name: stringAt(item, 'name')?.value ?? null,
    port,
    protocol: stringAt(item, 'protocol') ?? { value: 'TCP', at: port.at },
    targetPort: written === null ? port : { value: written, at: target?.at ?? port.at },
    nodePort: numberAt(item, 'nodePort')?.value ?? null,
    appProtocol: stringAt(item, 'appProtocol')?.value ?? null,
  };
}

function blindness(node: Node | undefined, otherwise: string): string {
  return node?.kind === 'unknown' ? node.reason : otherwise;
}
