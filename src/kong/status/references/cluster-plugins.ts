import { annotation } from '../../../gatewayapi/metadata.ts';
import { kongClusterPlugin, kongPlugin } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import type { Targets } from '../../../kubernetes/targets.ts';
import { stringAt } from '../../../source/node.ts';
import type { Absence } from '../../model/absence.ts';
import type { Controller } from '../../model/model.ts';
import type { Holdings } from './absences.ts';
import { classesOf, mayBeDefault } from './default-class.ts';

/** The class that an object of Kong's carries; undefined where it carries none, and where that is not known. */
export function ingressClassOf(object: KubeObject): string | undefined {
  return stringAt(annotation(object, 'kubernetes.io/ingress.class'))?.value;
}

/** Whether a plugin of the cluster may be seen: without a class where that of the controller is the default one. */
export function maySee(
  plugin: KubeObject,
  { ingressClass: own }: Pick<Controller, 'ingressClass'>,
  objects: readonly KubeObject[],
): boolean {
  const node = annotation(plugin, 'kubernetes.io/ingress.class');
  const written = ingressClassOf(plugin);
  if (own.certainty === 'unknown' || (node !== undefined && written === undefined)) return true;
  if (written !== undefined && written !== '') return written === own.value;
  const classes = classesOf({ ingressClass: own }, objects);
  // A class that is not in the tree may be the default one.
  return classes.length === 0 || classes.some(mayBeDefault);
}

/** That a plugin of the cluster has the name and no controller sees it; null where there is none, or one may see it. */
export function unseenByClass(
  { name, namespace }: { readonly name: string; readonly namespace: string | null },
  targets: Targets<KubeObject>,
  controllers: readonly Controller[],
  { objects, removed, holdsEvery }: Holdings,
): Absence | null {
  const [object, second] = targets.find({ ...kongClusterPlugin, namespace: null, name });
  if (object === undefined || second !== undefined || controllers.length === 0) return null;
  if (controllers.some((each) => maySee(object, each, objects))) return null;
  const before = removed.find((each) => isOfKind(each, kongClusterPlugin) && each.name.value === name);
  const wasSeen = before !== undefined && controllers.some((each) => maySee(before, each, []));
  const isCertain = wasSeen || (namespace !== null && holdsEvery(kongPlugin, namespace));
  return { why: 'other-class', object, ingressClass: ingressClassOf(object) ?? null, isCertain };
}
