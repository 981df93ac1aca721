import type { Fact } from '../../source/location.ts';
import { atLeast } from '../model/image.ts';

/** From which minor release of Kong Operator on something holds. */
interface Behaviour {
  readonly since: string;
  /** The operator's code where it is so. */
  readonly source: string;
}

const code = (path: string): string => `https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/${path}`;
const listeners = code('controller/gateway/controller_reconciler_utils.go');
const reconciler = code('controller/gateway/controller.go');
const conditions = code('pkg/utils/kubernetes/status.go');
const routes = code('ingress-controller/internal/controllers/gateway/route_utils.go');

/** How releases of Kong Operator differ in what they make of Gateways and routes: one row for each behaviour. */
const behaviours = {
  /** A Secret or ConfigMap without a label is not seen. */
  'needs-labels': { since: '2.0', source: code('modules/manager/cache_options.go') },
  'reads-listener-options': { since: '2.0', source: listeners },
  /** `spec.infrastructure.parametersRef` is merged over that of the class. */
  'merges-parameters-of-gateways': { since: '2.1', source: listeners },
  'compares-hostnames-of-routes': { since: '2.1', source: listeners },
  'takes-64-ports': { since: '2.1', source: code('api/gateway-operator/v1beta1/dataplane_types.go') },
  /** The name of the DataPlane, five letters longer than that of the Gateway, becomes a label. */
  'labels-with-names': { since: '2.1', source: code('pkg/utils/kubernetes/resources/services.go') },
  'waits-for-data-plane': { since: '2.1', source: reconciler },
  /** ResolvedRefs of an HTTPRoute tells of its plugins too. */
  'resolves-plugins': {
    since: '2.1',
    source: code('ingress-controller/internal/controllers/gateway/httproute_controller.go'),
  },
  'serves-tls': { since: '2.2', source: listeners },
  /** Two TLS listeners may not share a port. */
  'conflicts-tls-on-one-port': { since: '2.2', source: listeners },
  'refuses-conflicted-listeners': { since: '2.2', source: listeners },
  /** `supportedKinds` of a listener that is not accepted is empty. */
  'empties-kinds-of-refused': { since: '2.2', source: listeners },
  'takes-no-certificate': { since: '2.2', source: listeners },
  'compares-namespaces-of-parents': { since: '2.2', source: code('pkg/utils/gateway/ownerrefs.go') },
  /** It sets KONG_PORT_MAPS and KONG_STREAM_LISTEN itself. */
  'sets-port-maps': { since: '2.2', source: listeners },
  /** The name of the Gateway becomes a label. */
  'labels-with-gateway': { since: '2.2', source: listeners },
  'lists-v1-grants': { since: '2.2', source: code('pkg/utils/kubernetes/referencegrant.go') },
  'reports-pending-gateways': { since: '2.2', source: listeners },
  'reads-images-with-ports': { since: '2.3', source: code('internal/versions/validation.go') },
  'serves-tcp-and-udp': { since: '2.3', source: listeners },
  'serves-grpc': { since: '2.3', source: listeners },
  /** One listener that is accepted is enough for the Gateway. */
  'accepts-in-part': { since: '2.3', source: conditions },
  'refuses-parameters-of-gateways': { since: '2.3', source: reconciler },
  /** What a route is told first is what was asked first. */
  'tells-in-order': { since: '2.3', source: routes },
} as const satisfies Readonly<Record<string, Behaviour>>;

export type OperatorBehaviour = keyof typeof behaviours;

/** Whether a release of the operator behaves so. */
export function does(release: string, name: OperatorBehaviour): boolean {
  return atLeast(release, behaviours[name].since);
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
