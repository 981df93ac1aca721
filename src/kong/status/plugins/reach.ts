import type { Controller } from '../../model/model.ts';
import type { Reach } from '../../model/reach.ts';

/**
 * How far what the Kong of a controller refuses reaches; null where that is not known.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/tree/v3.5.13/internal/dataplane/fallback
 */
export function reachOf({ featureGates }: Controller): Reach | null {
  if (featureGates.certainty === 'unknown') return null;
  return featureGates.value.get('FallbackConfiguration') === true ? 'dependants' : 'everything';
}
