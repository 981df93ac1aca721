import type { RouteStatus } from '../../src/kong/model/route-status.ts';
import type { SentRoute } from './ask-controller.ts';

/** What of a route differs in what Kong gets of it: whether it reaches a backend, and for which hostnames. */
export function sentDifferences(
  { route, served, sentHostnames }: RouteStatus,
  sent: readonly SentRoute[],
): readonly { readonly what: 'served' | 'hostnames'; readonly theirs: string; readonly ours: string }[] {
  const reaches = sent.some(({ targets, plugins = [] }) => targets > 0 && !plugins.some(isRedirect));
  const found = [];
  const isStream = route.kind === 'TCPRoute' || route.kind === 'UDPRoute';
  // Whether Kong listens for a stream route that has targets is nothing that the controller asks.
  const isOpen = served === null || (isStream && !served && reaches);
  if (served !== reaches && !isOpen)
    found.push({ what: 'served' as const, theirs: String(reaches), ours: String(served) });
  if (sentHostnames === null || sent.length === 0) return found;
  const theirs = shown(sent.flatMap(hostsOf));
  const ours = shown(sentHostnames);
  if (theirs !== ours) found.push({ what: 'hostnames' as const, theirs, ours });
  return found;
}

const isRedirect = (plugin: string): boolean => plugin === 'redirect' || plugin === 'request-termination';

function hostsOf({ hosts = [], snis = [], expression = '' }: SentRoute): readonly string[] {
  const compared = expression.matchAll(/(?:http\.host|tls\.sni) (==|=\^) "([^"]*)"/gu);
  const written = [...compared].map(([, operator = '', text = '']) => (operator === '==' ? text : `*${text}`));
  return [...hosts, ...snis, ...written];
}

function shown(hostnames: readonly string[]): string {
  return [...new Set(hostnames)].toSorted().join(' ') || 'every host';
}
