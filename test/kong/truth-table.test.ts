import { describe, expect, test } from 'vitest';
import { listenerConditions } from '../../src/kong/status/listener-status.ts';
import { offersOf } from '../../src/kong/status/offers.ts';
import { conditionsLine, listeners, listens, service } from './model-shorthand.ts';

/**
 * Kong's default proxy listens are 8000 and 8443 (ssl); the third column holds the stream listens.
 * Publish Services are parted by "+". The last column says for each listener: "ok", or the
 * conditions that stand beside Programmed=False/Invalid, by their reason.
 */
const table = `
A  | the usual two                          | 80->8000 443->8443              |                           | HTTP:80; HTTPS:443       | ok; ok
B  | the container's port                   | 80->8000 443->8443              |                           | HTTP:8000                | PortUnavailable
C  | no TCP listen at all                   | 80->8000 443->8443              |                           | TCP:9000                 | UnsupportedProtocol
D  | named target ports                     | 80->kong-proxy 443->kong-tls    |                           | HTTP:80                  | UnsupportedProtocol
D2 | a named target port fools a TCP one    | 80->proxy                       |                           | TCP:80                   | ok
E  | TLS ends before Kong                   | 80->8000 443->8000              |                           | HTTP:80; HTTPS:443       | ok; UnsupportedProtocol
E2 | the right listener behind that         | 80->8000 443->8000              |                           | HTTP:443                 | ok
F  | one number twice: the last target wins | 53->5300 53/UDP->8443           | 0.0.0.0:5300              | TCP:53                   | UnsupportedProtocol
G  | a second Service for UDP               | 9000->9000 + 9999/UDP->9999     | 0.0.0.0:9000, [::]:9999 udp | TCP:9000; UDP:9999     | ok; ok
H  | the UDP Service is not published       | 80->8000 9000->9000             | 0.0.0.0:9000, [::]:9999 udp | UDP:9999               | UnsupportedProtocol
I  | HTTP and HTTPS on one port             | 80->8000 443->8443              |                           | HTTP:80; HTTPS:80        | Accepted ProtocolConflict ResolvedRefs; PortUnavailable ProtocolConflict
I2 | the other way round                    | 80->8000 443->8443              |                           | HTTPS:443; HTTP:443      | Accepted ProtocolConflict ResolvedRefs; PortUnavailable ProtocolConflict
J  | one hostname twice                     | 443->8443                       |                           | HTTPS:443 x.io; HTTPS:443 x.io; HTTPS:443 y.io | Accepted HostnameConflict ResolvedRefs; Accepted HostnameConflict; ok
J2 | the first hostname is free             | 443->8443                       |                           | HTTPS:443 x.io; HTTPS:443 y.io; HTTPS:443 y.io | ok; Accepted HostnameConflict ResolvedRefs; Accepted HostnameConflict
K  | HTTPS and TLS may share a port         | 80->8000 443->8443              |                           | HTTPS:443; TLS:443 z.io  | ok; UnsupportedProtocol
L  | TCP never shares                       | 80->8000 9000->9000             | 0.0.0.0:9000              | TCP:9000; TCP:9000       | Accepted ProtocolConflict ResolvedRefs; Accepted ProtocolConflict
M  | TLS and TCP on one TLS listen          | 80->8000 8899->8899             | 0.0.0.0:8899 ssl          | TLS:8899; TCP:8899       | Accepted ProtocolConflict ResolvedRefs; UnsupportedProtocol ProtocolConflict
M2 | the stream listen lacks ssl            | 80->8000 8899->8899             | 0.0.0.0:8899              | TLS:8899                 | UnsupportedProtocol
N  | proxy wins over stream                 | 443->8443                       | 0.0.0.0:8443 ssl          | HTTPS:443                | ok
Q  | TCP and UDP go to one target           | 443->8443 443/UDP->8443         |                           | HTTPS:443                | ok
R  | a port without a listen fools a TCP one | 80->8000 8444->8444            |                           | TCP:8444                 | ok
S  | all are held against the first         | 443->8443                       |                           | TCP:443; HTTPS:443; HTTPS:443 | UnsupportedProtocol ProtocolConflict; Accepted ProtocolConflict; Accepted ProtocolConflict
U  | a protocol conflict hides a hostname's | 443->8443                       |                           | HTTPS:443; HTTPS:443; TCP:443 | Accepted ProtocolConflict ResolvedRefs; Accepted ProtocolConflict; UnsupportedProtocol ProtocolConflict
X1 | hostnames differ by case               | 443->8443                       |                           | HTTPS:443 x.io; HTTPS:443 X.io | ok; ok
X2 | a protocol nobody knows                | 443->8443                       |                           | QUIC:443                 | UnsupportedProtocol
X3 | a number in quotes is a target         | 80->+8000                       |                           | HTTP:80                  | ok
X4 | an ssl stream listen on a UDP port     | 53/UDP->5300                    | 0.0.0.0:5300 ssl          | TLS:53; UDP:53           | Accepted ProtocolConflict ResolvedRefs; UnsupportedProtocol ProtocolConflict
7.1 | TCP as asked                          | 80->9080                        | 0.0.0.0:9080              | TCP:80                   | ok
7.1 | TLS where there is TCP                | 80->9080                        | 0.0.0.0:9080              | TLS:80                   | UnsupportedProtocol
7.1 | one of two                            | 80->9080                        | 0.0.0.0:9080              | TLS:443; TCP:80          | UnsupportedProtocol; ok
`;

const types: Readonly<Record<string, string>> = {
  Accepted: 'Accepted=T/Accepted',
  PortUnavailable: 'Accepted=F/PortUnavailable',
  UnsupportedProtocol: 'Accepted=F/UnsupportedProtocol',
  HostnameConflict: 'Conflicted=T/HostnameConflict',
  ProtocolConflict: 'Conflicted=T/ProtocolConflict',
  ResolvedRefs: 'ResolvedRefs=T/ResolvedRefs',
};

const rows = table
  .trim()
  .split('\n')
  .map((row) => {
    const [id = '', about = '', services = '', stream = '', asked = '', result = ''] = row
      .split('|')
      .map((cell) => cell.trim());
    return { id, about, services: services.split(' + '), stream, asked, result: result.split('; ').map(expected) };
  });

function expected(result: string): string {
  if (result === 'ok') {
    return 'Accepted=T/Accepted Conflicted=F/NoConflicts ResolvedRefs=T/ResolvedRefs Programmed=T/Programmed';
  }
  return [...result.split(' ').map((reason) => types[reason] ?? `? ${reason}`), 'Programmed=F/Invalid'].join(' ');
}

describe('the conditions of listeners', () => {
  test.each(rows)('$id: $about', ({ services, stream, asked, result }) => {
    const proxyListens = listens('http', '0.0.0.0:8000, [::]:8000, 0.0.0.0:8443 http2 ssl, [::]:8443 http2 ssl');
    const streamListens = listens('stream', stream === '' ? 'off' : stream);
    const offers = services.flatMap((ports) => offersOf(service(ports), proxyListens, streamListens));
    const conditions = listenerConditions({ listeners: listeners(asked), offers, certificates: () => 'ResolvedRefs' });
    expect(conditions.map(conditionsLine)).toEqual(result);
  });
});
