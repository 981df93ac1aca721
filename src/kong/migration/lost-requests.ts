import { stringMap } from '../../gatewayapi/metadata.ts';
import type { Route } from '../../gatewayapi/route.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';

/** What an Ingress asks for: requests for one host and below one path. */
export interface AskedRequests {
  /** Null for every host. */
  readonly host: string | null;
  readonly path: string;
  readonly isExact: boolean;
  /** Whether the path is a regular expression, of which nothing is compared. */
  readonly isOpen: boolean;
  readonly at: Place;
}

/** Everything that an Ingress asks for; null where not all of it is known. */
export function askedBy({ root }: KubeObject): readonly AskedRequests[] | null {
  const rules = get(root, 'spec', 'rules');
  if (rules?.kind === 'unknown') return null;
  const annotations = stringMap(get(root, 'metadata', 'annotations'));
  const prefix = annotations.get('konghq.com/regex-prefix') ?? '/~';
  const aliases = (annotations.get('konghq.com/host-aliases') ?? '').split(',').flatMap((each) => each.trim() || []);
  const asked = listAt(rules).flatMap((rule) => {
    const host = get(rule, 'host');
    const hosts = [stringAt(host)?.value ?? null, ...aliases];
    return listAt(rule, 'http', 'paths').flatMap((path) => hosts.map((each) => askedAt(path, each, prefix, host)));
  });
  return asked.includes(null) ? null : asked.filter((each) => each !== null);
}

function askedAt(node: Node, host: string | null, prefix: string, written: Node | undefined): AskedRequests | null {
  const path = get(node, 'path');
  if (node.kind === 'unknown' || path?.kind === 'unknown' || written?.kind === 'unknown') return null;
  const value = stringAt(path)?.value ?? '/';
  const type = stringAt(node, 'pathType')?.value ?? 'ImplementationSpecific';
  const isOpen = value.startsWith(prefix) || (type === 'ImplementationSpecific' && !/^[\w.~/%-]*$/.test(value));
  return { host: host === '' ? null : host, path: value, isExact: type === 'Exact', isOpen, at: path?.at ?? node.at };
}

/** Whether a route takes any of the requests, or may do so. */
export function mayTake({ kind, hostnames, rules, unknownPart }: Route, asked: AskedRequests): boolean {
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return false;
  if (unknownPart !== null) return true;
  if (hostnames.length > 0 && !hostnames.some(({ value }) => hostsMeet(value, asked.host))) return false;
  if (kind !== 'HTTPRoute' || asked.isOpen) return true;
  return rules.some(({ node }) => {
    const matches = listAt(node, 'matches');
    return matches.length === 0 || matches.some((match) => matchMeets(get(match, 'path'), asked));
  });
}

/** Whether what another Ingress asks for holds any of the requests, or may do so. */
export function meets(other: AskedRequests, asked: AskedRequests): boolean {
  if (other.host !== null && !hostsMeet(other.host, asked.host)) return false;
  return other.isOpen || asked.isOpen || isBelow(asked.path, other.path) || isBelow(other.path, asked.path);
}

/** Of every host, only a route of every host takes all. */
function hostsMeet(hostname: string, host: string | null): boolean {
  if (host === null) return false;
  const [one, other] = [hostname.toLowerCase(), host.toLowerCase()];
  return one === other || covers(one, other) || covers(other, one);
}

function covers(wildcard: string, host: string): boolean {
  return wildcard.startsWith('*.') && host.endsWith(wildcard.slice(1));
}

function matchMeets(path: Node | undefined, asked: AskedRequests): boolean {
  const type = stringAt(path, 'type')?.value ?? 'PathPrefix';
  const value = stringAt(path, 'value')?.value ?? '/';
  if (path?.kind === 'unknown' || type === 'RegularExpression') return true;
  if (type === 'Exact') return asked.isExact ? value === asked.path : isBelow(value, asked.path);
  return isBelow(asked.path, value) || (!asked.isExact && isBelow(value, asked.path));
}

/** Whether a path is the other one, or stands below it. */
function isBelow(path: string, above: string): boolean {
  const base = above.endsWith('/') ? above.slice(0, -1) : above;
  return path === base || path === above || path.startsWith(`${base}/`);
}
