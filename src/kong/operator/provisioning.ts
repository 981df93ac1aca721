import type { Gateway, Listener } from '../../gatewayapi/gateway.ts';
import { annotation } from '../../gatewayapi/metadata.ts';
import { gatewayGroup, operatorGroup } from '../../kubernetes/kinds.ts';
import { stringAt } from '../../source/node.ts';
import type { ManagedListener, ProvisioningFault } from '../model/managed.ts';
import type { Condition } from '../model/condition.ts';
import type { GatewayOptions } from '../model/gateway-options.ts';
import { brokenPortCheck, dataPlanePorts, textOf } from './data-plane.ts';
import { imageFault } from './image-fault.ts';
import { condition } from './listeners.ts';
import { does, protocolsOf } from './releases.ts';

/** What decides whether the operator gets a Gateway that it accepts to serve. */
export interface ProvisioningQuestion {
  readonly gateway: Gateway;
  readonly listeners: readonly ManagedListener[];
  readonly options: GatewayOptions;
  readonly release: string;
  /** Whether the API server checks the ports of DataPlanes, as the operator's charts and manifests have it do. */
  readonly checksPorts: boolean;
  /** Whether images of no version are refused; a text where that is not known. */
  readonly validatesImages: boolean | string;
}

type Check = (question: ProvisioningQuestion) => ProvisioningFault | string | null;

/** What keeps the operator from making Kong ready, the first thing that it meets; a text where that is not known. */
export function provisioningFault(question: ProvisioningQuestion): ProvisioningFault | string | null {
  for (const check of checks) {
    const found = check(question);
    if (found !== null) return found;
  }
  return null;
}

/** In the order in which the operator and the API server come to them. */
const checks: readonly Check[] = [
  missingSignIn,
  unservedProtocol,
  strangeOption,
  tooManyListeners,
  longLabel,
  database,
  closedPorts,
  nameOfService,
  image,
  nameOfPort,
  malformedListens,
];

const failed = (message: string): Condition =>
  condition('False', 'UnableToProvision', `dataplane creation failed - error: ${message}`);

/** The operator gives the DataPlane the Gateway's name with five letters that nobody knows. */
const refusedDataPlane = ({ gateway }: ProvisioningQuestion, message: string): Condition =>
  failed(`DataPlane.${operatorGroup} "${gateway.name.value}-*" is invalid: ${message}`);

const waiting = (release: string): Condition =>
  does(release, 'waits-for-data-plane')
    ? condition('False', 'WaitingToBecomeReady', 'Waiting for the resource to become ready')
    : condition('False', 'ResourceCreatedOrUpdated', 'Resource has been created');

function unservedProtocol({ listeners, release }: ProvisioningQuestion): ProvisioningFault | null {
  const bad = listeners.flatMap(({ listener, isServed }, index) => (isServed ? [] : [{ listener, index }]));
  const [first] = bad;
  if (first === undefined) return null;
  const { name, protocol } = first.listener;
  const message = bad
    .map(({ listener, index }) => `listener ${index} uses unsupported protocol ${listener.protocol.value}`)
    .join('\n');
  return {
    cause: 'protocol',
    reason: `listener "${name.value}" asks for ${protocol.value}, but Kong Operator ${release} serves ${protocolsOf(release).join(', ')}`,
    at: protocol.at,
    listener: first.listener,
    condition: failed(message),
  };
}

function missingSignIn({ options, release }: ProvisioningQuestion): ProvisioningFault | null {
  if (options.missingSignIn === null || !does(release, 'connects-gateways')) return null;
  const { value, at } = options.missingSignIn;
  const reason = `its GatewayConfiguration signs in to Konnect with KonnectAPIAuthConfiguration ${value}, which is not there`;
  return { cause: 'sign-in', reason, at, listener: null, condition: null };
}

function strangeOption({ options, listeners, release }: ProvisioningQuestion): ProvisioningFault | null {
  if (!does(release, 'reads-listener-options')) return null;
  const index = options.listenerNames.findIndex(({ value }) =>
    listeners.every(({ listener }) => listener.name.value !== value),
  );
  const option = options.listenerNames[index];
  if (option === undefined) return null;
  const message = `GatewayConfiguration.spec.listenersOptions[${index}]: name '${option.value}' not in gateway's listeners`;
  return {
    cause: 'listener-option',
    reason: `the listenersOptions name the listener "${option.value}", which it lacks`,
    at: option.at,
    listener: null,
    condition: failed(message),
  };
}

function tooManyListeners(question: ProvisioningQuestion): ProvisioningFault | null {
  const { gateway, listeners, release } = question;
  const most = 4;
  const first = listeners[most]?.listener;
  if (first === undefined || does(release, 'takes-64-ports')) return null;
  const message = `spec.network.services.ingress.ports: Too many: ${listeners.length}: must have at most ${most} items`;
  return {
    cause: 'too-many-listeners',
    reason: `it has ${listeners.length} listeners, but Kong Operator ${release} takes at most ${most}`,
    at: first.name.at,
    listener: null,
    condition: gateway.name.value === '' ? null : refusedDataPlane(question, message),
  };
}

/** A label has at most 63 letters. */
const longestLabel = 63;

