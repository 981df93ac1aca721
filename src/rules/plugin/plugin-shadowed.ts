import type { PluginReference } from '../../kong/model/plugin-reference.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';
import { namingPlace, pluginType } from '../wording/plugins.ts';

export const pluginShadowed: Rule = {
  id: 'plugin-shadowed',
  about: 'plugin',
  title: 'A plugin is named by a route and by a consumer, and acts for the pair alone',
  severity: 'warning',

  *observe({ references }) {
    for (const { plugin, routes, consumers } of references.shadowed) {
      const [consumer] = consumers;
      const at = namingPlace(consumer);
      if (at === undefined) continue;
      const type = pluginType(plugin) ?? 'the plugin';
      const only = consumers.length === 1 ? nameOf(consumer.namer) : `${consumers.length} consumers`;
      yield {
        at,
        subject: objectSubject(consumer.namer),
        field: `plugins ${plugin.name.value}`,
        statement: `${nameOf(consumer.namer)} names ${nameOf(plugin)}, and so does ${named(routes)}. Kong then gets it for the two together, and for neither alone.`,
        outcome: outcomeOf('without-plugin', `${type} acts on requests of ${only} there, and on nobody else's`),
        related: [
          ...routes.slice(0, 3).flatMap((each) => relatedAt(namingPlace(each), `${nameOf(each.namer)} names it here`)),
          ...relatedAt(plugin.name.at, `${nameOf(plugin)} is here`),
        ],
      };
    }
  },
};

function named([first, ...others]: readonly [PluginReference, ...PluginReference[]]): string {
  const more = new Set(others.map(({ namer }) => namer)).size;
  return more === 0 ? nameOf(first.namer) : `${nameOf(first.namer)}, with ${more} more`;
}
