import { get, listAt, mapAt, numberAt, stringAt, type MapNode, type Node } from '../source/node.ts';
import type { CertificateRef, Gateway, Listener, RouteKind } from './gateway.ts';
import { gatewayGroup } from './metadata.ts';
import { textAt } from './placeholder.ts';

/** Why a listener cannot be read: a part of it is not known or not of its type. */
type Unreadable = NonNullable<Gateway['unknownPart']>;

/** A listener with the CRD's defaults, or what keeps it from being read. */
export function readListener(node: Node): Listener | Unreadable {
  if (node.kind === 'unknown') return { reason: node.reason, node };
  if (node.kind !== 'map') return { reason: 'a listener is not a map', node };
  const name = stringAt(node, 'name');
  const port = numberAt(node, 'port');
  const protocol = stringAt(node, 'protocol');
  if (name === undefined) return missing(node, 'name', 'a string');
  if (port === undefined) return missing(node, 'port', 'a number');
  if (protocol === undefined) return missing(node, 'protocol', 'a string');
  const filledIn = unknownIn(node, ['protocol', 'name']);
  if (filledIn !== null) return { reason: filledIn, node };
  const kinds = get(node, 'allowedRoutes', 'kinds');
  if (kinds?.kind === 'unknown') return { reason: kinds.reason, node: kinds };
  return {
    name,
    port,
    protocol,
    hostname: stringAt(node, 'hostname') ?? null,
    tls: readTls(node),
    kinds: listAt(kinds).flatMap(readKind),
    node,
  };
}

function missing(node: MapNode, field: string, type: string): Unreadable {
  const found = get(node, field);
  if (found?.kind === 'unknown') return { reason: found.reason, node: found };
  const isQuoted = found?.kind === 'scalar' && typeof found.value === 'string' && /^\d+$/.test(found.value);
  const reason = `a listener's ${field} is ${found === undefined ? 'missing' : isQuoted ? 'in quotes' : `not ${type}`}`;
  return { reason, node: found ?? node, refused: found === undefined || isQuoted };
}

function readTls(listener: MapNode): Listener['tls'] {
  const tls = mapAt(listener, 'tls');
  if (tls === undefined) return null;
  const options = get(tls, 'options');
  return {
    at: tls.at,
    mode: stringAt(tls, 'mode')?.value ?? 'Terminate',
    certificateRefs: readCertificateRefs(get(tls, 'certificateRefs')),
    hasOptions: options?.kind === 'unknown' || (options?.kind === 'map' && options.entries.size > 0),
  };
}

/** The API server refuses more. */
const mostReferences = 64;

function readCertificateRefs(node: Node | undefined): readonly CertificateRef[] {
  // A list that is not known has one reference at least: the API server asks for it.
  const items = node?.kind === 'unknown' ? [node] : listAt(node).slice(0, mostReferences);
  return items.map((item) => ({
    at: item.at,
    group: stringAt(item, 'group')?.value ?? null,
    kind: stringAt(item, 'kind')?.value ?? null,
    name: stringAt(item, 'name')?.value ?? '',
    namespace: stringAt(item, 'namespace')?.value ?? null,
    unknownPart: unknownIn(item, ['name', 'namespace', 'group', 'kind']),
  }));
}

function unknownIn(item: Node, fields: readonly string[]): string | null {
  for (const field of fields) {
    const text = textAt(item, field);
    if (typeof text === 'string') return text;
  }
  return null;
}

function readKind(item: Node): readonly RouteKind[] {
  const kind = stringAt(item, 'kind');
  if (kind === undefined) return [];
  return [{ at: item.at, group: stringAt(item, 'group')?.value ?? gatewayGroup, kind: kind.value }];
}
