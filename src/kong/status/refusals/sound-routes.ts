import { rulesAtSight } from '../translation/rules-at-sight.ts';
import { isOverridden } from '../translation/route-overrides.ts';
import type { SentRoute } from '../translation/sent-route.ts';

/**
 * Whether a route is certainly one that every Kong takes, whatever becomes of it: most are, and nothing needs to be
 * translated to see it. What is not said to be sound may be sound all the same.
 */
export function isSound({ status: { route }, annotations }: SentRoute): boolean {
  return route.kind === 'HTTPRoute' && !isOverridden(annotations) && rulesAtSight(route.rules).areSound;
}
