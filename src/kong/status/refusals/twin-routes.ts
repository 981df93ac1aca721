import { get } from '../../../source/node.ts';
import { kindTraits } from '../routes/kind-traits.ts';
import { hostPart, kongRouteName } from '../translation/bare-route.ts';
import { namedListeners } from '../translation/listener-protocols.ts';
import { rulesAtSight } from '../translation/rules-at-sight.ts';
import type { RouteEntity, SentRoute } from '../translation/sent-route.ts';
import type { TranslationSetup } from '../translation/setup.ts';
import type { Refused } from './refused.ts';

/** The routes of which some may become routes of Kong with one name: of all others nothing needs to be translated. */
export function namesakes(sent: readonly SentRoute[], setup: TranslationSetup): readonly SentRoute[] {
  const stems = sent.map((each) => stemsOf(each, setup));
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const own of stems) for (const stem of own) (seen.has(stem) ? twice : seen).add(stem);
  return sent.filter(
    ({ status: { route } }, index) =>
      (twice.size > 0 && stems[index]?.some((stem) => twice.has(stem)) === true) ||
      // Matches that differ in their paths alone become routes of one name there.
      rulesAtSight(route.rules).haveRedirects,
  );
}

/** What the names of its routes of Kong begin with; the numbers of rule and match follow, and tell them apart. */
function stemsOf(sent: SentRoute, { flavor }: TranslationSetup): readonly string[] {
  const { route, sentHostnames } = sent.status;
  const { hostnames } = kindTraits[route.kind];
  const isSplit = flavor === 'expressions' && (hostnames === 'narrowed' || hostnames === 'own-or-borrowed');
  if (!isSplit) return [kongRouteName(sent)];
  const split = hostnames === 'narrowed' ? sentHostnames : route.hostnames.map(({ value }) => value);
  if (split === null) return [];
  const parts = split.length === 0 ? ['_'] : split.map((each) => (each === '' ? '_' : hostPart(each)));
  return parts.map((part) => kongRouteName(sent, part));
}

/** Routes of Kong with one name: Kong takes each name once. One finding for each route of the tree that brings the second. */
export function twinRoutes(entities: readonly RouteEntity[]): readonly Refused[] {
  const named = entities.filter(({ route }) => route.name !== '');
  const found = [...Map.groupBy(named, ({ route }) => route.name).values()].flatMap(pairOf);
  const seen = new Set<string>();
  return found.filter(({ object, field }) => {
    const key = JSON.stringify([object.path, object.namespace, object.name.value, field]);
    return !seen.has(key) && seen.add(key);
  });
}

/** The first two that are not one object which the tree states twice. */
function pairOf(same: readonly RouteEntity[]): readonly Refused[] {
  const [first] = same;
  if (first === undefined) return [];
  const second = same.slice(1).find(({ sent }) => sent === first.sent || !isSameObject(sent, first.sent));
  return second === undefined ? [] : [twin(first, second)];
}

function isSameObject({ status: { route: one } }: SentRoute, { status: { route: other } }: SentRoute): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name.value === other.name.value;
}

function twin(first: RouteEntity, second: RouteEntity): Refused {
  const { status } = second.sent;
  const { object } = status.route;
  const { name } = second.route;
  const bare = { object, isLikely: false, isAskedBefore: false };
  if (first.sent !== second.sent) {
    const related = [{ at: first.sent.status.route.name.at, what: 'the-other-route' }] as const;
    const problem = { kind: 'route-twice', cause: 'names', name } as const;
    return { ...bare, problem, at: object.name.at, field: 'metadata.name', related };
  }
  if (second.twinCause === 'redirect-matches') {
    const related = [{ at: first.route.at, what: 'the-other-place' }] as const;
    const problem = { kind: 'route-twice', cause: 'redirect-matches', name } as const;
    return { ...bare, problem, at: second.route.at, field: second.route.field, related };
  }
  const hostnames = namedListeners(status).flatMap(({ hostname }) => hostname ?? []);
  const twice = hostnames.filter(({ value }) => hostnames.filter((each) => each.value === value).length > 1);
  return {
    ...bare,
    problem: { kind: 'route-twice', cause: 'hostnames', name },
    at: get(object.root, 'spec', 'hostnames')?.at ?? object.name.at,
    field: 'spec.hostnames',
    related: twice.map(({ at }) => ({ at, what: 'the-other-place' })),
  };
}
