import type { Controller } from '../../kong/model/model.ts';
import type { PlacedRefusal, RefusedPlugin } from '../../kong/model/refused-plugin.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import { correctEntity } from '../fixes/entity-fixes.ts';
import { correctPlugin } from '../fixes/plugin-fixes.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { relatedAt } from '../wording/places.ts';
import { askedBefore, confinement, refusalOutcome } from '../wording/refused-configuration.ts';
import { refusalStatement, relatedPart } from '../wording/refused-entities.ts';
import { valueText } from '../wording/plugin-values.ts';
import { shortName } from '../../source/shortened.ts';

/** What is wrong, after the name of the plugin's object. */
function reasonOf({ plugin, kong, namedBy }: RefusedPlugin, { field: path, problem }: PlacedRefusal): string {
  const field = shortName(path);
  const whose = `${plugin} of ${kong}`;
  switch (problem.kind) {
    case 'not-enabled':
      return `${kong} has no plugin "${plugin}"${problem.nearest === null ? '' : `; "${problem.nearest}" is one`}`;
    case 'unknown-field':
      return `${whose} has no field ${field}${problem.nearest === null ? '' : `; ${problem.nearest} is one`}`;
    case 'missing':
      return `${whose} needs ${field}, which is missing or null`;
    case 'value':
      return `${field} is ${valueText(problem.value)}, and ${whose} expects ${problem.expected}`;
    case 'crash':
      return `${field} is ${valueText(problem.value)}, and ${whose} expects ${problem.expected}. Kong's code fails on it and does not say at which plugin`;
    case 'together':
      return `${whose} needs ${problem.needed}`;
    case 'binding':
      return `${whose} cannot be used on a ${problem.to}${namedBy === null ? '' : `, and ${nameOf(namedBy)} names it`}`;
  }
}

function versionPlaces({ proxies }: Controller): readonly Place[] {
  return proxies.flatMap(({ version, routerFlavor }) =>
    [version, routerFlavor].flatMap((fact) => (fact.certainty === 'known' ? [fact.at] : [])),
  );
}

export const kongRefusesConfiguration: Rule = {
  id: 'kong-refuses-configuration',
  about: 'object',
  title: 'Kong refuses every update of its configuration',
  severity: 'error',

  *observe(cluster) {
    const { refusedPlugins, refusedEntities } = cluster;
    for (const refused of refusedEntities) {
      const { object, controller, at, field, related, isLikely, reach } = refused;
      yield {
        at,
        subject: objectSubject(object),
        field,
        statement: refusalStatement(refused),
        ...(isLikely || reach === 'dependants' ? { severity: 'warning' } : {}),
        outcome: refusalOutcome(refused, cluster),
        related: [
          ...related.flatMap(({ at: place, what }) => relatedAt(place, relatedPart(what))),
          ...confinement(controller),
        ],
        restsOn: versionPlaces(controller),
        changes: correctEntity(refused),
      };
    }
    for (const refused of refusedPlugins) {
      const { object, controller, namedBy, refusals, reach } = refused;
      for (const refusal of refusals) {
        yield {
          at: refusal.at,
          subject: objectSubject(object),
          field: refusal.field,
          statement: `${nameOf(object)}: ${reasonOf(refused, refusal)}.${askedBefore(controller, 'plugin')}`,
          ...(reach === 'dependants' ? { severity: 'warning' } : {}),
          outcome: refusalOutcome(refused, cluster),
          related: [
            ...(namedBy === null ? [] : relatedAt(namedBy.name.at, `${nameOf(namedBy)} names the plugin`)),
            ...confinement(controller),
          ],
          restsOn: versionPlaces(controller),
          changes: correctPlugin(refused, refusal),
        };
      }
    }
  },
};
