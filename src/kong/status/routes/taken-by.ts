import type { Controller } from '../../model/model.ts';
import type { RouteStatus } from '../../model/route-status.ts';

/**
 * Whether a controller certainly hands a route to its translator: one of its Gateways takes it, and nothing keeps it from
 * Kong, because each of its Gateways is known.
 */
export function isTakenBy(controller: Controller, { route, parents, silences, refusal }: RouteStatus): boolean {
  if (refusal !== null || silences.length > 0 || route.unknownPart !== null) return false;
  const areKnown = parents.every(({ standing }) => standing === 'reconciled' || standing === 'passed-over');
  const isOurs = parents.every((parent) => parent.controller === null || parent.controller === controller);
  return areKnown && isOurs && parents.some(({ acceptance }) => acceptance === 'Accepted');
}
