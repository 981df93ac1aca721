import { ingressControllerRoutes } from '../causes/kong-routes.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { conditionOutcome, outcomeOf } from '../wording/outcomes.ts';
import { routeName } from '../wording/routes.ts';
import type { RouteFilter } from '../../gatewayapi/route.ts';
import type { RouteFailure, RouteStatus } from '../../kong/model/route-status.ts';
import { firstLocation } from '../../source/location.ts';

export const routeFeatureUnsupported: Rule = {
  id: 'route-feature-unsupported',
  about: 'route',
  title: 'A route asks for something that the controller refuses',
  severity: 'error',

  *observe(cluster) {
    for (const status of ingressControllerRoutes(cluster)) {
      const { route } = status;
      for (const failure of status.failures) {
        const at = firstLocation(failure.at, route.name.at);
        if (at === undefined) continue;
        yield {
          at,
          subject: objectSubject(route.object),
          field: `spec.rules ${failure.cause}${failure.rule === null ? '' : ` ${failure.rule}`}`,
          statement: `${routeName(route)} ${sentenceOf(failure, status)}.`,
          outcome: outcomeFor(status),
        };
      }
    }
  },
};

function sentenceOf({ cause, rule, at }: RouteFailure, { route }: RouteStatus): string {
  const filter = rule === null ? undefined : route.rules[rule]?.filters.find(({ type }) => type.at === at);
  switch (cause) {
    case 'no-rules':
      return 'has no rules, and the controller translates none without';
    case 'no-hostnames':
      return 'has no hostnames, and the controller translates no TLSRoute without';
    case 'no-backends':
      return 'has a rule without backendRefs, at which the controller fails';
    case 'query-parameter':
      return 'matches a query parameter, which the controller supports with the router flavor expressions alone';
    case 'filter':
      return `has a ${filter?.type.value ?? ''} filter, at which this version of the controller fails`;
    case 'extension':
      return `has an ExtensionRef to ${extensionOf(filter)}, but the controller takes nothing but KongPlugins there`;
    case 'empty-rewrite':
      return 'has a URLRewrite filter with neither a path nor a hostname';
    case 'annotations-differ':
      return 'has a rule whose Services carry different konghq.com annotations, and Kong has one service for all of them';
  }
}

function extensionOf(filter: RouteFilter | undefined): string {
  const extension = filter?.extension ?? null;
  return extension === null ? 'nothing' : `${extension.kind} ${extension.name.value}`;
}

function outcomeFor(status: RouteStatus): ReturnType<typeof outcomeOf> {
  const consequence =
    status.served === false ? 'the route is not served' : 'the rules with those backends are not served';
  const told = status.parents.flatMap(({ conditions }) => conditions?.Programmed ?? [])[0];
  return told?.reason === 'TranslationError'
    ? conditionOutcome({ type: 'Programmed', status: 'False', reason: told.reason }, consequence)
    : outcomeOf('not-routed', consequence);
}
