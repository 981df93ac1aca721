import type { ClusterAdmission } from '../../../admission/admission.ts';
import { annotation } from '../../../gatewayapi/metadata.ts';
import type { GroupKind } from '../../../kubernetes/kind.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { stringAt } from '../../../source/node.ts';
import { onceFor } from '../../../source/once-for.ts';
import type { Controller } from '../../model/model.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import type { RouteStatus } from '../../model/route-status.ts';

/** Routes that Kong gets, as far as is known. */
export const servedRoutes = onceFor((routes: readonly RouteStatus[]): readonly RouteStatus[] =>
  routes.filter(
    ({ parents, refusal, silences, missingGates, served }) =>
      served !== false &&
      refusal === null &&
      silences.length === 0 &&
      missingGates.length === 0 &&
      parents.some(({ gateway, standing }) => gateway?.implementation === 'kic' && standing !== 'passed-over'),
  ),
);

/** Services with those that lead there. */
type Behind = ReadonlyMap<KubeObject, readonly KubeObject[]>;

/** The Services of manifests behind routes and Ingresses, with those that lead there. */
export function servicesBehind(routes: readonly RouteStatus[], ingresses: readonly ServedIngress[]): Behind {
  return behindAll(routes)(ingresses);
}

const behindAll = onceFor((routes: readonly RouteStatus[]) =>
  onceFor((ingresses: readonly ServedIngress[]) => leadingTo(routes, ingresses)),
);

function leadingTo(routes: readonly RouteStatus[], ingresses: readonly ServedIngress[]): Behind {
  const behind = new Map<KubeObject, KubeObject[]>();
  const add = (service: KubeObject, leading: KubeObject): void => {
    const known = behind.get(service);
    if (known === undefined) behind.set(service, [leading]);
    // What leads there by several ways does so in a row.
    else if (known.at(-1) !== leading) known.push(leading);
  };
  for (const { route, backends } of routes) {
    for (const { service, fault } of backends) {
      if (service === null || fault !== null || !('root' in service.origin)) continue;
      add(service.origin, route.object);
    }
  }
  for (const { object, services } of ingresses) for (const service of services) add(service, object);
  return behind;
}

/** The consumers, or groups of them, that carry the class of a controller. */
export function consumersOf(
  kind: GroupKind,
  objects: readonly KubeObject[],
  { controllers, admission }: { readonly controllers: readonly Controller[]; readonly admission: ClusterAdmission },
): readonly KubeObject[] {
  return objects.filter(
    (object) =>
      isOfKind(object, kind) && admission.refusalOf(object) === null && controllers.some((each) => isOf(object, each)),
  );
}

/** Whether an object carries the class of a controller; a class that is not known is nobody's. */
export function isOf(object: KubeObject, { ingressClass }: Pick<Controller, 'ingressClass'>): boolean {
  const written = stringAt(annotation(object, 'kubernetes.io/ingress.class'))?.value;
  return ingressClass.certainty !== 'unknown' && written === ingressClass.value;
}
