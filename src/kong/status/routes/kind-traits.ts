import type { KindOfRoute } from '../../../gatewayapi/route.ts';
import type { Controller } from '../../model/model.ts';
import { does } from '../../operator/releases.ts';
import type { ControllerBehaviour } from '../../flags/behaviours.ts';

/** How the controller treats a kind of route. */
export interface KindTraits {
  /** Protocols of listeners that take it. */
  readonly protocols: readonly string[];
  /** The TLS mode in which they do, where `tls` is written; `none`: it must not be; null: any. */
  readonly mode: 'Terminate' | 'Passthrough' | 'none' | null;
  /** The flag that switches it off, or null. */
  readonly flag: string | null;
  /** Which hostnames reach Kong: those that listeners let through, its own or those of listeners, its own, none. */
  readonly hostnames: 'narrowed' | 'own-or-borrowed' | 'own' | 'none';
  /** Whether parents with different sections of one Gateway have entries of their own in the status. */
  readonly isBySection: boolean;
  /** What the releases do of which that is true, where there are others. */
  readonly isBySectionWhere: ControllerBehaviour | null;
  /** The same of entries that name a section at all; null for all releases. */
  readonly namesSectionWhere: ControllerBehaviour | null;
  /** Whether `ResolvedRefs` is written. */
  readonly resolvesReferences: boolean;
  /** Whether nothing is written before Kong has the route. */
  readonly waitsForKong: boolean;
  /** Whether `Programmed` tells that Kong does not get the route; else it stays unknown. */
  readonly tellsFailures: boolean;
  /** Whether entries for parents that name a port are removed as stale. */
  readonly removesPorts: boolean;
  /** Whether it is sent by the port that it arrives at: over UDP or TCP. */
  readonly stream: 'UDP' | 'TCP' | null;
  /** What a rule without backends is: fine, a failure that stops there, or one of the whole route. */
  readonly emptyRule: 'fine' | 'stops' | 'fails';
  /** What a route without rules is: a failure, or nothing to speak of. */
  readonly needsRules: boolean;
  /** The releases that take it with neither rules nor hostnames, where others fail; null where all are alike. */
  readonly isBareWhere: ControllerBehaviour | null;
  readonly needsHostnames: boolean;
  /** Whether a grant is asked for before the backend is looked up. */
  readonly asksGrantFirst: boolean;
}

const stream = {
  mode: 'Terminate',
  flag: null,
  hostnames: 'none',
  isBySection: false,
  isBySectionWhere: null,
  namesSectionWhere: 'accepts-truthfully',
  resolvesReferences: false,
  waitsForKong: true,
  tellsFailures: true,
  removesPorts: false,
  needsRules: true,
  isBareWhere: null,
  needsHostnames: false,
  asksGrantFirst: false,
} as const;

const web = {
  protocols: ['HTTP', 'HTTPS'],
  isBySection: true,
  isBySectionWhere: null,
  namesSectionWhere: null,
  waitsForKong: false,
  tellsFailures: true,
  stream: null,
  emptyRule: 'fine',
  needsHostnames: false,
  asksGrantFirst: false,
} as const;

/**
 * One row for each kind.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/tree/v3.5.13/internal/controllers/gateway
 */
export const kindTraits: Readonly<Record<KindOfRoute, KindTraits>> = {
  HTTPRoute: {
    ...web,
    mode: 'Terminate',
    flag: 'enable-controller-gwapi-httproute',
    hostnames: 'narrowed',
    resolvesReferences: true,
    removesPorts: true,
    needsRules: true,
    isBareWhere: null,
  },
  GRPCRoute: {
    ...web,
    mode: null,
    flag: 'enable-controller-gwapi-grpcroute',
    isBySectionWhere: 'parts-grpc-sections',
    hostnames: 'own-or-borrowed',
    resolvesReferences: false,
    removesPorts: false,
    needsRules: false,
    isBareWhere: 'takes-grpc-without-rules',
  },
  TCPRoute: { ...stream, protocols: ['TCP'], stream: 'TCP', emptyRule: 'stops' },
  UDPRoute: { ...stream, protocols: ['UDP'], mode: 'none', stream: 'UDP', emptyRule: 'fails' },
  TLSRoute: {
    ...stream,
    protocols: ['TLS'],
    mode: 'Passthrough',
    namesSectionWhere: null,
    hostnames: 'own',
    waitsForKong: false,
    stream: null,
    emptyRule: 'fine',
    needsHostnames: true,
  },
};

/**
 * How a controller treats a kind of route: that of Kong Operator has gone on where the ingress controller stands still.
 * Source: https://github.com/Kong/kong-operator/tree/v2.3.0-rc.3/ingress-controller/internal/controllers/gateway
 */
export function traitsOf(kind: KindOfRoute, controller: Pick<Controller, 'embeddedIn'> | null): KindTraits {
  const traits = kindTraits[kind];
  const release = controller?.embeddedIn;
  if (release === undefined) return traits;
  if (kind === 'TLSRoute' && does(release, 'serves-tls'))
    return { ...traits, mode: null, hostnames: 'narrowed', resolvesReferences: true };
  if ((kind === 'TCPRoute' || kind === 'UDPRoute') && does(release, 'serves-tcp-and-udp'))
    return {
      ...traits,
      namesSectionWhere: null,
      resolvesReferences: true,
      waitsForKong: false,
      tellsFailures: false,
      asksGrantFirst: true,
    };
  return traits;
}
