import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Party, Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const globalPluginsOfOneType: Rule = {
  id: 'global-plugins-of-one-type',
  about: 'plugin',
  title: 'Two plugins for all requests are of one type, and neither acts',
  severity: 'error',

  *clashes({ leftOut }) {
    for (const { type, plugins, controller } of leftOut.globalTwins) {
      yield {
        parties: plugins.flatMap(partyOf),
        field: `global ${type}`,
        statement: (party, other) =>
          `${party.name} and ${other.name} are both for all requests (label global: "true") and of the type ${type}. ` +
          `The controller ${controller.id} then applies neither. Keep one of them.`,
        outcome: outcomeOf('without-plugin', `${type} acts on no request`),
      };
    }
  },
};

function partyOf(plugin: KubeObject): readonly Party[] {
  const at = firstLocation(plugin.name.at);
  return at ? [{ subject: objectSubject(plugin), name: nameOf(plugin), at }] : [];
}
