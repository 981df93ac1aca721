import { mayComeUnseen } from '../../gitops/model/absence.ts';
import { ingress } from '../../kubernetes/kinds.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import { get } from '../../source/node.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { pluginType } from '../wording/plugins.ts';

export const globalLabelWithoutEffect: Rule = {
  id: 'global-label-without-effect',
  about: 'plugin',
  title: 'A KongPlugin carries the label that makes a KongClusterPlugin one for all requests',
  severity: 'warning',

  *observe(cluster) {
    for (const plugin of cluster.leftOut.labelledPlugins) {
      const at = firstLocation(get(plugin.root, 'metadata', 'labels', 'global')?.at, plugin.name.at);
      // An Ingress of a chart that is not seen may name it, which is all that it needs.
      if (at === undefined || mayComeUnseen(cluster, { ...ingress, namespace: plugin.namespace, name: '' })) continue;
      yield {
        at,
        subject: objectSubject(plugin),
        field: 'metadata.labels.global',
        statement: `${nameOf(plugin)} is labelled global: "true", which counts on a KongClusterPlugin and not on a KongPlugin. Nothing in the repository names the plugin.`,
        outcome: outcomeOf('without-plugin', `${pluginType(plugin) ?? 'the plugin'} does not act on all requests`),
      };
    }
  },
};
