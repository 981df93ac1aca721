import type { ObjectBreach } from './verdict.ts';

/** Of one object; those that are old must not push a new one out of sight. */
export const mostBreaches = 1_000;

/** The first of them; the last one says how many there are behind it. */
export function countedBreaches(breaches: readonly ObjectBreach[]): readonly ObjectBreach[] {
  const shown = breaches.slice(0, mostBreaches);
  const last = shown.at(-1);
  const left = breaches.length - shown.length;
  if (last === undefined || left === 0) return shown;
  return [...shown.slice(0, -1), { ...last, message: `${last.message}; ${left} more are not listed` }];
}
