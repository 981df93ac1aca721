import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { releaseSubject } from '../wording/names.ts';

export const valuesWithoutEffect: Rule = {
  id: 'values-without-effect',
  about: 'values',
  title: 'The chart ignores this setting',
  severity: 'notice',

  *observe(cluster) {
    for (const { release, withoutEffect, chartLabel } of cluster.releases) {
      const subject = releaseSubject(release);
      for (const { message, at, key } of withoutEffect) {
        const place = firstLocation(at);
        if (place) yield { at: place, subject, field: key, statement: `${message} (${chartLabel})` };
      }
    }
  },
};
