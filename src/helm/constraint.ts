import { maxSatisfying, Range, satisfies } from 'semver';

/** Characters of a constraint; parsing one takes time with the square of its length. */
const mostCharacters = 256;

/**
 * What a constraint on versions, as Helm writes it, allows: its parts may be separated by commas. Null for what is no
 * constraint, or longer than any that people write.
 */
function rangeOf(constraint: string): Range | null {
  if (constraint.length > mostCharacters) return null;
  try {
    return new Range(constraint.replaceAll(',', ' '));
  } catch {
    return null;
  }
}

/** Whether a constraint allows a version; what is no constraint allows none. */
export function allows(constraint: string, version: string): boolean {
  const range = rangeOf(constraint);
  return range !== null && satisfies(version, range);
}

/** The versions that a constraint allows. */
export function allowedBy(constraint: string, versions: readonly string[]): readonly string[] {
  const range = rangeOf(constraint);
  return range === null ? [] : versions.filter((version) => satisfies(version, range));
}

/** The newest version that a constraint allows, or null. */
export function newestAllowedBy(constraint: string, versions: readonly string[]): string | null {
  const range = rangeOf(constraint);
  return range && maxSatisfying([...versions], range);
}
