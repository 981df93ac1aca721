import type { KubeObject } from '../../../kubernetes/object.ts';
import { stringAt } from '../../../source/node.ts';
import type { ShadowedPlugin } from '../../model/kong-references.ts';
import type { PluginReference } from '../../model/plugin-reference.ts';
import type { PublishedPlugins } from '../../plugins/published.ts';

/**
 * Plugins that a route or Service names and a consumer too. The controller sends one for each pair and none for the route
 * alone. Types that take no consumer are refused by Kong for that, and of plugins of one's own that is not known.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/util/rels/relations.go
 */
export function shadowedPlugins(
  references: readonly PluginReference[],
  published: PublishedPlugins,
): readonly ShadowedPlugin[] {
  const acting = references.filter(({ forbidden }) => forbidden === null);
  return [...Map.groupBy(acting, ({ plugin }) => plugin)].flatMap(([plugin, all]): readonly ShadowedPlugin[] => {
    const [route, ...routes] = all.filter(({ as }) => as !== 'consumer' && as !== 'consumer-group');
    const [consumer, ...consumers] = all.filter(({ as }) => as === 'consumer' || as === 'consumer-group');
    if (plugin === null || route === undefined || consumer === undefined) return [];
    if (!takesConsumers(plugin, published)) return [];
    return [{ plugin, routes: [route, ...routes], consumers: [consumer, ...consumers] }];
  });
}

function takesConsumers({ root }: KubeObject, published: PublishedPlugins): boolean {
  const type = stringAt(root, 'plugin')?.value ?? '';
  const schemas = published.setsOf('3.9').flatMap((set) => set.plugin(type) ?? []);
  return schemas.length > 0 && schemas.every(({ takesNo }) => !takesNo.includes('consumer'));
}
