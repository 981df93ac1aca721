import type { Route, RouteRule } from '../../../gatewayapi/route.ts';
import type { Fact, Place } from '../../../source/location.ts';
import { get, stringAt, type Node } from '../../../source/node.ts';
import type { IgnoredSetting } from '../../model/route-status.ts';
import { fateOf } from './filters.ts';
import { kindTraits } from './kind-traits.ts';

/** What the rules of a route ask for and the controller ignores. */
export function ignoredSettings({ kind, rules }: Route, version: Fact<string>): readonly IgnoredSetting[] {
  const isHttp = kindTraits[kind].hostnames === 'narrowed';
  return rules.flatMap((rule, index) =>
    (isHttp ? ofHttp(rule, version) : ofOthers(rule)).map(([what, at]): IgnoredSetting => ({ what, rule: index, at })),
  );
}

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
