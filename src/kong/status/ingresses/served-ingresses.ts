import { annotation } from '../../../gatewayapi/metadata.ts';
import { isCalledLater } from '../../../gatewayapi/placeholder.ts';
import { referencesOf } from '../../../gatewayapi/references.ts';
import { ingress, ingressClass, service } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { identityOf, Targets } from '../../../kubernetes/targets.ts';
import { get, stringAt } from '../../../source/node.ts';
import type { Controller, GatewayStatus } from '../../model/model.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import type { IngressReader, SharedIngressClass } from '../../model/shared-ingress-class.ts';
import { watchedNamespaces } from '../../model/watched-namespaces.ts';

/**
 * The Ingresses that controllers of the tree certainly read: of their class, by annotation or by field; those without one
 * where an IngressClass of the tree makes the class the default.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/store/store.go
 */
export function servedIngresses(
  objects: readonly KubeObject[],
  controllers: readonly Controller[],
): readonly ServedIngress[] {
  const ingresses = objects.filter((object) => isOfKind(object, ingress) && !isCalledLater(object) && leadsOn(object));
  if (ingresses.length === 0) return [];
  const fallback = defaultClass(objects);
  const services = new Targets(
    objects.filter((object) => isOfKind(object, service)),
    identityOf,
  );
  return ingresses.flatMap((object): readonly ServedIngress[] => {
    const name = classOf(object, fallback);
    const readers = controllers.filter((controller) => name !== null && reads(controller, object, name));
    if (readers.length === 0) return [];
    const behind = referencesOf(object).flatMap(({ to, unknownPart }) =>
      unknownPart === null ? (services.one(to) ?? []) : [],
    );
    return [{ object, controllers: readers, services: [...new Set(behind)] }];
  });
}

/** Whether some path of it becomes a route: one to something else than a Service is not looked at. */
function leadsOn(object: KubeObject): boolean {
  return referencesOf(object).some(({ to, unknownPart }) => unknownPart === null && to.name !== '');
}

/** The class that it states, else the default one; null where neither is known. */
function classOf({ root, ...object }: KubeObject, fallback: string | null): string | null {
  const written = annotation({ ...object, root }, 'kubernetes.io/ingress.class');
  const annotated = stringAt(written)?.value;
  if (written !== undefined && annotated === undefined) return null;
  if (annotated !== undefined && annotated !== '') return annotated;
  const stated = get(root, 'spec', 'ingressClassName');
  return stated === undefined ? fallback : (stringAt(stated)?.value ?? null);
}

const isDefault = 'ingressclass.kubernetes.io/is-default-class';

/** With two of them the API server takes no Ingress without a class. */
function defaultClass(objects: readonly KubeObject[]): string | null {
  const marked = objects.filter(
    (object) => isOfKind(object, ingressClass) && stringAt(annotation(object, isDefault))?.value === 'true',
  );
  const [only, second] = marked;
  return only === undefined || second !== undefined || isCalledLater(only) ? null : only.name.value;
}

function reads(controller: Controller, { namespace }: KubeObject, name: string): boolean {
  const { kind, ingressClass: own, enabled, watchNamespaces, startFailures } = controller;
  if (kind !== 'kic' || startFailures.length > 0 || own.certainty === 'unknown' || own.value !== name) return false;
  const flag = enabled.get('enable-controller-ingress-networkingv1');
  if (flag !== undefined && (flag.certainty === 'unknown' || !flag.value)) return false;
  if (watchNamespaces.certainty === 'unknown') return false;
  const watched = watchedNamespaces(controller);
  return watched === null || (namespace !== null && watched.includes(namespace));
}

/** Ingress classes of which several read the same Ingresses, each with a Kong of its own, one of them for a Gateway of Kong Operator. */
export function sharedIngressClasses(
  objects: readonly KubeObject[],
  controllers: readonly Controller[],
  gateways: readonly GatewayStatus[],
): readonly SharedIngressClass[] {
  const serving = gateways.filter(({ managed }) => managed.length === 1 && managed[0]?.isProvisioned === true);
  if (serving.length === 0) return [];
  const fallback = defaultClass(objects);
  const found = objects
    .filter((object) => isOfKind(object, ingress) && !isCalledLater(object) && leadsOn(object))
    .flatMap((object) => {
      const name = classOf(object, fallback);
      if (name === null) return [];
      const readers: readonly IngressReader[] = [
        ...controllers.filter((each) => reads(each, object, name)).map((controller) => ({ controller })),
        ...serving
          .filter(({ controller }) => controller !== null && readsFor(controller, object, name))
          .map((gateway) => ({ gateway })),
      ];
      return readers.some((reader) => 'gateway' in reader) && readers.length > 1 ? [{ object, name, readers }] : [];
    });
  return [...Map.groupBy(found, ({ name }) => name)].map(([name, each]) => {
    const readers = each.flatMap((one) => one.readers);
    const keyed = new Map(readers.map((reader) => ['gateway' in reader ? reader.gateway : reader.controller, reader]));
    return { ingressClass: name, ingresses: each.map(({ object }) => object), readers: [...keyed.values()] };
  });
}

/** What Kong Operator runs for a Gateway has neither a publish Service nor arguments that could keep it from starting. */
function readsFor(controller: Controller, object: KubeObject, name: string): boolean {
  return controller.embeddedIn !== undefined && reads({ ...controller, kind: 'kic' }, object, name);
}
