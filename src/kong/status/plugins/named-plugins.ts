import type { ClusterAdmission } from '../../../admission/admission.ts';
import { annotation, stringMap } from '../../../gatewayapi/metadata.ts';
import { readPlugins } from '../../../gatewayapi/read-plugins.ts';
import { referencesOf } from '../../../gatewayapi/references.ts';
import { kongClusterPlugin, kongGroup, kongPlugin } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { Targets, identityOf } from '../../../kubernetes/targets.ts';
import { get, stringAt } from '../../../source/node.ts';
import { isSeen } from '../../model/is-seen.ts';
import type { Controller } from '../../model/model.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { isTakenBy } from '../routes/taken-by.ts';
import type { Binding } from '../../plugins/judge.ts';

/** A plugin that a controller sends to Kong, and what it is bound to. */
export interface NamedPluginObject {
  readonly object: KubeObject;
  readonly controller: Controller;
  /** Null for a global one. */
  readonly namedBy: KubeObject | null;
  readonly binding: Binding | null;
}

export interface PluginSources {
  readonly objects: readonly KubeObject[];
  readonly routes: readonly RouteStatus[];
  readonly ingresses: readonly ServedIngress[];
  readonly controllers: readonly Controller[];
  readonly admission: ClusterAdmission;
}

/**
 * The plugins of the tree that are certainly sent: named by a route that Kong gets, by a Service behind one or by a
 * consumer, or global. The controller leaves alone what nobody names.
 */
export function namedPlugins(sources: PluginSources): readonly NamedPluginObject[] {
  const plugins = sources.objects.filter(isPlugin);
  if (plugins.length === 0) return [];
  const targets = new Targets(plugins, identityOf);
  const named = [
    ...sources.routes.flatMap((status) => ofRoute(status, targets)),
    ...translatedIngresses(sources.ingresses).flatMap((each) => ofIngress(each, targets)),
    ...sources.controllers.flatMap((controller) => [
      ...ofConsumers(controller, sources, targets),
      ...globals(controller, plugins),
    ]),
  ];
  return named.filter(
    ({ object, controller }) => sources.admission.refusalOf(object) === null && isSeen(object, controller),
  );
}

/** Whether an object is a plugin of Kong's. */
export function isPlugin({ group, kind }: KubeObject): boolean {
  return group === kongGroup && (kind === kongPlugin.kind || kind === kongClusterPlugin.kind);
}

/** The controllers that translate all of a route. */
function sentBy(status: RouteStatus): readonly Controller[] {
  if (status.failures.length > 0) return [];
  const controllers = new Set(status.parents.flatMap(({ controller }) => controller ?? []));
  return [...controllers].filter((controller) => isTakenBy(controller, status));
}

function ofRoute(status: RouteStatus, targets: Targets<KubeObject>): readonly NamedPluginObject[] {
  const { route, plugins, backends } = status;
  return sentBy(status).flatMap((controller) => {
    const direct = plugins.flatMap(({ ref, fault }): readonly NamedPluginObject[] => {
      const object = fault === null && ref.namespace === null ? meant(ref, route.namespace, controller, targets) : null;
      return object === null ? [] : [{ object, controller, namedBy: route.object, binding: 'route' }];
    });
    const services = backends.flatMap(({ service, fault, isAssumed }) =>
      service !== null && fault === null && !isAssumed && 'root' in service.origin ? [service.origin] : [],
    );
    return [...direct, ...services.flatMap((each) => byAnnotation(each, 'service', controller, targets))];
  });
}

/**
 * Ingresses of which Kong certainly gets routes: with an annotation that rewrites, the controller leaves them out where a
 * gate is off, and all others to the same Services.
 */
export function translatedIngresses(ingresses: readonly ServedIngress[]): readonly ServedIngress[] {
  const rewriting = ingresses.filter(({ object }) => annotation(object, 'konghq.com/rewrite') !== undefined);
  const left = new Set(rewriting.flatMap(({ object }) => servicesNamed(object)));
  return ingresses.filter(({ object }) => servicesNamed(object).every((name) => !left.has(name)));
}

function servicesNamed(object: KubeObject): readonly string[] {
  return referencesOf(object).map(({ to }) => JSON.stringify([to.namespace, to.name]));
}

function ofIngress(
  { object, controllers, services }: ServedIngress,
  targets: Targets<KubeObject>,
): readonly NamedPluginObject[] {
  return controllers.flatMap((controller) => [
    ...byAnnotation(object, 'route', controller, targets),
    ...services.flatMap((each) => byAnnotation(each, 'service', controller, targets)),
  ]);
}

/** Plugins of the object's own namespace: whether another one is granted is not looked at. */
function byAnnotation(
  namedBy: KubeObject,
  binding: Binding,
  controller: Controller,
  targets: Targets<KubeObject>,
): readonly NamedPluginObject[] {
  return readPlugins(namedBy).plugins.flatMap((ref): readonly NamedPluginObject[] => {
    const object = ref.namespace === null ? meant(ref, namedBy.namespace, controller, targets) : null;
    return object === null ? [] : [{ object, controller, namedBy, binding }];
  });
}

/** The one object that a name means: the namespace's own plugin before one of the cluster. */
export function meant(
  ref: { readonly namespace: string | null; readonly name: string },
  own: string | null,
  controller: Controller,
  targets: Targets<KubeObject>,
): KubeObject | null {
  const namespace = ref.namespace ?? own;
  if (namespace === null) return null;
  const near = targets.find({ ...kongPlugin, namespace, name: ref.name });
  const found = near.length > 0 ? near : targets.find({ ...kongClusterPlugin, namespace: null, name: ref.name });
  const [object] = found;
  if (object === undefined || found.length > 1) return null;
  if (near.length > 0) return object.namespace === namespace ? object : null;
  return isOfClass(object, controller) ? object : null;
}

function isOfClass(object: KubeObject, { ingressClass }: Controller): boolean {
  const written = stringAt(annotation(object, 'kubernetes.io/ingress.class'))?.value;
  return ingressClass.certainty !== 'unknown' && written === ingressClass.value;
}

function ofConsumers(
  controller: Controller,
  sources: PluginSources,
  targets: Targets<KubeObject>,
): readonly NamedPluginObject[] {
  return sentConsumers(controller, sources).flatMap((consumer) =>
    byAnnotation(consumer, 'consumer', controller, targets),
  );
}

/** The KongConsumers that a controller certainly sends to Kong. */
export function sentConsumers(
  controller: Controller,
  { objects, admission }: Pick<PluginSources, 'objects' | 'admission'>,
): readonly KubeObject[] {
  return objects.filter(
    (object) =>
      object.group === kongGroup &&
      object.kind === 'KongConsumer' &&
      admission.refusalOf(object) === null &&
      isOfClass(object, controller) &&
      isSeen(object, controller) &&
      [stringAt(object.root, 'username'), stringAt(object.root, 'custom_id')].some((name) => name !== undefined),
  );
}

/** Two of one type cancel each other. */
function globals(controller: Controller, plugins: readonly KubeObject[]): readonly NamedPluginObject[] {
  const marked = plugins.filter(
    (object) =>
      object.kind === kongClusterPlugin.kind &&
      stringMap(get(object.root, 'metadata', 'labels')).get('global') === 'true' &&
      isOfClass(object, controller),
  );
  const types = Map.groupBy(marked, ({ root }) => stringAt(root, 'plugin')?.value);
  return [...types.values()].flatMap(([object, ...others]) =>
    object === undefined || others.length > 0 ? [] : [{ object, controller, namedBy: null, binding: null }],
  );
}
