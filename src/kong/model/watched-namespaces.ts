import { isFilledIn } from '../../gatewayapi/placeholder.ts';
import type { Controller } from './model.ts';

/**
 * The namespaces that a controller sees; null when it sees all, or when that is not known. The namespace of the publish
 * Service is added by the controller itself, that of the UDP publish Service is not.
 */
export function watchedNamespaces({
  watchNamespaces,
  publishService,
}: Pick<Controller, 'watchNamespaces' | 'publishService'>): readonly string[] | null {
  if (watchNamespaces.certainty === 'unknown' || watchNamespaces.value === null) return null;
  if (publishService.certainty === 'unknown') return null;
  const service = publishService.value;
  return service === null ? watchNamespaces.value : [...watchNamespaces.value, service.split('/')[0] ?? ''];
}

/**
 * Whether a controller looks into a namespace; null where that is filled in on the way to the cluster, or one that it
 * watches is.
 */
export function looksInto(
  controller: Pick<Controller, 'watchNamespaces' | 'publishService'>,
  namespace: string | null,
): boolean | null {
  const watched = watchedNamespaces(controller);
  if (watched === null || namespace === null || watched.includes(namespace)) return true;
  return [namespace, ...watched].some(isFilledIn) ? null : false;
}
