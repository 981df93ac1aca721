import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import type { Release } from '../../gitops/model/release.ts';

/** `release kong/kong`: how messages and fingerprints name a release. */
function releaseName({ name, namespace }: Release): string {
  const parts = [namespace, name].map((fact) => (fact.certainty === 'unknown' ? '?' : fact.value));
  return `release ${parts.join('/')}`;
}

/** The reason of a failure ends with the chart where it was written for itself. */
function withoutLabel(reason: string, label: string): string {
  return reason.replace(` (${label})`, '');
}

export const valuesDoNotRender: Rule = {
  id: 'values-do-not-render',
  about: 'values',
  title: 'Helm refuses the values of a release',
  severity: 'error',

  *observe(cluster) {
    for (const { release, renderFailure, chartLabel } of cluster.releases) {
      if (renderFailure === null) continue;
      const at = firstLocation(
        renderFailure.at,
        ...release.layers.map(({ root }) => root.at).toReversed(),
        release.declaration.at,
      );
      if (at === undefined) continue;
      yield {
        at,
        message: `Helm cannot render ${chartLabel} with these values: ${withoutLabel(renderFailure.message, chartLabel)}. After merge: the release cannot be installed or upgraded.`,
        resource: releaseName(release),
        field: 'values',
      };
    }
  },
};
