import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { chartOfAnyVersion } from '../wording/chart-version.ts';
import { releaseSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

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
        subject: releaseSubject(release),
        field: 'values',
        statement: `Helm cannot render ${chartOfAnyVersion(release, chartLabel)} with these values: ${renderFailure.reason}.`,
        outcome: outcomeOf('release-fails', 'the release cannot be installed or upgraded'),
      };
    }
  },
};
