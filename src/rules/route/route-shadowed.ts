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
    for (const { twins, match, listener } of twinRoutes) {
      const parties = twins.flatMap(partyOf);
      if (parties.length < 2) continue;
      yield {
        parties,
        field: `match ${match}`,
        statement: (party, other) =>
          `${party.name} asks for ${match} at ${listener}, and so does ${other.name}, with other backends.`,
        outcome: outcomeOf(
          'not-routed',
          'Kong keeps both and serves one of the two: the other gets none of these requests',
        ),
      };
    }
  },
};

function partyOf({ route, at: place }: Twin): readonly Party[] {
  const at = firstLocation(place, route.name.at);
  return at === undefined ? [] : [{ subject: objectSubject(route.object), at, name: nameOf(route.object) }];
}
