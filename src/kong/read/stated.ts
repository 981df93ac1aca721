import type { ControllerConfig } from '../../config/config.ts';
import { factAt, unknown, type Fact, type Located, type Location, type Place } from '../../source/location.ts';
import { assumedVersion, defaultControllerName, defaultIngressClass, type UnresolvedController } from './controller.ts';
import { kongListens, listensOf } from './listen-facts.ts';
import type { ListenOwner, ListenProblem } from '../model/listen-problem.ts';
import type { Proxy, Service } from '../model/model.ts';
import { settingsOf } from '../flags/settings.ts';
import type { EnvValue } from '../model/env-value.ts';

/** What the configuration file says is in the cluster but not in the repository. */
export interface Stated {
  readonly controller: UnresolvedController;
  /** Null when the configuration states no listens. */
  readonly proxy: Proxy | null;
  /** The publish Service, where the configuration states its ports. */
  readonly services: readonly Service[];
  readonly problems: readonly ListenProblem[];
}

/** A controller of the configuration file, with the data plane and the Service that are stated with it. */
export function statedBy(config: ControllerConfig): Stated {
  const proxy = statedProxy(config);
  return { controller: statedController(config), ...proxy, services: statedServices(config) };
}

function statedController(config: ControllerConfig): UnresolvedController {
  const { at, version } = config;
  const from = 'Kong Ingress Controller';
  const release = version ?? assumedVersion;
  const stated = (value: string | null, what: string): Fact<string | null> =>
    value === null ? unknown(`the configuration does not state ${what}`) : known(value, at);
  return {
    id: config.name,
    workload: { namespace: null, name: config.name },
    kind: 'kic',
    controllerName:
      config.controllerName === null
        ? { certainty: 'defaulted', value: defaultControllerName, from }
        : known(config.controllerName, at),
    publishService: stated(config.publishService, 'its publish Service'),
    publishServiceUdp:
      config.publishServiceUdp === null
        ? { certainty: 'defaulted', value: null, from }
        : known(config.publishServiceUdp, at),
    gatewayToReconcile: { certainty: 'defaulted', value: null, from },
    featureGates: unknown('the configuration does not state its feature gates'),
    ingressClass: { certainty: 'defaulted', value: defaultIngressClass, from },
    watchNamespaces: { certainty: 'defaulted', value: null, from },
    enabled: new Map(),
    combinesServices: { certainty: 'defaulted', value: false, from },
    admissionWebhook: unknown('the configuration does not state its webhook'),
    version: version === null ? { certainty: 'defaulted', value: release, from: 'an assumption' } : known(version, at),
    origin: config,
    at,
    unknownGates: [],
    startFailures: [],
    settings: settingsOf(
      { role: 'ingress-controller', name: '', image: null, env: new Map(), args: [], unknownEnv: null },
      release,
    ),
    versionAssumed: version === null,
  };
}

function statedProxy(config: ControllerConfig): Pick<Stated, 'proxy' | 'problems'> {
  const { proxyListen, streamListen, at } = config;
  if (proxyListen === null && streamListen === null) return { proxy: null, problems: [] };
  const owner: ListenOwner = { statedBy: 'configuration', workload: { namespace: null, name: config.name } };
  // Of two strings the one that is not stated has Kong's own default.
  const text = (value: string | null, variable: keyof typeof kongListens): EnvValue =>
    value === null ? textAt(kongListens[variable], { default: 'Kong' }) : textAt(value, at);
  const http = listensOf('KONG_PROXY_LISTEN', text(proxyListen, 'KONG_PROXY_LISTEN'), owner);
  const stream = listensOf('KONG_STREAM_LISTEN', text(streamListen, 'KONG_STREAM_LISTEN'), owner);
  const proxy: Proxy = {
    id: config.name,
    workload: { namespace: null, name: config.name },
    proxyListen: http.listens,
    streamListen: stream.listens,
    role: 'traditional',
    version: unknown("the configuration does not state Kong's version"),
    plainRelease: unknown('the configuration does not state the image of Kong'),
    plugins: unknown('the configuration does not state the image of Kong'),
    routerFlavor: unknown("the configuration does not state Kong's router flavor"),
    portMaps: unknown('the configuration does not state port maps'),
    namespace: splitName(config.publishService)?.namespace ?? null,
    origin: config,
    labels: null,
  };
  return { proxy, problems: [...http.problems, ...stream.problems] };
}

function statedServices(config: ControllerConfig): readonly Service[] {
  const name = splitName(config.publishService);
  if (name === null || config.servicePorts === null) return [];
  const located = <T>(value: T): Located<T> => ({ value, at: config.at });
  return [
    {
      ...name,
      type: 'LoadBalancer',
      ports: config.servicePorts.map(({ port, targetPort, protocol }) => ({
        name: null,
        port: located(port),
        protocol: located(protocol),
        targetPort: located(targetPort),
        nodePort: null,
        appProtocol: null,
      })),
      at: config.at,
      origin: config,
      selector: null,
    },
  ];
}

function splitName(text: string | null): { readonly namespace: string; readonly name: string } | null {
  const [namespace, name] = text?.split('/') ?? [];
  return namespace === undefined || name === undefined ? null : { namespace, name };
}

function textAt(value: string, at: Place): EnvValue {
  return { kind: 'value', value, at, node: null, entries: null };
}

function known<T>(value: T, at: Location): Fact<T> {
  return factAt(value, at);
}
