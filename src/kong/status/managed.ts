import type { Gateway } from '../../gatewayapi/gateway.ts';
import type { Fact } from '../../source/location.ts';
import { atLeast } from '../model/image.ts';
import type { ManagedFault } from '../model/managed-fault.ts';

/**
 * The faults of a managed Gateway. The operator opens the ports itself, so none is ever missing;
 * protocols hang on its version, and nothing is said of them when that is not known.
 */
export function managedFaults(gateway: Gateway, version: Fact<string>): readonly ManagedFault[] {
  if (gateway.unknownPart !== null) return [];
  const release = version.certainty === 'unknown' ? null : version.value;
  return gateway.listeners.flatMap((listener) => {
    const { name, protocol, tls } = listener;
    const faults: ManagedFault[] = [];
    const protocols = release === null ? null : protocolsOf(release);
    if (protocols !== null && release !== null && !protocols.includes(protocol.value)) {
      const reason = `listener "${name.value}" asks for ${protocol.value}, but Kong Operator ${release} serves ${protocols.join(', ')}`;
      faults.push({ condition: 'UnsupportedProtocol', reason, at: protocol.at, listener });
    }
    const [, second] = tls?.certificateRefs ?? [];
    if (second !== undefined) {
      const reason = `listener "${name.value}" has several certificateRefs, but Kong Operator takes one for each listener`;
      faults.push({ condition: 'TooManyTLSSecrets', reason, at: second.at, listener });
    }
    if (tls !== null && tls.mode !== null && tls.mode !== 'Terminate' && protocol.value !== 'TLS') {
      const reason = `listener "${name.value}" has the TLS mode ${tls.mode}, but for ${protocol.value} Kong Operator only supports Terminate`;
      faults.push({ condition: 'InvalidCertificateRef', reason, at: tls.at, listener });
    }
    return faults;
  });
}

/** TLS came with 2.2, TCP and UDP with 2.3. */
function protocolsOf(release: string): readonly string[] {
  const http = ['HTTP', 'HTTPS'];
  if (!atLeast(release, '2.2')) return http;
  return atLeast(release, '2.3') ? [...http, 'TLS', 'TCP', 'UDP'] : [...http, 'TLS'];
}
