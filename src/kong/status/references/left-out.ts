import type { ClusterAdmission } from '../../../admission/admission.ts';
import { annotation } from '../../../gatewayapi/metadata.ts';
import { pluginsNamedBy } from '../../../gatewayapi/named-plugins.ts';
import { isCalledLater } from '../../../gatewayapi/placeholder.ts';
import { readPlugins } from '../../../gatewayapi/read-plugins.ts';
import { kongClusterPlugin, kongConsumer, kongConsumerGroup, kongPlugin } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { get, stringAt } from '../../../source/node.ts';
import { atLeast } from '../../model/image.ts';
import { isSeen } from '../../model/is-seen.ts';
import type { ClasslessObject, GlobalTwins, LeftOut } from '../../model/left-out.ts';
import type { Controller, GatewayStatus } from '../../model/model.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { isNeverDefault } from './default-class.ts';
import { isOf } from './namers.ts';

interface Sources {
  readonly objects: readonly KubeObject[];
  readonly controllers: readonly Controller[];
  readonly gateways: readonly GatewayStatus[];
  readonly routes: readonly RouteStatus[];
  readonly admission: ClusterAdmission;
}

/**
 * Objects that the ingress controllers of the tree leave out.
 * Sources: internal/store/store.go and internal/dataplane/kongstate/kongstate.go of
 * https://github.com/Kong/kubernetes-ingress-controller/tree/v3.5.13, which are so since 2.0
 */
export function leftOut({ objects, controllers, gateways, routes, admission }: Sources): LeftOut {
  const stored = objects.filter((each) => !isCalledLater(each) && admission.refusalOf(each) === null);
  // What Kong Operator reads of them depends on what each of them is bound to.
  const isManaged =
    controllers.some(({ kind }) => kind !== 'kic') ||
    gateways.some(({ implementation }) => implementation === 'operator');
  const known = isManaged ? [] : controllers.filter(isKnown);
  const isAlone = known.length > 0 && known.length === controllers.length;
  const global = stored.filter((each) => isOfKind(each, kongClusterPlugin) && isGlobal(each));
  return {
    classless:
      isAlone && known.every((each) => isNeverDefault(each, objects))
        ? stored.filter((each) => isClassed(each) && isClassless(each)).flatMap((object) => classlessFor(object, known))
        : [],
    globalTwins: known.flatMap((controller) => twinsOf(controller, global)),
    labelledPlugins: isAlone
      ? unnamed(
          stored.filter((each) => isOfKind(each, kongPlugin) && isGlobal(each)),
          objects,
          routes,
        )
      : [],
  };
}

function isKnown({ ingressClass, version, startFailures }: Controller): boolean {
  return (
    ingressClass.certainty !== 'unknown' &&
    version.certainty !== 'unknown' &&
    atLeast(version.value, '2.0') &&
    startFailures.length === 0
  );
}

/** What is of a class, and bound to no control plane of Konnect. A plugin of the cluster that is named has a rule of its own. */
function isClassed(object: KubeObject): boolean {
  if (get(object.root, 'spec', 'controlPlaneRef') !== undefined) return false;
  return (
    isOfKind(object, kongConsumer) ||
    isOfKind(object, kongConsumerGroup) ||
    (isOfKind(object, kongClusterPlugin) && isGlobal(object))
  );
}

/** One in a namespace that no controller watches may be for another, which is not in the tree. */
function classlessFor(object: KubeObject, known: readonly Controller[]): readonly ClasslessObject[] {
  const [first, ...others] = known.filter((each) => isSeen(object, each));
  return first === undefined ? [] : [{ object, controllers: [first, ...others] }];
}

/** Those that nothing names, whoever reads what may name them. */
function unnamed(
  plugins: readonly KubeObject[],
  objects: readonly KubeObject[],
  routes: readonly RouteStatus[],
): readonly KubeObject[] {
  if (plugins.length === 0) return [];
  const refs = [
    ...objects.flatMap((each) => readPlugins(each).plugins),
    ...routes.flatMap(({ route }) => pluginsNamedBy(route).map(({ ref }) => ref)),
  ];
  const names = new Set(refs.map(({ name }) => name));
  return plugins.filter(({ name }) => !names.has(name.value));
}

function isClassless(object: KubeObject): boolean {
  const annotations = get(object.root, 'metadata', 'annotations');
  const written = annotation(object, 'kubernetes.io/ingress.class');
  if (annotations?.kind === 'unknown') return false;
  return written === undefined || stringAt(written)?.value === '';
}

function isGlobal({ root }: KubeObject): boolean {
  return stringAt(root, 'metadata', 'labels', 'global')?.value === 'true';
}

/** Plugins of a controller's class for all requests, those of a type together. */
function twinsOf(controller: Controller, global: readonly KubeObject[]): readonly GlobalTwins[] {
  const flag = controller.enabled.get('enable-controller-kongclusterplugin');
  if (flag === undefined || flag.certainty === 'unknown' || !flag.value) return [];
  const own = global.filter((each) => isOf(each, controller));
  return [...Map.groupBy(own, ({ root }) => stringAt(root, 'plugin')?.value ?? '')].flatMap(
    ([type, all]): readonly GlobalTwins[] => {
      // One that lacks its Secret does not count.
      const whole = all.filter(
        ({ root }) => get(root, 'configFrom') === undefined && get(root, 'configPatches') === undefined,
      );
      const names = new Set(whole.map(({ name }) => name.value));
      const isWritten = names.size === whole.length && names.size > 1 && type !== '';
      return isWritten ? [{ type, plugins: whole, controller }] : [];
    },
  );
}
