import type { ConfigurationEffect } from '../review/configuration-effect.ts';
import type { Review } from '../review/review.ts';

/** The heading above what the configuration of a change will do. */
export const afterConfiguration = 'After the merge, by the configuration as this change leaves it';

/** What will be told otherwise, a line each; null where the change leaves the configuration alone. */
export function configurationLines({ configurationEffects: effects }: Review): readonly string[] | null {
  if (effects === undefined) return null;
  return effects.length === 0 ? ['nothing is found differently'] : effects.map(lineOf);
}

function lineOf({ kind, severity, rule, at, message }: ConfigurationEffect): string {
  const place = `${at.path}:${at.line}`;
  if (kind === 'severity') return `becomes ${severity}: ${place} ${rule}: ${message}`;
  return `${kind === 'comes' ? 'found' : 'no longer found'}: ${place} ${severity} ${rule}: ${message}`;
}