function longLabel(question: ProvisioningQuestion): ProvisioningFault | null {
  const { gateway, release } = question;
  const { value, at } = gateway.name;
  const fault = (reason: string, written: Condition): ProvisioningFault => ({
    cause: 'gateway-name',
    reason,
    at,
    listener: null,
    condition: written,
  });
  if (value.length > longestLabel && does(release, 'labels-with-gateway')) {
    const label = `spec.network.services.ingress.labels.${gatewayGroup}/gateway-name`;
    const message = `[metadata.labels: Invalid value: "${value}": must be no more than 63 bytes, ${label}: Too long: may not be more than 63 bytes]`;
    return fault(
      `its name has ${value.length} letters, and becomes a label of at most ${longestLabel}`,
      refusedDataPlane(question, message),
    );
  }
  const suffix = isStatic(gateway) ? '' : '-xxxxx';
  if (value.length + suffix.length <= longestLabel || !does(release, 'labels-with-names')) return null;
  const made = suffix === '' ? 'becomes' : 'becomes, with six letters more,';
  return fault(
    `its name has ${value.length} letters, and ${made} a label of at most ${longestLabel}`,
    waiting(release),
  );
}

function isStatic({ object }: Gateway): boolean {
  return stringAt(annotation(object, `${operatorGroup}/static-naming`))?.value === 'true';
}

function closedPorts(question: ProvisioningQuestion): ProvisioningFault | string | null {
  const { gateway, options, release, checksPorts } = question;
  if (!checksPorts) return null;
  const ports = dataPlanePorts(question.listeners.map(({ listener }) => listener));
  const broken = brokenPortCheck(ports, options, release);
  if (broken === null || typeof broken === 'string') return broken;
  const { variable, port } = broken;
  const isMaps = variable === 'KONG_PORT_MAPS';
  const where = isMaps ? 'KONG_PORT_MAPS' : 'KONG_PROXY_LISTEN or KONG_STREAM_LISTEN';
  const message = `spec: Forbidden: Each port from spec.network.services.ingress.ports has to have an accompanying port in ${where} env`;
  const set = options.env.get(variable);
  const at = set?.kind === 'value' ? set.at : port.listener.port.at;
  const { name } = port.listener;
  const reason =
    isMaps && does(release, 'sets-port-maps')
      ? `listener "${name.value}" and another of port ${port.port} need different ports of Kong`
      : `listener "${name.value}" is sent to Kong's port ${port.targetPort}, which ${variable} lacks`;
  return {
    cause: isMaps ? 'port-maps' : 'proxy-listen',
    reason,
    at,
    listener: port.listener,
    condition: gateway.name.value === '' ? null : refusedDataPlane(question, message),
  };
}

function database(question: ProvisioningQuestion): ProvisioningFault | string | null {
  const { env, isFirst } = question.options;
  const value = env.get('KONG_DATABASE');
  const text = textOf(value);
  if (typeof text === 'object') return text.reason;
  if (value === undefined || text === undefined || text === '' || text === 'off' || !isFirst) return null;
  const reason = `KONG_DATABASE is "${text}", and Kong Operator runs Kong without a database alone`;
  const written = refusedDataPlane(question, "spec: Invalid value: DataPlane supports only db mode 'off'");
  return { cause: 'database', reason, at: value.at, listener: null, condition: written };
}

function image({ options, release, validatesImages }: ProvisioningQuestion): ProvisioningFault | string | null {
  if (options.image === null || validatesImages === false) return null;
  return typeof validatesImages === 'string' ? validatesImages : imageFault(options.image, release);
}

function nameOfService({ gateway, release }: ProvisioningQuestion): ProvisioningFault | null {
  const { value, at } = gateway.name;
  if (!value.includes('.')) return null;
  const reason = 'its name has a dot, and becomes the name of a Service, which has none';
  return { cause: 'gateway-name', reason, at, listener: null, condition: waiting(release) };
}

/** Of listeners that share a port the first one names it. */
function nameOfPort({ listeners, release }: ProvisioningQuestion): ProvisioningFault | null {
  const first = new Map<number, Listener>();
  for (const { listener } of listeners) if (!first.has(listener.port.value)) first.set(listener.port.value, listener);
  const bad = [...first.values()].find(({ name }) => name.value.includes('.') || name.value.length > longestLabel);
  if (bad === undefined) return null;
  const { value, at } = bad.name;
  const what = value.includes('.') ? 'has a dot' : `has ${value.length} letters`;
  const reason = `the name of listener "${value}" ${what}, and becomes the name of a Service port, which has no dot and at most 63 letters`;
  return { cause: 'listener-name', reason, at, listener: bad, condition: waiting(release) };
}

/** The operator reads the listens to open them, and Kong's own spelling `off` is no address. */
function malformedListens({ options: { env, unknownEnv } }: ProvisioningQuestion): ProvisioningFault | string | null {
  for (const variable of ['KONG_PROXY_LISTEN', 'KONG_ADMIN_LISTEN', 'KONG_STREAM_LISTEN']) {
    const value = env.get(variable);
    const text = textOf(value);
    if (typeof text === 'object') return text.reason;
    const bad =
      text === undefined || text === ''
        ? undefined
        : text.split(',').find((entry) => !isAddress(entry.replace(/^ /, '')));
    if (bad === undefined || value === undefined) continue;
    const reason = `${variable} holds "${bad.trim()}", which the operator cannot read as an address and a port`;
    return { cause: 'listen-syntax', reason, at: value.at, listener: null, condition: null };
  }
  return unknownEnv;
}

/** `host:port` as Go's `net.SplitHostPort` takes it, an IPv6 address in brackets. */
function isAddress(entry: string): boolean {
  const [address = ''] = entry.split(' ');
  return /^(?:\[[^[\]]*\]|[^[\]:]*):[+-]?\d+$/.test(address);
}
