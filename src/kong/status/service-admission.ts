import type { Place } from '../../source/location.ts';
import type { Service, ServicePort } from '../model/model.ts';

/** Something the API server refuses when a Service is applied: the one that is in the cluster stays as it is. */
export interface ServiceRejection {
  /** The port at fault, `9902/udp`; null for the Service as a whole. */
  readonly about: string | null;
  /** Half a sentence after "because". */
  readonly reason: string;
  readonly at: Place;
  readonly port: ServicePort | null;
}

const protocols: ReadonlySet<string> = new Set(['TCP', 'UDP', 'SCTP']);

/** Whether the API server takes the protocol of a port; it tells capitals from small letters. */
export function isProtocol(protocol: string): boolean {
  return protocols.has(protocol);
}

/**
 * Why the API server refuses a Service, in the order of its ports. Ports without names are not
 * judged: whoever patches the Service may add them.
 */
export function serviceRejections(service: Service): readonly ServiceRejection[] {
  const { ports, invalidPorts = [], at } = service;
  const left = invalidPorts.map((port) => ({ about: null, port: null, ...port }));
  if (isEmpty(service)) return [{ about: null, reason: 'it has no ports', at, port: null }];
  return [...left, ...ports.flatMap((port, index) => faultsOf(port, ports.slice(0, index)))];
}

/** Only a chart makes a Service without ports; a manifest without them adds to another. */
function isEmpty({ ports, invalidPorts = [], origin, type, unknownPart }: Service): boolean {
  const counts = ports.length + invalidPorts.length;
  return counts === 0 && 'chartVersion' in origin && type !== 'ExternalName' && !unknownPart;
}

function faultsOf(port: ServicePort, earlier: readonly ServicePort[]): ServiceRejection[] {
  const { name, protocol, targetPort } = port;
  const number = port.port.value;
  const about = `${number}/${protocol.value}`;
  const fault = (reason: string, at: Place): ServiceRejection[] => [{ about, reason, at, port }];
  if (!isProtocol(protocol.value)) {
    return fault(`port ${number} has the protocol "${protocol.value}", but only TCP, UDP and SCTP exist`, protocol.at);
  }
  if (!isPort(number)) return fault(`it has the port ${number}; ports go from 1 to 65535`, port.port.at);
  if (typeof targetPort.value === 'number' && !isPort(targetPort.value)) {
    return fault(`port ${number} has the target port ${targetPort.value}; ports go from 1 to 65535`, targetPort.at);
  }
  if (earlier.some((other) => other.port.value === number && other.protocol.value === protocol.value)) {
    return fault(`it has the port ${number}/${protocol.value} twice`, port.port.at);
  }
  const namesake = name !== null && earlier.find((other) => other.name === name);
  return namesake ? fault(`ports ${namesake.port.value} and ${number} are both called "${name}"`, port.port.at) : [];
}

function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65_535;
}
