import type { RouteRule } from '../../../gatewayapi/route.ts';
import { onceFor } from '../../../source/once-for.ts';
import type { Controller } from '../../model/model.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { isTakenBy } from '../routes/taken-by.ts';
import type { SentRoute } from '../translation/sent-route.ts';
import { kongAnnotations } from '../translation/written-values.ts';

/** The routes that a controller certainly hands to its translator, with the rules of each that it translates. */
export function sentRoutes(routes: readonly RouteStatus[], controller: Controller): readonly SentRoute[] {
  return routes.flatMap((status) => {
    if (!isTakenBy(controller, status)) return [];
    const annotations = kongAnnotations(status.route.object);
    const rules = translatedRules(status, controller);
    return annotations === null || rules.size === 0 ? [] : [{ status, annotations, rules }];
  });
}

function translatedRules({ route, failures }: RouteStatus, controller: Controller): ReadonlySet<number> {
  const all = everyRule(route.rules);
  if (route.kind !== 'HTTPRoute') return failures.length > 0 ? new Set() : all;
  if (combinesServices(controller)) return new Set();
  if (failures.some(({ rule, cause }) => rule === null || cause === 'query-parameter')) return new Set();
  if (failures.length === 0) return all;
  // Rules with the same backends fail together.
  const failing = new Set(failures.map(({ rule }) => route.rules[rule ?? -1]?.backendsKey));
  return new Set([...all].filter((index) => !failing.has(route.rules[index]?.backendsKey)));
}

const everyRule = onceFor((rules: readonly RouteRule[]): ReadonlySet<number> => new Set(rules.keys()));

/** Whether rules of several routes may share what Kong gets of them. */
function combinesServices({ combinesServices: flag, featureGates }: Controller): boolean {
  if (flag.certainty === 'unknown' || flag.value || featureGates.certainty === 'unknown') return true;
  return featureGates.value.get('CombinedServicesFromDifferentHTTPRoutes') === true;
}
