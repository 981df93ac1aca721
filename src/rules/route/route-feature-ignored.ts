import { ingressControllerRoutes } from '../causes/kong-routes.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { listed, routeName } from '../wording/routes.ts';
import { firstLocation } from '../../source/location.ts';
import { type IgnoredSetting } from '../../kong/model/route-status.ts';

export const routeFeatureIgnored: Rule = {
  id: 'route-feature-ignored',
  about: 'route',
  title: 'A route asks for something that the controller ignores',
  severity: 'warning',

  *observe(cluster) {
    for (const { route, ignored } of ingressControllerRoutes(cluster)) {
      for (const settings of Map.groupBy(ignored, ({ what, instead }) => `${what} ${instead ?? ''}`).values()) {
        const [first] = settings;
        if (first === undefined) continue;
        const { what } = first;
        const at = firstLocation(first.at, route.name.at);
        if (at === undefined) continue;
        const rules = [...new Set(settings.map(({ rule }) => `rules[${rule}]`))];
        yield {
          at,
          subject: objectSubject(route.object),
          field: `spec.rules ${what}`,
          statement: `${routeName(route)} has ${words[what]} in ${listed(rules)}, ${fate(first)}`,
          outcome: outcomeOf('not-routed', consequences[what]),
        };
      }
    }
  },
};

function fate({ instead, isOfRoute }: IgnoredSetting): string {
  if (instead === undefined) return 'which the controller ignores without a word.';
  const webhook = "The controller's webhook may refuse the route before that, where its Gateway is there already.";
  return isOfRoute === true
    ? `and rules[${instead}] has another, which counts for all. Before release 3.4 the controller gives every rule of a route the timeout of the last that has one. ${webhook}`
    : `and rules[${instead}] has another: rules that lead to one service of Kong have one timeout, and there that of rules[${instead}] counts. ${webhook}`;
}

const words: Readonly<Record<IgnoredSetting['what'], string>> = {
  'timeouts.request': 'timeouts.request',
  'timeouts.backendRequest': 'timeouts.backendRequest',
  retry: 'retry',
  sessionPersistence: 'sessionPersistence',
  'backendRefs.filters': 'filters of a backend',
  filters: 'filters',
  replacePrefixMatch: 'a redirect with ReplacePrefixMatch',
};

const consequences: Readonly<Record<IgnoredSetting['what'], string>> = {
  'timeouts.request': 'requests last as long as they do; the controller reads timeouts.backendRequest, from 3.1 on',
  'timeouts.backendRequest': 'requests are not cut off as written here',
  retry: 'requests are retried as the Service of Kong says, not as written here',
  sessionPersistence: 'requests of one session may go to any endpoint',
  'backendRefs.filters': 'requests to that backend pass unchanged',
  filters: 'requests and responses pass unchanged',
  replacePrefixMatch: 'the redirect keeps the path',
};
