import type { Outcome } from '../../finding.ts';
import type { Backend, RouteStatus } from '../../kong/model/route-status.ts';
import { conditionOutcome, outcomeOf } from './outcomes.ts';

/**
 * What comes of a backend that the controller leaves out: the condition that tells it, or that none does.
 * @param idle whether no request is sent to it
 */
export function backendOutcome(status: RouteStatus, reason: string, idle = false): Outcome {
  const consequence = idle ? 'no request goes there, as its weight is 0' : withoutBackend(status);
  const condition = status.parents.flatMap(({ conditions }) => conditions?.ResolvedRefs ?? [])[0];
  if (condition?.status === 'False' && condition.reason === reason) {
    return conditionOutcome({ type: 'ResolvedRefs', status: 'False', reason }, consequence);
  }
  const isTold = status.parents.some(({ conditions }) => conditions !== null && conditions.ResolvedRefs === undefined);
  return outcomeOf('not-routed', isTold ? `no condition tells it, and ${consequence}` : consequence);
}

/** What requests meet. */
export function withoutBackend({ served }: Pick<RouteStatus, 'served'>): string {
  return served === false ? 'requests are not served' : 'requests that would go there are not served';
}

/** `Service shop/web`, or what else is named. */
export function backendName({ ref: { to } }: Pick<Backend, 'ref'>): string {
  return `${to.kind} ${to.namespace ?? 'default'}/${to.name}`;
}
