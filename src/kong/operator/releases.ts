import type { Fact } from '../../source/location.ts';
import { atLeast } from '../model/image.ts';
import { operatorBehaviours } from '../versions/operator-behaviours.ts';

/** How releases of the operator may differ. */
export type OperatorBehaviour = keyof typeof operatorBehaviours;

/** From which release on each behaviour holds: none of them ends. */
const since: ReadonlyMap<string, string> = new Map(
  Object.entries(operatorBehaviours).map(([name, { releases }]) => [name, releases.slice('>='.length)]),
);

/** Whether a release of the operator behaves so. */
export function does(release: string, name: OperatorBehaviour): boolean {
  return atLeast(release, since.get(name) ?? release);
}

/** The oldest release of which anything is predicted, and the newest whose code was read. */
const [oldest, newest] = ['1.5', '2.3'] as const;

/** One of each minor release that an operator may be of which nothing tells the release. */
export function anyRelease(): readonly string[] {
  return ['1.5', '1.6', '2.0', '2.1', '2.2', '2.3'];
}

/** What tells how far a release is judged. */
export interface JudgedRelease {
  /** The release by which it is judged; null where nothing is predicted. */
  readonly release: string | null;
  /** Why nothing is predicted, or what the prediction rests on; or null. */
  readonly doubt: string | null;
}

/** By which release one of Kong Operator is judged: one that came after what was read is judged as that. */
export function judgedRelease(version: Fact<string>): JudgedRelease {
  if (version.certainty === 'unknown')
    return { release: null, doubt: `the release of Kong Operator is not known: ${version.reason}` };
  const { value } = version;
  if (!atLeast(value, oldest))
    return { release: null, doubt: `Kong Operator ${value} is older than those whose Gateways are predicted` };
  const isNewer = atLeast(value, newest);
  return { release: value, doubt: isNewer ? `Kong Operator ${value} is judged by 2.3.0-rc.3` : null };
}

/** The kinds of routes that a release takes on listeners of a protocol; none where it does not serve the protocol. */
export function kindsOfProtocol(release: string, protocol: string): readonly string[] {
  switch (protocol) {
    case 'HTTP':
    case 'HTTPS':
      return does(release, 'serves-grpc') ? ['GRPCRoute', 'HTTPRoute'] : ['HTTPRoute'];
    case 'TLS':
      return does(release, 'serves-tls') ? ['TLSRoute'] : [];
    case 'TCP':
    case 'UDP':
      return does(release, 'serves-tcp-and-udp') ? [`${protocol}Route`] : [];
    default:
      return [];
  }
}

/** The protocols that a release serves. */
export function protocolsOf(release: string): readonly string[] {
  return ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'].filter((protocol) => kindsOfProtocol(release, protocol).length > 0);
}
