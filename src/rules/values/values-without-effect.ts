import { firstLocation } from '../../source/location.ts';
import { moveSetting, switchOn } from '../fixes/unused-setting-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import type { Rule } from '../model/rule.ts';
import { inChart } from '../wording/chart-version.ts';
import { releaseSubject } from '../wording/names.ts';

export const valuesWithoutEffect: Rule = {
  id: 'values-without-effect',
  about: 'values',
  title: 'The chart ignores this setting',
  severity: 'notice',

  *observe(cluster) {
    for (const { release, renderFailure, withoutEffect, chartLabel } of cluster.releases) {
      if (renderFailure !== null) continue;
      const subject = releaseSubject(release);
      for (const setting of withoutEffect) {
        const at = firstLocation(setting.at);
        if (at === undefined) continue;
        const hint = setting.meant === null ? '' : `. Did you mean ${setting.meant}?`;
        const statement = `${setting.message} (${inChart(release, chartLabel)})${hint}`;
        const moved = ways(moveSetting(release, setting));
        const isGuess = setting.remedy?.kind === 'move' && setting.remedy.isGuess;
        yield {
          at,
          subject,
          field: setting.key,
          statement,
          changes: isGuess ? [] : moved,
          // What is only likely, or switched off, is meant where something needs it.
          explains: {
            sentence: `The cause: ${statement}${hint === '' ? '.' : ''}`,
            changes: [...moved, ...switchOn(release, setting, cluster.controllers, cluster.services)],
          },
        };
      }
    }
  },
};
