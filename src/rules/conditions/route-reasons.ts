import type { ReasonPage } from './condition-page.ts';

/** Reasons that routes carry, for each parent. */
export const routeReasons: readonly ReasonPage[] = [
  {
    reason: 'NoMatchingParent',
    conditions: ['Accepted=False'],
    on: ['route'],
    by: ['controller', 'operator'],
    means:
      'No listener of the Gateway takes the route: sectionName names none, or one that is not programmed or does not allow the route; or no listener has the port that the parentRef names, or the protocol that the route needs.',
    remedy: 'Compare sectionName and port of the parentRef with the listeners, and look at the conditions of these.',
    rules: ['route-section-not-found', 'route-not-allowed', 'route-parent-not-found'],
  },
  {
    reason: 'NotAllowedByListeners',
    conditions: ['Accepted=False'],
    on: ['route'],
    by: ['controller', 'operator'],
    means:
      'The listeners allow no routes of this kind, or none from this namespace: without allowedRoutes.namespaces only those of the Gateway\u2019s own namespace.',
    remedy: 'Let allowedRoutes of the listener allow the namespace and the kind.',
    rules: ['route-not-allowed'],
  },
  {
    reason: 'NoMatchingListenerHostname',
    conditions: ['Accepted=False'],
    on: ['route'],
    by: ['controller', 'operator'],
    means: 'None of the hostnames of the route fits that of a listener which would take it.',
    remedy: 'Give the route a hostname below that of a listener, or the listener a wider one.',
    rules: ['route-hostname-mismatch'],
  },
  {
    reason: 'BackendNotFound',
    conditions: ['ResolvedRefs=False'],
    on: ['route'],
    by: ['controller', 'operator'],
    means: 'A backendRef of an HTTPRoute names a Service that does not exist in that namespace.',
    remedy: 'Name a Service that exists, and its namespace where that is another one.',
    rules: ['backend-not-found'],
  },
  {
    reason: 'InvalidKind',
    conditions: ['ResolvedRefs=False'],
    on: ['route'],
    by: ['controller', 'operator'],
    means: 'A backendRef of an HTTPRoute names something other than a Service of the core group.',
    remedy: 'Route to a Service.',
    rules: ['backend-kind-unsupported'],
  },
  {
    reason: 'ConfiguredInGateway',
    conditions: ['Programmed=True'],
    on: ['route'],
    by: ['controller', 'operator'],
    means:
      'The route is in the configuration that Kong took. Whether its backends answer is not said: a missing Service or plugin may stand behind it.',
    remedy: null,
    rules: [],
  },
  {
    reason: 'TranslationError',
    conditions: ['Programmed=False'],
    on: ['route'],
    by: ['controller', 'operator'],
    means:
      'The controller could not make a configuration for Kong out of the route, for example because a backendRef names no port of its Service, or a filter is unsupported. An event with the reason KongConfigurationTranslationFailed says which.',
    remedy: 'Read the event: kubectl get events --field-selector reason=KongConfigurationTranslationFailed',
    rules: ['route-feature-unsupported', 'backend-port-not-found'],
  },
  {
    reason: 'Unknown',
    conditions: ['Programmed=Unknown'],
    on: ['route'],
    by: ['controller', 'operator'],
    means:
      'The route was not yet part of a configuration that Kong took. It stays so where no Gateway accepts the route, where a plugin that it names is missing, and where Kong refuses every update.',
    remedy:
      'Look at Accepted, at the plugins that the route names, and at events with the reason KongConfigurationApplyFailed.',
    rules: ['plugin-not-found', 'kong-refuses-configuration', 'route-status-unstable'],
  },
];
