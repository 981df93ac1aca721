import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Twin } from '../../kong/model/twin-routes.ts';
import type { Party, Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const routeShadowed: Rule = {
  id: 'route-shadowed',
  about: 'route',
  title: 'Two routes ask for the same requests, and one of them gets none',
  severity: 'error',

  *clashes({ twinRoutes }) {
    for (const { twins, match, listener, served } of twinRoutes) {
      const isOneRoute = twins[0].route === twins[1].route;
      const parties = twins.flatMap((twin) => partyOf(twin, isOneRoute));
      if (parties.length < 2) continue;
      yield {
        parties,
        field: `match ${match}`,
        statement: (party, other) =>
          `${party.name} asks for ${match} at ${listener}, and so does ${other.name}, with other backends.`,
        outcome: outcomeOf(
          'not-routed',
          `Kong ${servedText[served ?? 'unknown']}: the other gets none of these requests`,
        ),
      };
    }
  },
};

const servedText = {
  older: 'serves the older of the two objects',
  first: 'serves the first of the two rules',
  open: 'keeps both and serves one of the two, and which one is not defined',
  unknown: 'keeps both and serves one of the two',
} as const;

function partyOf({ route, rule, at: place }: Twin, isOneRoute: boolean): readonly Party[] {
  const at = firstLocation(place, route.name.at);
  const name = isOneRoute ? `rule ${rule + 1} of ${nameOf(route.object)}` : nameOf(route.object);
  return at === undefined ? [] : [{ subject: objectSubject(route.object), at, name }];
}
