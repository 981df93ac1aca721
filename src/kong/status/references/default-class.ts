import { ingressClass, kongGroup } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { annotation } from '../../../gatewayapi/metadata.ts';
import { get, stringAt, type Node } from '../../../source/node.ts';
import type { Controller } from '../../model/model.ts';
import { isRelease, valuesPrefix } from '../../model/origin.ts';

const isDefault = 'ingressclass.kubernetes.io/is-default-class';

/** The IngressClasses of the tree that have the name of a controller's class. */
export function classesOf(
  { ingressClass: own }: Pick<Controller, 'ingressClass'>,
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  if (own.certainty === 'unknown') return [];
  return objects.filter((each) => isOfKind(each, ingressClass) && each.name.value === own.value);
}

export function mayBeDefault(object: KubeObject): boolean {
  return mayBeTrue(annotation(object, isDefault));
}

function mayBeTrue(node: Node | undefined): boolean {
  return node !== undefined && (stringAt(node)?.value ?? 'true') !== 'false';
}

/**
 * Whether the class of a controller is certainly not the default one: as an IngressClass of the tree says, else as the
 * chart writes it that installs the controller.
 */
export function isNeverDefault(controller: Controller, objects: readonly KubeObject[]): boolean {
  const classes = classesOf(controller, objects);
  if (classes.length > 0) return !classes.some(mayBeDefault);
  const annotations = annotationsOfChart(controller);
  if (annotations === null) return false;
  const value = get(annotations, isDefault);
  return value === undefined || (value.kind === 'scalar' && !mayBeTrue(value) && value.value !== true);
}

/** Whether the class of a controller certainly has no parameters, by the same two: what may be some stands nowhere. */
export function isWithoutParameters(controller: Controller, objects: readonly KubeObject[]): boolean {
  if (objects.some(({ group, kind }) => group === kongGroup && kind === 'IngressClassParameters')) return false;
  const classes = classesOf(controller, objects);
  if (classes.length === 0) return annotationsOfChart(controller) !== null;
  return classes.every(
    ({ root }) => get(root, 'spec')?.kind === 'map' && get(root, 'spec', 'parameters') === undefined,
  );
}

/**
 * The values with the annotations of the class, where the chart that installs a controller makes the class: an unset one
 * is undefined, and null is for a class of somebody else's.
 * Source: https://github.com/Kong/charts/blob/kong-2.47.0/charts/kong/templates/ingress-class.yaml
 */
function annotationsOfChart({ ingressClass: own, origin }: Controller): Node | undefined | null {
  if (own.certainty === 'unknown' || !isRelease(origin) || origin.unverified !== null) return null;
  const settings = get(origin.values, ...valuesPrefix(origin, 'controller'), 'ingressController');
  const isWritten = get(settings, 'createIngressClass');
  const annotations = get(settings, 'ingressClassAnnotations');
  const name = get(settings, 'ingressClass');
  if (settings?.kind === 'unknown' || annotations?.kind === 'unknown' || isWritten !== undefined) return null;
  // The flag may name another class than the one that the chart makes.
  return (name === undefined ? 'kong' : stringAt(name)?.value) === own.value ? annotations : null;
}
