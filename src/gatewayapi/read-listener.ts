import { boundedName } from '../kubernetes/bounded-name.ts';
import { get, listAt, mapAt, numberAt, stringAt, type MapNode, type Node } from '../source/node.ts';
import type { AllowedNamespaces, Gateway, Listener, RouteKind } from './gateway.ts';
import { readLabelSelector } from './label-selector.ts';
import { textAt } from './placeholder.ts';
import type { Reference } from './references.ts';

/** Why a listener cannot be read: a part of it is not known or not of its type. */
type Unreadable = NonNullable<Gateway['unknownPart']>;

/** A listener and the certificates that it names, or what keeps it from being read. */
export function readListener(node: Node, certificateRefs: readonly Reference[]): Listener | Unreadable {
  if (node.kind === 'unknown') return { reason: node.reason, node };
  if (node.kind !== 'map') return { reason: 'a listener is not a map', node };
  const name = stringAt(node, 'name');
  const port = numberAt(node, 'port');
  const protocol = stringAt(node, 'protocol');
  if (name === undefined) return missing(node, 'name', 'a string');
  if (port === undefined) return missing(node, 'port', 'a number');
  if (protocol === undefined) return missing(node, 'protocol', 'a string');
  const hostname = stringAt(node, 'hostname');
  const filledIn = unknownIn(node, ['protocol', 'name']);
  if (filledIn !== null) return { reason: filledIn, node };
  const kinds = get(node, 'allowedRoutes', 'kinds');
  if (kinds?.kind === 'unknown') return { reason: kinds.reason, node: kinds };
  const open = listAt(kinds).find((item) => stringAt(item, 'group') === undefined);
  if (open !== undefined) return { reason: 'the group of a kind in its allowedRoutes is not told', node: open };
  return {
    name: boundedName(name),
    port,
    protocol: boundedName(protocol),
    hostname: hostname ? boundedName(hostname) : null,
    tls: readTls(node, certificateRefs),
    kinds: listAt(kinds).flatMap(readKind),
    namespaces: readNamespaces(node),
    node,
  };
}

function missing(node: MapNode, field: string, type: string): Unreadable {
  const found = get(node, field);
  if (found?.kind === 'unknown') return { reason: found.reason, node: found };
  const isQuoted = found?.kind === 'scalar' && typeof found.value === 'string' && /^\d+$/.test(found.value);
  const reason = `a listener's ${field} is ${found === undefined ? 'missing' : isQuoted ? 'in quotes' : `not ${type}`}`;
  return { reason, node: found ?? node };
}

/** The API server refuses more. */
const mostReferences = 64;

function readTls(listener: MapNode, certificateRefs: readonly Reference[]): Listener['tls'] {
  const tls = mapAt(listener, 'tls');
  if (tls === undefined) return null;
  const options = get(tls, 'options');
  return {
    at: tls.at,
    mode: stringAt(tls, 'mode')?.value ?? null,
    certificateRefs: certificateRefs.slice(0, mostReferences),
    hasOptions: options?.kind === 'unknown' || (options?.kind === 'map' && options.entries.size > 0),
  };
}

function readNamespaces(listener: MapNode): AllowedNamespaces {
  const from = textAt(listener, 'allowedRoutes', 'namespaces', 'from');
  const selector = mapAt(listener, 'allowedRoutes', 'namespaces', 'selector');
  const written = get(listener, 'allowedRoutes', 'namespaces', 'selector');
  return {
    from: typeof from === 'object' ? from : { value: '', at: listener.at },
    selector: selector === undefined ? null : readLabelSelector(selector),
    unknownPart: reasonOf(from) ?? (written?.kind === 'unknown' ? written.reason : null),
  };
}

/** Where the API server fills nothing in, the definition of the Gateway is not known. */
function reasonOf(from: ReturnType<typeof textAt>): string | null {
  if (from === undefined) return 'from of its allowedRoutes is not told';
  return typeof from === 'string' ? from : null;
}

function unknownIn(item: Node, fields: readonly string[]): string | null {
  for (const field of fields) {
    const text = textAt(item, field);
    if (typeof text === 'string') return text;
  }
  return null;
}

function readKind(item: Node): readonly RouteKind[] {
  const [group, kind] = [stringAt(item, 'group'), stringAt(item, 'kind')];
  return group === undefined || kind === undefined ? [] : [{ at: item.at, group: group.value, kind: kind.value }];
}
