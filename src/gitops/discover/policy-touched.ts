import type { Cluster } from '../model/cluster.ts';
import type { Sources } from '../../source/sources.ts';
import { customResourceDefinition } from '../../kubernetes/kinds.ts';

/** How the policy that comes with definitions of Gateway API is spoken of: by its kind, or by its own name. */
const marks = ['ValidatingAdmissionPolic', 'safe-upgrades'];

/** Whether anything but definitions themselves speaks of that policy: it may be deleted, or left out on the way. */
export function withPolicyTouched(clusters: readonly Cluster[], sources: Sources): readonly Cluster[] {
  if (clusters.every(({ bundles }) => bundles.length === 0)) return clusters;
  const isPolicyTouched = sources.paths.some(
    (path) => sources.contains(path, ...marks) && !sources.contains(path, `kind: ${customResourceDefinition.kind}`),
  );
  return clusters.map((cluster) => ({ ...cluster, isPolicyTouched }));
}
