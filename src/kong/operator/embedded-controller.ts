import type { Gateway } from '../../gatewayapi/gateway.ts';
import { factAt, unknown, type Fact } from '../../source/location.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import { defaultGates, gateIn } from '../flags/feature-gates.ts';
import { readImage, versionOfTag } from '../model/image.ts';
import type { Controller, Proxy } from '../model/model.ts';
import { defaultIngressClass } from '../read/controller.ts';
import type { GatewayOptions } from '../model/gateway-options.ts';
import { dataPlanePorts, textOf } from './data-plane.ts';
import { does } from './releases.ts';

/** The release of the ingress controller whose code the operator carries, and the one that 1.x deployed by itself. */
const [carried, deployed] = ['3.5.13', '3.4'] as const;

const from = 'Kong Operator';

/** The switches of `controlPlaneOptions.controllers` by the flag of the ingress controller that does the same. */
const switches: readonly (readonly [flag: string, name: string])[] = [
  ['enable-controller-gwapi-gateway', 'GWAPI_GATEWAY'],
  ['enable-controller-gwapi-httproute', 'GWAPI_HTTPROUTE'],
  ['enable-controller-gwapi-grpcroute', 'GWAPI_GRPCROUTE'],
  ['enable-controller-gwapi-reference-grant', 'GWAPI_REFERENCE_GRANT'],
  ['enable-controller-ingress-networkingv1', 'INGRESS_NETWORKINGV1'],
  ['enable-controller-kongplugin', 'KONG_PLUGIN'],
  ['enable-controller-kongclusterplugin', 'KONG_CLUSTERPLUGIN'],
  ['enable-controller-kongconsumer', 'KONG_CONSUMER'],
];

/** The ingress controller that the operator runs for one Gateway: it reads the routes of that one alone. */
export function embeddedController(
  operator: Controller,
  gateway: Gateway,
  release: string,
  options: GatewayOptions,
): Controller {
  const own = options.controlPlane;
  const isInside = does(release, 'needs-labels');
  const version = isInside ? carried : deployed;
  const on: Fact<boolean> = { certainty: 'defaulted', value: true, from };
  const states = statesOf(listAt(own, 'controllers'));
  return {
    ...operator,
    embeddedIn: release,
    gatewayToReconcile: {
      certainty: 'defaulted',
      value: `${gateway.namespace ?? 'default'}/${gateway.name.value}`,
      from,
    },
    version: { certainty: 'defaulted', value: version, from: `Kong Operator ${release}` },
    versionAssumed: false,
    featureGates: gatesOf(own, version),
    ingressClass:
      options.ingressClass === null
        ? { certainty: 'defaulted', value: defaultIngressClass, from }
        : factAt(options.ingressClass.value, options.ingressClass.at),
    watchNamespaces: watchedBy(own, gateway, operator.watchNamespaces),
    enabled: new Map(
      switches.map(([flag, name]) => {
        const state = states.get(name);
        return [flag, state === undefined ? on : factAt(state.value !== 'disabled', state.at)];
      }),
    ),
    combinesServices: combines(own, isInside),
    unknownGates: gatesUnknownTo(own, version),
    proxies: [proxyOf(gateway, operator, options)],
    startFailures: [],
  };
}

function statesOf(items: readonly Node[]): ReadonlyMap<string, NonNullable<ReturnType<typeof stringAt>>> {
  return new Map(
    items.flatMap((item) => {
      const [name, state] = [stringAt(item, 'name'), stringAt(item, 'state')];
      return name === undefined || state === undefined ? [] : [[name.value, state] as const];
    }),
  );
}

function gatesOf(own: Node | undefined, version: string): Controller['featureGates'] {
  const written = get(own, 'featureGates');
  if (written?.kind === 'unknown') return unknown(written.reason);
  const given = [...statesOf(listAt(written))].map(([gate, state]) => [gate, state.value === 'enabled'] as const);
  const value = new Map([...defaultGates(version), ...given]);
  return written === undefined ? { certainty: 'defaulted', value, from } : factAt(value, written.at);
}

/** Gates that the operator writes into its log and ignores. */
function gatesUnknownTo(own: Node | undefined, version: string): Controller['unknownGates'] {
  return listAt(own, 'featureGates').flatMap((item) => {
    const name = stringAt(item, 'name');
    if (name === undefined) return [];
    const { known, removedIn } = gateIn(version, name.value);
    return known ? [] : [{ gate: name.value, at: name.at, removedIn, meant: null, further: 0 }];
  });
}

/** `all` is what the operator watches. */
function watchedBy(
  own: Node | undefined,
  gateway: Gateway,
  all: Controller['watchNamespaces'],
): Controller['watchNamespaces'] {
  const written = get(own, 'watchNamespaces');
  if (written?.kind === 'unknown') return unknown(written.reason);
  const type = stringAt(written, 'type');
  if (type === undefined || written === undefined || type.value === 'all') return all;
  const home = gateway.namespace ?? 'default';
  if (type.value === 'own') return factAt<readonly string[] | null>([home], type.at);
  const listed = listAt(written, 'list').flatMap((item) => stringAt(item)?.value ?? []);
  return factAt<readonly string[] | null>([...new Set([home, ...listed])], type.at);
}

function combines(own: Node | undefined, isInside: boolean): Fact<boolean> {
  if (!isInside) return { certainty: 'defaulted', value: false, from };
  const written = stringAt(own, 'translation', 'combinedServicesFromDifferentHTTPRoutes');
  return written === undefined
    ? { certainty: 'defaulted', value: true, from }
    : factAt(written.value !== 'disabled', written.at);
}

/** The Kong that the operator makes for the Gateway. */
function proxyOf(gateway: Gateway, operator: Controller, { env, image }: GatewayOptions): Proxy {
  const name = { namespace: gateway.namespace ?? 'default', name: gateway.name.value };
  const flavor = env.get('KONG_ROUTER_FLAVOR');
  const text = textOf(flavor);
  const version = image === null ? null : versionOfTag(readImage(image.value).tag);
  const { maps } = dataPlanePorts(gateway.listeners);
  const inside = new Map([...maps].map(([outside, own]) => [own, outside]));
  const none = unknown('Kong Operator makes the listens of Kong');
  return {
    id: `${name.namespace}/${name.name}`,
    workload: name,
    proxyListen: none,
    streamListen: none,
    role: 'traditional',
    version:
      version === null || image === null ? unknown('Kong Operator chooses the image') : factAt(version, image.at),
    plainRelease: unknown('Kong Operator chooses the image'),
    plugins: unknown('Kong Operator chooses the image'),
    routerFlavor:
      typeof text === 'object'
        ? unknown(text.reason)
        : factAt(text ?? 'traditional_compatible', flavor?.at ?? { default: from }),
    portMaps: { certainty: 'defaulted', value: inside, from },
    namespace: gateway.namespace,
    origin: operator.origin,
    labels: null,
  };
}
