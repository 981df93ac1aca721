import type { Route, RouteRule } from '../../../gatewayapi/route.ts';
import { durationOf } from '../../../kubernetes/schema/model/duration.ts';
import type { Fact, Place } from '../../../source/location.ts';
import { get, stringAt, type Node } from '../../../source/node.ts';
import { onceFor } from '../../../source/once-for.ts';
import { behaves } from '../../flags/behaviours.ts';
import type { Controller } from '../../model/model.ts';
import type { IgnoredSetting } from '../../model/route-status.ts';
import { does } from '../../operator/releases.ts';
import { fateOf, isAlwaysTranslated } from './filters.ts';
import { kindTraits } from './kind-traits.ts';

/** What the rules of a route ask for and the controller ignores. */
export function ignoredSettings({ kind, rules }: Route, controller: Controller): readonly IgnoredSetting[] {
  const isHttp = kindTraits[kind].hostnames === 'narrowed';
  if (isHttp && !rules.some(mayBeIgnored)) return [];
  const ignored = rules.flatMap((rule, index) =>
    (isHttp ? ofHttp(rule, controller.version) : ofOthers(rule)).map(([what, at]): IgnoredSetting => ({
      what,
      rule: index,
      at,
    })),
  );
  return isHttp ? [...ignored, ...timeoutsOfBackends(rules, controller)] : ignored;
}

/** Whether some release ignores something of a rule; of most rules none does, whichever cluster they go to. */
const mayBeIgnored = onceFor(
  ({ node, backendRefs, filters }: RouteRule) =>
    get(node, 'timeouts') !== undefined ||
    get(node, 'retry') !== undefined ||
    get(node, 'sessionPersistence') !== undefined ||
    backendRefs.some((ref) => ref.filters.length > 0) ||
    filters.some((filter) => !isAlwaysTranslated(filter) || get(filter.node, 'requestRedirect') !== undefined),
);

type Found = readonly [what: IgnoredSetting['what'], at: Place];

function ofHttp({ node, backendRefs, filters }: RouteRule, version: Fact<string>): readonly Found[] {
  return [
    ...placeOf('timeouts.request', get(node, 'timeouts', 'request')),
    ...placeOf('retry', get(node, 'retry')),
    ...placeOf('sessionPersistence', get(node, 'sessionPersistence')),
    ...backendRefs.flatMap((ref) => placeOf('backendRefs.filters', ref.filters[0])).slice(0, 1),
    ...filters.flatMap((filter): readonly Found[] => {
      if (fateOf(filter, version).fate === 'ignored') return [['filters', filter.type.at]];
      const modifier = stringAt(filter.node, 'requestRedirect', 'path', 'type');
      return modifier?.value === 'ReplacePrefixMatch' ? [['replacePrefixMatch', modifier.at]] : [];
    }),
  ];
}

/** Filters of GRPC routes are of every type ignored. */
function ofOthers({ backendRefs, filters }: RouteRule): readonly Found[] {
  return [
    ...filters.slice(0, 1).map(({ type }): Found => ['filters', type.at]),
    ...backendRefs.flatMap((ref) => placeOf('backendRefs.filters', ref.filters[0])).slice(0, 1),
  ];
}

function placeOf(what: IgnoredSetting['what'], node: Node | undefined): readonly Found[] {
  return node === undefined || (node.kind === 'scalar' && node.value === null) ? [] : [[what, node.at]];
}

/** The controller's own timeout, which is left as it is where a rule states it. */
const defaultTimeout = 60_000;

/** Timeouts that do not count, for all releases before the first that reads them or for what another rule says. */
function timeoutsOfBackends(rules: readonly RouteRule[], controller: Controller): readonly IgnoredSetting[] {
  const { version, embeddedIn } = controller;
  if (embeddedIn !== undefined && does(embeddedIn, 'keeps-timeouts-of-rules-apart')) return [];
  const isRead = behaves(version, 'reads-backend-timeouts');
  const isApart = behaves(version, 'keeps-timeouts-of-backends-apart');
  if (typeof isRead === 'string' || typeof isApart === 'string') return [];
  const stated = rules.flatMap(({ node, backendsKey }, rule) => {
    const written = stringAt(node, 'timeouts', 'backendRequest');
    const nanoseconds = durationOf(written?.value);
    if (written === undefined || nanoseconds === null) return [];
    return [{ at: written.at, rule, key: isApart ? backendsKey : '', milliseconds: Math.trunc(nanoseconds / 1e6) }];
  });
  const setting = { what: 'timeouts.backendRequest' } as const;
  if (!isRead) return stated.map(({ at, rule }) => ({ ...setting, at, rule }));
  return [...Map.groupBy(stated, ({ key }) => key).values()].flatMap((group) => {
    // The controller sorts the rules of one service by name, with their numbers as text.
    const sorted = isApart ? group.toSorted((a, b) => (String(a.rule) < String(b.rule) ? -1 : 1)) : group;
    const counting = sorted.findLast(({ milliseconds }) => !isApart || milliseconds !== defaultTimeout);
    return counting === undefined
      ? []
      : group
          .filter(({ milliseconds }) => milliseconds !== counting.milliseconds)
          .map(({ at, rule }) => ({ ...setting, at, rule, instead: counting.rule, isOfRoute: !isApart }));
  });
}
