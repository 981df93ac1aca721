import type { PluginSecretFault } from '../../kong/model/kong-references.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { namingPlace, pluginType, withoutPlugin } from '../wording/plugins.ts';
import { relatedAt } from '../wording/places.ts';
import { secretPlaces, secretReason } from '../wording/secret-faults.ts';

export const pluginSecretNotFound: Rule = {
  id: 'plugin-secret-not-found',
  about: 'plugin',
  title: 'A plugin lacks the Secret that holds its configuration',
  severity: 'error',

  *observe({ references }) {
    for (const each of references.pluginSecrets) {
      const at = firstLocation(each.at, each.plugin.name.at);
      if (at !== undefined) yield { ...observed(each), at };
    }
  },
};

function observed({ plugin, secret, fault, namedBy }: PluginSecretFault): Omit<Observation, 'at'> {
  const type = pluginType(plugin);
  return {
    subject: objectSubject(plugin),
    field: `secret ${secret}`,
    statement: `${nameOf(plugin)} takes its configuration from Secret ${secret}, ${secretReason(fault)}. The controller then leaves the plugin out.`,
    outcome:
      namedBy.length === 0
        ? outcomeOf('without-plugin', `all routes are served without ${type ?? 'the plugin'}`)
        : withoutPlugin(namedBy, type),
    related: [
      ...secretPlaces(fault),
      ...namedBy.slice(0, 3).flatMap((each) => relatedAt(namingPlace(each), `${nameOf(each.namer)} names the plugin`)),
    ],
  };
}
