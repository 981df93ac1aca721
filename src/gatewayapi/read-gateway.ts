import { boundedName } from '../kubernetes/bounded-name.ts';
import type { Located } from '../source/location.ts';
import { onceFor } from '../source/once-for.ts';
import { get, listAt, stringAt, type Node } from '../source/node.ts';
import type { Gateway, GatewayClass, Listener } from './gateway.ts';
import { annotation } from './metadata.ts';
import { textAt } from './placeholder.ts';
import { readListener } from './read-listener.ts';
import { type Reference, referencesOf } from './references.ts';
import { gateway, gatewayClass } from '../kubernetes/kinds.ts';
import { isOfKind } from '../kubernetes/known-kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';

const unmanagedKey = 'konghq.com/gatewayclass-unmanaged';
const publishServiceKey = 'konghq.com/publish-service';

/** More are refused by the API server, and not worth the time it takes to compare them with one another. */
export const mostListeners = 64;

/** The GatewayClass an object states, or null when it is something else. */
export function readGatewayClass(object: KubeObject): GatewayClass | null {
  if (!isOfKind(object, gatewayClass)) return null;
  const written = annotation(object, unmanagedKey);
  const controllerName = get(object.root, 'spec', 'controllerName');
  return {
    object,
    name: object.name,
    controllerName: nameAt(controllerName),
    unmanaged: unmanagedValue(written),
    unmanagedNode: written?.kind === 'scalar' ? written : null,
    unknownPart: reasonAt(controllerName),
  };
}

/** Any value but the empty one counts; a value that is not known is hardly there to be empty. */
function unmanagedValue(written: Node | undefined): GatewayClass['unmanaged'] {
  if (written?.kind === 'unknown') return { value: 'unknown', at: written.at };
  return stringAt(written) ?? null;
}

/** The Gateway an object states, or null when it is something else. */
export function readGateway(object: KubeObject): Gateway | null {
  return isOfKind(object, gateway) ? gatewayOf(object) : null;
}

/** Both trees of a change ask. */
const gatewayOf = onceFor((object: KubeObject): Gateway => {
  const className = get(object.root, 'spec', 'gatewayClassName');
  const written = get(object.root, 'spec', 'listeners');
  const pin = annotation(object, publishServiceKey);
  const formerPin = annotation(object, unmanagedKey);
  const items = listAt(written).slice(0, mostListeners);
  const references = referencesOf(object);
  const certificateRefs = Map.groupBy(references.filter(isCertificateRef), ({ path }) => path[2]);
  const listeners = items.map((item, index) => readListener(item, certificateRefs.get(index) ?? []));
  const readable = listeners.filter((item): item is Listener => 'name' in item);
  const blind = unknownHostname(readable);
  return {
    object,
    name: object.name,
    namespace: object.namespace,
    className: nameAt(className),
    classReference: references.find(({ path }) => path[1] === 'gatewayClassName') ?? null,
    publishServicePin: stringAt(pin) ?? null,
    formerPin: stringAt(formerPin) ?? null,
    listeners: readable,
    unknownPart:
      unreadable('gatewayClassName', className, object) ??
      (written?.kind === 'unknown' ? { reason: written.reason, node: written } : null) ??
      listeners.find((item): item is Exclude<typeof item, Listener> => !('name' in item)) ??
      unknownPin(pin) ??
      unknownPin(formerPin) ??
      blind,
  };
});

function isCertificateRef({ path }: Reference): boolean {
  return path[1] === 'listeners' && path[4] === 'certificateRefs';
}

/** A name that is not known is empty and stands nowhere, so that nothing is ever said of it. */
function nameAt(node: Node | undefined): Located<string> {
  const text = textAt(node);
  return typeof text === 'object' ? boundedName(text) : { value: '', at: { default: text ?? 'nothing' } };
}

function unreadable(field: string, node: Node | undefined, object: KubeObject): Gateway['unknownPart'] {
  const text = textAt(node);
  if (text !== undefined && typeof text !== 'string') return null;
  const reason = text ?? `is ${node === undefined ? 'missing' : 'not a string'}`;
  return { reason: text === undefined ? `${field} ${reason}` : `${field}: ${reason}`, node: node ?? object.root };
}

function reasonAt(node: Node | undefined): string | null {
  const text = textAt(node);
  return typeof text === 'string' ? text : null;
}

function unknownPin(pin: Node | undefined): Gateway['unknownPart'] {
  const reason = reasonAt(pin);
  return reason === null || pin === undefined ? null : { reason, node: pin };
}

/** A hostname that is not known only matters where another listener has the same port. */
function unknownHostname(listeners: readonly Listener[]): Gateway['unknownPart'] {
  for (const listener of listeners) {
    const hostname = get(listener.node, 'hostname');
    if (hostname?.kind !== 'unknown') continue;
    const shared = listeners.some((other) => other !== listener && other.port.value === listener.port.value);
    if (shared) return { reason: hostname.reason, node: hostname };
  }
  return null;
}
