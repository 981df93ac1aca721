import { annotation } from '../../../gatewayapi/metadata.ts';
import { pluginsNamedBy } from '../../../gatewayapi/named-plugins.ts';
import type { PluginRef, Route } from '../../../gatewayapi/route.ts';
import { kongClusterPlugin, kongPlugin } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { type Targets } from '../../../kubernetes/targets.ts';
import { stringAt } from '../../../source/node.ts';
import type { Controller } from '../../model/model.ts';
import type { NamedPlugin } from '../../model/route-status.ts';
import { grantedIn, type BackendContext } from './backends.ts';

/** What of a cluster bears on the plugins that its routes name. */
interface PluginContext extends Pick<BackendContext, 'grants' | 'readsGrants' | 'holdsEvery' | 'removed'> {
  readonly objects: Targets<KubeObject>;
  readonly ingressClass: Controller['ingressClass'] | null;
}

/** The plugins of a route's annotation and of the ExtensionRefs of its rules. */
export function pluginsOf(
  route: Route,
  seen: BackendContext,
  objects: PluginContext['objects'],
  ingressClass: PluginContext['ingressClass'],
): readonly NamedPlugin[] {
  const named = pluginsNamedBy(route);
  if (named.length === 0) return [];
  const context: PluginContext = { ...seen, objects, ingressClass };
  return named.map(({ ref, rule }) => {
    const fault = faultOf(ref, route, context);
    const isNoneOfNamespace = isOneOfCluster(ref, route, context) || isAbsent(ref, route, context);
    return { ref, rule, fault, isNoneOfNamespace, doubt: fault === null ? doubtOf(ref, route, context) : null };
  });
}

/** A namespace that is stated needs a grant, even where it is the route's own. */
function faultOf(ref: PluginRef, { kind, namespace }: Route, context: PluginContext): NamedPlugin['fault'] {
  if (namespace === null) return null;
  if (ref.namespace !== null) {
    const granted = grantedIn(context, kind, namespace, { ...kongPlugin, namespace: ref.namespace, name: ref.name });
    if (granted === false) return 'not-permitted';
    if (granted === null) return null;
  }
  return isAbsent(ref, { namespace }, context) ? 'not-found' : null;
}

function isAbsent(ref: PluginRef, { namespace }: Pick<Route, 'namespace'>, context: PluginContext): boolean {
  const space = ref.namespace ?? namespace;
  return space !== null && isNowhere(space, ref.name, context);
}

function isNowhere(namespace: string, name: string, context: PluginContext): boolean {
  const { objects, holdsEvery, ingressClass } = context;
  if (objects.find({ ...kongPlugin, namespace, name }).length > 0) return false;
  if (!holdsEvery(kongPlugin, namespace) || !holdsEvery(kongClusterPlugin)) return false;
  const cluster = clusterPlugin(name, context);
  return cluster === undefined || isOfOtherClass(cluster, ingressClass);
}

function isOneOfCluster({ name, namespace }: PluginRef, route: Route, context: PluginContext): boolean {
  const space = namespace ?? route.namespace;
  return (
    context.objects.find({ ...kongPlugin, namespace: space, name }).length === 0 &&
    clusterPlugin(name, context) !== undefined
  );
}

/** Without a class the controller sees it where its IngressClass is the default one, which is not looked at. */
function doubtOf({ name, namespace }: PluginRef, route: Route, context: PluginContext): string | null {
  const space = namespace ?? route.namespace;
  if (context.objects.find({ ...kongPlugin, namespace: space, name }).length > 0) return null;
  const cluster = clusterPlugin(name, context);
  if (cluster === undefined || classOf(cluster) !== undefined) return null;
  return `KongClusterPlugin ${name} states no ingress class, so the controller sees it only where its own is the default`;
}

function clusterPlugin(name: string, { objects }: PluginContext): KubeObject | undefined {
  return objects.find({ ...kongClusterPlugin, namespace: null, name })[0];
}

function isOfOtherClass(plugin: KubeObject, ingressClass: PluginContext['ingressClass']): boolean {
  const written = classOf(plugin);
  if (written === undefined || ingressClass === null || ingressClass.certainty === 'unknown') return false;
  return written !== ingressClass.value;
}

function classOf(plugin: KubeObject): string | undefined {
  return stringAt(annotation(plugin, 'kubernetes.io/ingress.class'))?.value;
}
