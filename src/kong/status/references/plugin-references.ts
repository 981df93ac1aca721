import type { ClusterAdmission } from '../../../admission/admission.ts';
import { pluginsNamedBy } from '../../../gatewayapi/named-plugins.ts';
import { readPlugins } from '../../../gatewayapi/read-plugins.ts';
import type { ReferenceGrant } from '../../../gatewayapi/reference-grant.ts';
import type { PluginRef } from '../../../gatewayapi/route.ts';
import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { kongClusterPlugin, kongConsumer, kongConsumerGroup, kongPlugin } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { Targets, identityOf } from '../../../kubernetes/targets.ts';
import type { Controller } from '../../model/model.ts';
import type { PluginReference } from '../../model/plugin-reference.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { absenceOf, type Holdings } from './absences.ts';
import { maySee, unseenByClass } from './cluster-plugins.ts';
import { forbiddenBy } from './forbidden.ts';
import { consumersOf, servedRoutes, servicesBehind } from './namers.ts';

/** What bears on objects of Kong's and on what they name. */
export interface ReferenceSources {
  readonly objects: readonly KubeObject[];
  readonly routes: readonly RouteStatus[];
  readonly ingresses: readonly ServedIngress[];
  readonly controllers: readonly Controller[];
  readonly admission: ClusterAdmission;
  readonly grants: readonly ReferenceGrant[];
  readonly holdsEvery: HoldsEvery;
  /** What a change takes out of the cluster. */
  readonly removed: readonly KubeObject[];
}

type Named = Pick<PluginReference, 'ref' | 'namer' | 'as' | 'routes'>;

/** Every plugin that is named by a route or Ingress that Kong gets, a Service behind one, a consumer or a group of them. */
export function pluginReferences(sources: ReferenceSources): readonly PluginReference[] {
  const named = everyName(sources);
  if (named.length === 0) return [];
  const plugins = sources.objects.filter(isPlugin);
  const holdings: Holdings = { ...sources, objects: plugins };
  const targets = new Targets(plugins, identityOf);
  return named.map((each): PluginReference => {
    const { ref, namer } = each;
    const namespace = ref.namespace ?? namer.namespace;
    const found = foundBy(ref.name, namespace, targets, sources);
    const absence =
      found.length > 0
        ? null
        : (unseenByClass({ name: ref.name, namespace }, targets, sources.controllers, sources) ??
          absenceOf(
            {
              kinds: [kongPlugin, kongClusterPlugin],
              namespace,
              name: ref.name,
              statesNamespace: ref.namespace !== null,
              namer,
            },
            holdings,
          ));
    const [plugin = null, second] = found;
    return { ...each, plugin: second === undefined ? plugin : null, absence, forbidden: forbiddenBy(each, sources) };
  });
}

export function isPlugin(object: KubeObject): boolean {
  return isOfKind(object, kongPlugin) || isOfKind(object, kongClusterPlugin);
}

function everyName(sources: ReferenceSources): readonly Named[] {
  const { objects, routes, ingresses } = sources;
  const served = servedRoutes(routes);
  const byRoutes = served.flatMap(({ route }) =>
    pluginsNamedBy(route).map(({ ref }): Named => ({ ref, namer: route.object, as: 'route', routes: [route.object] })),
  );
  const byIngresses = ingresses.flatMap(({ object }) =>
    refsOf(object).map((ref): Named => ({ ref, namer: object, as: 'ingress', routes: [object] })),
  );
  const byServices = [...servicesBehind(served, ingresses)].flatMap(([namer, behind]) =>
    refsOf(namer).map((ref): Named => ({ ref, namer, as: 'service', routes: behind })),
  );
  const byConsumers = ([kongConsumer, kongConsumerGroup] as const).flatMap((kind) =>
    consumersOf(kind, objects, sources).flatMap((namer) =>
      refsOf(namer).map((ref): Named => ({
        ref,
        namer,
        as: kind === kongConsumer ? 'consumer' : 'consumer-group',
        routes: [],
      })),
    ),
  );
  return [...byRoutes, ...byIngresses, ...byServices, ...byConsumers];
}

function refsOf(object: KubeObject): readonly PluginRef[] {
  return readPlugins(object).plugins;
}

/** What a name may mean: the plugin of the namespace, else the one of the cluster that some controller may see. */
function foundBy(
  name: string,
  namespace: string | null,
  targets: Targets<KubeObject>,
  { controllers, objects }: ReferenceSources,
): readonly KubeObject[] {
  const near = targets.find({ ...kongPlugin, namespace, name });
  if (near.length > 0) return near;
  const wide = targets.find({ ...kongClusterPlugin, namespace: null, name });
  return wide.filter((object) => controllers.length === 0 || controllers.some((each) => maySee(object, each, objects)));
}
