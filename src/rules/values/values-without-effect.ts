import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';

export const valuesWithoutEffect: Rule = {
  id: 'values-without-effect',
  about: 'values',
  title: 'A setting stands where the chart does not read it',
  severity: 'notice',

  *observe(cluster) {
    for (const { release, withoutEffect, chartLabel } of cluster.releases) {
      const name = release.name.certainty === 'unknown' ? '?' : release.name.value;
      for (const { message, at, key } of withoutEffect) {
        const place = firstLocation(at);
        if (place) yield { at: place, message: `${message} (${chartLabel})`, resource: `release ${name}`, field: key };
      }
    }
  },
};
