import type { RouteRule } from '../../../gatewayapi/route.ts';
import { onceFor } from '../../../source/once-for.ts';
import type { KongRoute } from '../../schema/kong-route.ts';
import { bareRoute, hostPart, kongRouteName } from './bare-route.ts';
import { filtersOf, type RuleFilters } from './filters.ts';
import { listenerProtocols } from './listener-protocols.ts';
import { kongHeaders, matchesOf, pathOf, type HttpMatch } from './matches.ts';
import { overridden } from './route-overrides.ts';
import type { RouteEntity, SentRoute } from './sent-route.ts';
import type { TranslationSetup } from './setup.ts';
import { partAt, type Part } from './written-values.ts';

/** One rule of an HTTPRoute. */
interface Rule {
  readonly index: number;
  readonly part: Part;
  readonly matches: readonly HttpMatch[];
  readonly filters: RuleFilters;
}

/**
 * The routes of Kong that an HTTPRoute becomes.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/httproute.go
 */
export function httpRoutes(sent: SentRoute, setup: TranslationSetup): readonly RouteEntity[] {
  const { status, annotations } = sent;
  const read = setup.redirectsByPlugin ? readWithPlugins : readPlain;
  const rules = status.route.rules.flatMap((rule, index): readonly Rule[] => {
    if (!sent.rules.has(index)) return [];
    const known = read(rule);
    return known.filters.areTranslated ? [known] : [];
  });
  const entities =
    setup.flavor === 'expressions' ? rules.flatMap((rule) => split(rule, sent, setup)) : grouped(rules, sent, setup);
  return entities.map((entity) => ({ ...entity, route: overridden(entity.route, annotations, setup) }));
}

/** Of each rule only once: overlays give it to the routes of many clusters. */
const readWithPlugins = onceFor((rule: RouteRule) => readRule(rule, true));
const readPlain = onceFor((rule: RouteRule) => readRule(rule, false));

function readRule({ node, index }: RouteRule, redirectsByPlugin: boolean): Rule {
  const part = { node, field: `spec.rules[${index}]` };
  return { index, part, filters: filtersOf(part, { redirectsByPlugin }), matches: matchesOf(part) };
}

/** What all routes of Kong have that an HTTPRoute becomes. */
function httpRoute(sent: SentRoute, name: string, part: Part, setup: TranslationSetup): KongRoute {
  const { status } = sent;
  const { sentHostnames, route } = status;
  const bare = bareRoute(sent, name, part);
  const { node, field } = partAt({ node: route.object.root, field: '' }, 'spec', 'hostnames');
  return {
    ...bare,
    protocols: { ...bare.protocols, value: listenerProtocols(status, setup) },
    hosts: { value: sentHostnames === null ? null : sentHostnames.length > 0, at: node?.at ?? bare.at, field },
  };
}

/** Rules with the same backends and filters share routes: one for all matches that ask for the same method and headers. */
function grouped(rules: readonly Rule[], sent: SentRoute, setup: TranslationSetup): readonly RouteEntity[] {
  const { status } = sent;
  const key = ({ index, filters }: Rule): string =>
    JSON.stringify([status.route.rules[index]?.backendsKey, filters.key, filters.isOpen ? index : null]);
  return [...Map.groupBy(rules, key).values()].flatMap((group) => {
    const bare = group
      .filter(({ matches }) => matches.length === 0)
      .map(({ index, part }) => entityOf(sent, httpRoute(sent, kongRouteName(sent, index, 0), part, setup)));
    const all = group.flatMap(({ index, matches, filters }) =>
      matches.map((match, number) => ({ index, number, match, filters })),
    );
    const alike = Map.groupBy(all, ({ match, index, number }) => (match.isOpen ? `${index}.${number}` : match.key));
    return [...bare, ...[...alike.values()].flatMap((matches) => routesOfMatches(matches, sent, setup))];
  });
}

interface NumberedMatch {
  readonly index: number;
  readonly number: number;
  readonly match: HttpMatch;
  readonly filters: RuleFilters;
}

/** One route; with a redirect one for each match, which all get the same name. */
function routesOfMatches(
  matches: readonly NumberedMatch[],
  sent: SentRoute,
  setup: TranslationSetup,
): readonly RouteEntity[] {
  const [first] = matches;
  if (first === undefined) return [];
  const { filters } = first;
  const name = kongRouteName(sent, first.index, first.number);
  const parts = filters.redirects ? matches.map((each) => [each]) : [matches];
  return parts.map((some) => {
    const [one = first] = some;
    const route = {
      ...httpRoute(sent, name, one.match.part, setup),
      ...conditionsOf(
        some.map(({ match }) => match),
        filters,
      ),
    };
    return entityOf(sent, route, filters.redirects ? 'redirect-matches' : null);
  });
}

function conditionsOf(matches: readonly HttpMatch[], filters: RuleFilters): Partial<KongRoute> {
  const methods = matches.flatMap(({ method }) => method ?? []);
  const [method] = methods;
  return {
    paths: matches.flatMap((match) => pathOf(match, filters.rewritesPrefix) ?? []),
    methods: method === undefined ? null : { ...method, value: methods.map(({ value }) => value) },
    headers: kongHeaders(matches[0]?.headers ?? []),
    stripPath: { value: false, at: { default: 'the controller' }, field: '' },
    plugins: filters.plugins,
    isPartial: matches.some(({ isOpen }) => isOpen),
  };
}

/** The expressions router: a route for each hostname and match, named by both. */
function split(rule: Rule, sent: SentRoute, setup: TranslationSetup): readonly RouteEntity[] {
  const { index, part, matches, filters } = rule;
  const { sentHostnames } = sent.status;
  const hostnames = sentHostnames === null || sentHostnames.length === 0 ? [''] : sentHostnames;
  const none = matches.length === 0;
  return hostnames.flatMap((hostname) => {
    const host = hostname === '' ? '_' : hostPart(hostname);
    const bare = (number: number, at: Part): KongRoute =>
      httpRoute(sent, sentHostnames === null ? '' : kongRouteName(sent, host, index, number), at, setup);
    const open = sentHostnames === null ? null : 'hostnames';
    if (none) return [entityOf(sent, { ...bare(0, part), ...conditionsOf([], filters) }, open)];
    return matches.map((match, number) =>
      entityOf(sent, { ...bare(number, match.part), ...conditionsOf([match], filters) }, open),
    );
  });
}

function entityOf(sent: SentRoute, route: KongRoute, twinCause: RouteEntity['twinCause'] = null): RouteEntity {
  return { sent, route, twinCause };
}
