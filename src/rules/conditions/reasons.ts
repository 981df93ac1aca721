import type { ReasonPage } from './condition-page.ts';
import { gatewayReasons } from './gateway-reasons.ts';
import { hybridReasons } from './hybrid-reasons.ts';
import { listenerReasons } from './listener-reasons.ts';
import { routeReasons } from './route-reasons.ts';

/** Every reason that Kong's controllers write on GatewayClasses, Gateways, listeners and routes. */
export const reasons: readonly ReasonPage[] = [
  ...gatewayReasons,
  ...listenerReasons,
  ...routeReasons,
  ...hybridReasons,
];
