import type { KubeObject } from '../../kubernetes/object.ts';
import type { Controller } from './model.ts';
import { watchedNamespaces } from './watched-namespaces.ts';

/** Whether a controller certainly reads objects of the kind, and of the namespace. */
export function isSeen({ kind, namespace }: KubeObject, controller: Controller): boolean {
  const reads = controller.enabled.get(`enable-controller-${kind.toLowerCase()}`);
  if (reads !== undefined && (reads.certainty === 'unknown' || !reads.value)) return false;
  const { watchNamespaces } = controller;
  if (watchNamespaces.certainty === 'unknown') return false;
  if (watchNamespaces.value === null || namespace === null) return true;
  // Which namespace the controller adds to those may not be known.
  return (watchedNamespaces(controller) ?? watchNamespaces.value).includes(namespace);
}
