import type { EntityProblem } from './entity-problem.ts';

export type ProtocolFamily = 'http' | 'grpc' | 'stream';

/** Sets of which a route may have protocols of one. */
const sets: readonly (readonly string[])[] = [
  ['http', 'https'],
  ['tcp', 'tls', 'udp'],
  ['tls_passthrough'],
  ['grpc', 'grpcs'],
];

/** Whether a Kong without a licence has the protocol. */
export function isProtocol(protocol: string): boolean {
  return sets.some((set) => set.includes(protocol));
}

export function familyOf(protocols: readonly string[]): ProtocolFamily {
  const [first = ''] = protocols;
  if (first.startsWith('http')) return 'http';
  return first.startsWith('grpc') ? 'grpc' : 'stream';
}

/** Why the protocols of a route are refused, whatever else it has. */
export function protocolProblem(protocols: readonly string[]): EntityProblem | null {
  const unknown = protocols.find((each) => !isProtocol(each));
  if (unknown !== undefined) return { kind: 'unknown-protocol', protocol: unknown };
  const used = sets.filter((set) => set.some((each) => protocols.includes(each)));
  return used.length > 1 ? { kind: 'mixed-protocols', protocols } : null;
}
