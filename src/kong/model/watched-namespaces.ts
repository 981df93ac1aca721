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
