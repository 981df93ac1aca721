import { ingressClass } from '../../../kubernetes/kinds.ts';
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
 * Source: https://github.com/Kong/charts/blob/kong-2.47.0/charts/kong/templates/ingress-class.yaml
 */
export function isNeverDefault(controller: Controller, objects: readonly KubeObject[]): boolean {
  const { ingressClass: own, origin } = controller;
  if (own.certainty === 'unknown') return false;
  const classes = classesOf(controller, objects);
  if (classes.length > 0) return !classes.some(mayBeDefault);
  if (!isRelease(origin) || origin.unverified !== null) return false;
  const settings = get(origin.values, ...valuesPrefix(origin, 'controller'), 'ingressController');
  const isWritten = get(settings, 'createIngressClass');
  const annotations = get(settings, 'ingressClassAnnotations');
  const name = get(settings, 'ingressClass');
  if (settings?.kind === 'unknown' || annotations?.kind === 'unknown' || isWritten !== undefined) return false;
  // The flag may name another class than the one that the chart makes.
  if ((name === undefined ? 'kong' : stringAt(name)?.value) !== own.value) return false;
  const value = get(annotations, isDefault);
  return value === undefined || (value.kind === 'scalar' && !mayBeTrue(value) && value.value !== true);
}
