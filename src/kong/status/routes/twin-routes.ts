import type { Route, RouteRule } from '../../../gatewayapi/route.ts';
import { nameOf, type KubeObject } from '../../../kubernetes/object.ts';
import { isLocation } from '../../../source/location.ts';
import { shortened } from '../../../source/shortened.ts';
import { onceFor } from '../../../source/once-for.ts';
import { toJson } from '../../../source/json.ts';
import { get, listAt, stringAt, type Node } from '../../../source/node.ts';
import { directoryOf } from '../../../source/paths.ts';
import { attaches } from '../../model/attaches.ts';
import type { Controller } from '../../model/model.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { does } from '../../operator/releases.ts';
import { kindTraits } from './kind-traits.ts';
import type { Twin, TwinRoutes } from '../../model/twin-routes.ts';

/** One match of a route, for one hostname, at the listeners that take it. */
interface Claim extends Twin {
  readonly key: string;
  readonly match: string;
  readonly listener: string;
  /** Equal where requests go to the same place in the same way. */
  readonly target: string;
  readonly controllers: readonly Controller[];
}

/**
 * Routes, and rules of one route, of which one never gets a request that both ask for: Kong keeps both and serves one. Only routes are compared that
 * attach to just the same listeners and carry no annotation that has a part in the match.
 */
export function twinRoutes(routes: readonly RouteStatus[]): readonly TwinRoutes[] {
  const byKey = Map.groupBy(mayHaveTwins(routes).flatMap(claimsOf), ({ key }) => key);
  const told = new Set<string>();
  return [...byKey.values()].flatMap(([first, ...others]) =>
    others.flatMap((other): readonly TwinRoutes[] => {
      if (first === undefined || !clash(first, other)) return [];
      const pair = `${nameOf(first.route.object)} ${nameOf(other.route.object)}`;
      if (told.has(pair)) return [];
      told.add(pair);
      const { match, listener } = first;
      return [{ twins: [first, other], match, listener, served: servedOf(first, other) }];
    }),
  );
}

/** Routes that share a host with another one, or have a match twice: most have hosts of their own. */
function mayHaveTwins(routes: readonly RouteStatus[]): readonly RouteStatus[] {
  const users = new Map<string, number>();
  for (const { sentHostnames } of routes)
    for (const host of hostsOf(sentHostnames ?? [])) users.set(host, (users.get(host) ?? 0) + 1);
  return routes.filter(
    ({ route, sentHostnames }) =>
      sentHostnames !== null &&
      (mayRepeatMatch(route) || hostsOf(sentHostnames).some((host) => (users.get(host) ?? 0) > 1)),
  );
}

function mayRepeatMatch({ kind, rules }: Route): boolean {
  return rules.length > 1 && (kind !== 'HTTPRoute' || repeatsMatch(rules));
}

const repeatsMatch = onceFor((rules: readonly RouteRule[]) => {
  const keys = rules.flatMap((rule) => httpMatches(rule).map(({ key }) => key));
  return new Set(keys).size < keys.length;
});

/** None stands for every host. */
function hostsOf(sent: readonly string[]): readonly string[] {
  return sent.length === 0 ? ['*'] : sent;
}

function clash(one: Claim, other: Claim): boolean {
  const [a, b] = [one.route.object, other.route.object];
  const isOneOfTwo = one.route === other.route ? one.rule !== other.rule : a !== b && nameOf(a) !== nameOf(b);
  return isOneOfTwo && one.target !== other.target && (one.route === other.route || isOneSet(a, b));
}

/** Files that nobody is known to deploy may be alternatives, and so may be what several overlays make of one. */
function isOneSet(a: KubeObject, b: KubeObject): boolean {
  if (a.applier !== undefined || b.applier !== undefined) return a.applier !== undefined && b.applier !== undefined;
  const [first, second] = [a.root.at, b.root.at];
  const isOneText = a.path === b.path && isLocation(first) && isLocation(second) && first.start === second.start;
  return directoryOf(a.path) === directoryOf(b.path) && !isOneText;
}

/**
 * The router of expressions is told an order: of objects by their age, of rules as they are written.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/httproute_atc.go
 */
function servedOf(one: Claim, other: Claim): TwinRoutes['served'] {
  if (isArbitrated(one)) return one.route === other.route ? 'open' : 'older';
  const flavors = one.controllers.flatMap(({ proxies }) => proxies.map(({ routerFlavor }) => routerFlavor));
  if (flavors.length === 0 || flavors.some(({ certainty }) => certainty === 'unknown')) return null;
  const isExpressed = flavors.every((each) => each.certainty !== 'unknown' && each.value === 'expressions');
  if (!isExpressed) return 'open';
  const { stream } = kindTraits[one.route.kind];
  const isOrdered = stream === null && kindTraits[one.route.kind].hostnames !== 'own';
  return isOrdered ? (one.route === other.route ? 'first' : 'older') : null;
}

