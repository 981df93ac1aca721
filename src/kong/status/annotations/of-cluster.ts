import type { Controller, GatewayStatus } from '../../model/model.ts';
import type { IdleAnnotation } from '../../model/idle-annotation.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { servedRoutes, servicesBehind } from '../references/namers.ts';
import { idleAnnotations } from './idle-annotations.ts';
import { idleIngressRedirect, idleRedirect } from './redirect.ts';

/** Annotations of Kong's without effect, on routes and Ingresses that Kong gets, on Services behind them and on Gateways. */
export function idleAnnotationsOf(
  routes: readonly RouteStatus[],
  ingresses: readonly ServedIngress[],
  gateways: readonly GatewayStatus[],
  controllers: readonly Controller[],
): readonly IdleAnnotation[] {
  const served = servedRoutes(routes);
  const onRoutes = served.flatMap((status) => {
    const readers = [...new Set(status.parents.flatMap(({ controller }) => controller ?? []))];
    const found = idleAnnotations({ object: status.route.object, role: 'route', controllers: readers });
    return [...found, ...idleRedirect(status)];
  });
  const onIngresses = ingresses.flatMap((each) => [
    ...idleAnnotations({ object: each.object, role: 'ingress', controllers: each.controllers }),
    ...idleIngressRedirect(each),
  ]);
  const readers = controllers.filter(({ kind }) => kind === 'kic');
  const onServices = [...servicesBehind(served, ingresses).keys()].flatMap((object) =>
    idleAnnotations({ object, role: 'service', controllers: readers }),
  );
  const onGateways = gateways.flatMap(({ gateway, implementation, controller, refusal }) =>
    implementation === 'kic' && controller !== null && refusal === null
      ? idleAnnotations({ object: gateway.object, role: 'gateway', controllers: [controller] })
      : [],
  );
  return [...onRoutes, ...onIngresses, ...onServices, ...onGateways];
}
