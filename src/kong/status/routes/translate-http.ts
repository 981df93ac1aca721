import type { RouteRule } from '../../../gatewayapi/route.ts';
import type { RouteFailure } from '../../model/route-status.ts';
import { onceFor } from '../../../source/once-for.ts';
import { fateOf, isAlwaysTranslated } from './filters.ts';
import { behaves } from '../../flags/behaviours.ts';
import { taken, type Draft, type KongService, type TranslationQuestion } from './draft.ts';

/** What the translator makes of an HTTPRoute: rules with the same backends are one service of Kong, and fail together. */
export function translateHttp(question: TranslationQuestion): Draft {
  const { route, version, expressions } = question;
  const nothing: Draft = { services: [], failures: [], logged: [], doubt: null };
  const { rules, object } = route;
  if (rules.length === 0) {
    return { ...nothing, failures: [{ cause: 'no-rules', rule: null, at: object.name.at }] };
  }
  const { parameter, byBackends } = shapeOf(rules);
  if (parameter >= 0 && expressions !== true) {
    if (typeof expressions === 'string') return { ...nothing, doubt: expressions };
    const at = rules[parameter]?.queryParameter?.at ?? object.name.at;
    return { ...nothing, failures: [{ cause: 'query-parameter', rule: parameter, at }] };
  }
  const isApart = behaves(version, 'translates-rules-apart');
  // Each match was a service of its own under the router of expressions.
  const isEachAlone = expressions === true && isApart === false;
  const groups = isEachAlone ? rules.map((_, index) => [index]) : byBackends;
  const drafts = groups.map((indexes) => translateGroup(indexes, question));
  const failures = drafts.flatMap((draft) => draft.failures);
  return {
    services: drafts.flatMap(({ services }) => services),
    failures,
    logged: [],
    doubt: drafts.find(({ doubt }) => doubt !== null)?.doubt ?? null,
    isChance: failures.length > 0 && isApart !== true && !isEachAlone,
  };
}

/** Of one spec the same in every cluster: its first rule that asks for a query parameter, and rules with the same backends. */
const shapeOf = onceFor((rules: readonly RouteRule[]) => ({
  parameter: rules.findIndex(({ queryParameter }) => queryParameter !== null),
  byBackends: [...Map.groupBy(rules.keys(), (index) => rules[index]?.backendsKey ?? '').values()],
}));

function translateGroup(indexes: readonly number[], question: TranslationQuestion): Draft {
  const { route, backends, version } = question;
  let doubt: string | null = null;
  const failures: RouteFailure[] = [];
  for (const index of indexes) {
    const judged = judgeRule(index, question);
    if (typeof judged === 'string') doubt ??= judged;
    else failures.push(...judged);
  }
  const service: KongService = {
    rules: indexes,
    backends: taken(
      backends.filter(({ ref }) => ref.rule === indexes[0]),
      version,
    ),
    isRedirect: indexes.every((index) => route.rules[index] === undefined || redirects(route.rules[index])),
  };
  return { services: failures.length > 0 ? [] : [service], failures, logged: [], doubt };
}

function redirects({ filters }: RouteRule): boolean {
  return filters.some(({ type }) => type.value === 'RequestRedirect');
}

/** Asked of one rule in every cluster that it goes to. */
const isTranslatedWhole = onceFor(({ filters }: RouteRule) => filters.every(isAlwaysTranslated));

/** The filters at which a rule fails; a text where that is not known. A rule without matches has none under the traditional router. */
function judgeRule(
  index: number,
  { route, version, expressions }: TranslationQuestion,
): readonly RouteFailure[] | string {
  const rule = route.rules[index];
  if (rule === undefined || rule.filters.length === 0) return [];
  if (rule.matches === 0 && expressions !== true) return typeof expressions === 'string' ? expressions : [];
  if (isTranslatedWhole(rule)) return [];
  const fates = rule.filters.map((filter) => ({ filter, ...fateOf(filter, version) }));
  const refused = fates.flatMap(({ filter, ...fate }) =>
    fate.fate === 'refused' ? [{ cause: fate.cause, rule: index, at: filter.type.at }] : [],
  );
  if (refused.length > 0) return refused;
  const doubtful = fates.find(({ fate }) => fate === 'unknown');
  return doubtful?.fate === 'unknown' ? doubtful.doubt : [];
}