/** Whether Kong gets one of the two alone. */
function isArbitrated({ route, controllers }: Claim): boolean {
  const isStream = kindTraits[route.kind].stream !== null;
  const releases = controllers.flatMap(({ embeddedIn }) => embeddedIn ?? []);
  return isStream && releases.length > 0 && releases.every((each) => does(each, 'serves-one-stream-route'));
}

const matching = /^konghq\.com\/(?:protocols|methods|snis|host-aliases|headers|regex-priority|path-handling)/;

function claimsOf(status: RouteStatus): readonly Claim[] {
  const { route, parents, refusal, silences, failures, sentHostnames } = status;
  const annotations = get(route.object.root, 'metadata', 'annotations');
  const isAnnotated = annotations?.kind === 'map' && [...annotations.entries.keys()].some((key) => matching.test(key));
  const isKnown = refusal === null && silences.length === 0 && failures.length === 0 && route.unknownPart === null;
  if (!isKnown || isAnnotated || annotations?.kind === 'unknown' || sentHostnames === null) return [];
  const answers = parents.flatMap(({ attachments }) =>
    attachments.map((each) => ({ listener: each.status.listener, answer: attaches(each) })),
  );
  const taking = answers.filter(({ answer }) => answer === true);
  const [first] = taking;
  const gateways = new Set(parents.map(({ gateway }) => gateway));
  const [gateway, second] = gateways;
  if (first === undefined || gateway === null || gateway === undefined || second !== undefined) return [];
  if (answers.some(({ answer }) => typeof answer === 'string')) return [];
  const at = JSON.stringify([
    nameOf(gateway.gateway.object),
    [...new Set(taking.map((each) => each.listener.name.value))].toSorted(),
  ]);
  const listener = `listener "${first.listener.name.value}" of ${nameOf(gateway.gateway.object)}`;
  const hosts = hostsOf(sentHostnames);
  const controllers = [...new Set(parents.flatMap(({ controller }) => controller ?? []))];
  return route.rules.flatMap((rule, index) => {
    const target = JSON.stringify([route.namespace, rule.backendsKey, filtersKey(rule)]);
    return matchesOf(route, rule).flatMap(({ key, match, place }) =>
      hosts.map((host): Claim => {
        const of = host === '*' ? '' : ` of ${shortened(host)}`;
        const whole = JSON.stringify([route.kind, at, host, key]);
        return { route, rule: index, at: place, key: whole, match: `${match}${of}`, listener, target, controllers };
      }),
    );
  });
}

interface Match {
  readonly key: string;
  readonly match: string;
  readonly place: Twin['at'];
}

function matchesOf({ kind, name }: Route, rule: RouteRule): readonly Match[] {
  const { hostnames } = kindTraits[kind];
  const isOfCalls = hostnames === 'own-or-borrowed';
  if (!isOfCalls && hostnames !== 'narrowed') return [{ key: '', match: 'every connection', place: name.at }];
  if (isOfCalls && get(rule.node, 'matches') === undefined) return [{ ...grpcMatch(undefined), place: name.at }];
  return isOfCalls ? grpcMatches(rule) : httpMatches(rule);
}

// Of each rule only once: overlays give it to the routes of many clusters.
const httpMatches = onceFor((rule: RouteRule) => readMatches(rule, httpMatch));
const grpcMatches = onceFor((rule: RouteRule) => readMatches(rule, grpcMatch));
const filtersKey = onceFor(({ node }: RouteRule) => {
  const filters = get(node, 'filters');
  return filters === undefined ? '' : JSON.stringify(toJson(filters));
});

function readMatches({ node }: RouteRule, read: (match: Node) => Omit<Match, 'place'> | null): readonly Match[] {
  const matches = listAt(node, 'matches').flatMap((match) => {
    const known = read(match);
    return known === null ? [] : [{ ...known, place: match.at }];
  });
  // What flatMap returns has room for more.
  return matches.slice();
}

function httpMatch(match: Node): Omit<Match, 'place'> | null {
  const [type, value] = [stringAt(match, 'path', 'type')?.value, stringAt(match, 'path', 'value')?.value];
  if (type === undefined || value === undefined) return null;
  const rest = ['method', 'headers', 'queryParams'].map((key) => {
    const node = get(match, key);
    return node === undefined ? null : toJson(node);
  });
  const more = rest.some((each) => each !== null) ? ' with the same conditions' : '';
  return { key: JSON.stringify([type, value, rest]), match: `${words[type] ?? 'path'} ${shortened(value)}${more}` };
}

function grpcMatch(match: Node | undefined): Omit<Match, 'place'> {
  const [type, service, method] = ['type', 'service', 'method'].map(
    (key) => stringAt(match, 'method', key)?.value ?? null,
  );
  const headers = get(match, 'headers');
  const call =
    service === null && method === null ? 'every call' : `calls of ${shortened(`${service ?? '*'}/${method ?? '*'}`)}`;
  const more = headers === undefined ? '' : ' with the same headers';
  const key = JSON.stringify([type, service, method, headers === undefined ? null : toJson(headers)]);
  return { key, match: `${call}${more}` };
}

const words: Readonly<Record<string, string>> = {
  PathPrefix: 'path prefix',
  Exact: 'path',
  RegularExpression: 'path expression',
};
