import type { Effect } from '../../finding.ts';
import type { LostPart } from '../../kong/migration/lost-part.ts';
import { replacedObjects, type ReplacedObject } from '../../kong/migration/replaced-objects.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { namesIn, placesInBase } from '../wording/migrations.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const migrationRouteNotCarriedOver: Rule = {
  id: 'migration-route-not-carried-over',
  about: 'migration',
  title: 'Routes that take the place of an Ingress lack something of it',
  severity: 'error',

  *observe(cluster, before) {
    if (before === undefined) return;
    for (const replaced of replacedObjects(before, cluster)) {
      const byKind = Map.groupBy(replaced.lost, ({ what }) => what);
      for (const [what, lost] of byKind) yield* told(replaced, what, lost);
    }
  },
};

function* told(
  { object, routes }: ReplacedObject,
  what: LostPart['what'],
  lost: readonly LostPart[],
): Iterable<Observation> {
  const [first] = routes;
  const at = first && firstLocation(first.route.name.at);
  if (first === undefined || at === undefined) return;
  const { sentence, effect, consequence } = wordsOf(what, namesIn(lost.map(({ name }) => name)), object.kind);
  yield {
    at,
    subject: objectSubject(first.route.object),
    field: `${what} of ${nameOf(object)}`,
    statement: `${nameOf(first.route.object)} takes the place of ${nameOf(object)}, and ${sentence}.`,
    // A plugin is what protects; what else goes may be meant to go.
    ...(what === 'plugin' ? {} : { severity: 'warning' as const }),
    outcome: outcomeOf(effect, consequence),
    related: placesInBase(lost.map((part) => ({ at: part.at, message: `${nameOf(object)} has ${part.name} here` }))),
  };
}

interface Words {
  readonly sentence: string;
  readonly effect: Exclude<Effect, 'condition' | 'not-served' | 'pending'>;
  readonly consequence: string;
}

function wordsOf(what: LostPart['what'], names: string, kind: string): Words {
  switch (what) {
    case 'requests':
      return {
        sentence: `no route takes requests for ${names}`,
        effect: 'not-routed',
        consequence: 'such requests reach no backend',
      };
    case 'plugin':
      return {
        sentence: `neither the new routes nor the Services behind them name ${names}`,
        effect: 'without-plugin',
        consequence: 'requests pass without it',
      };
    case 'setting':
      return {
        sentence: `nothing on the new routes does what ${names} did`,
        effect: 'setting-lost',
        consequence: 'the defaults hold',
      };
    case 'tls':
      return {
        sentence: `no HTTPS listener takes a route for ${names}, which had TLS`,
        effect: 'setting-lost',
        consequence: 'no listener brings a certificate for it',
      };
    case 'port':
      return {
        sentence: `no listener of port ${names} takes one of the new routes`,
        effect: 'not-routed',
        consequence: `what came to that port of the ${kind} reaches no backend`,
      };
  }
}
