import type { Config } from '../config/config.ts';
import { messageOf, type Finding } from '../finding.ts';
import { plainLocation, type Location } from '../source/location.ts';
import { withShortWords } from '../source/shortened.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import type { ChangedLines } from './changed-lines.ts';
import type { Coverage, SilencedCandidate, Suppression } from './suppress.ts';

/** A finding that a suppression of the change keeps from being told. */
export interface Silenced extends Pick<Finding, 'rule' | 'severity' | 'message' | 'at'> {
  /** The comment, and what its author says for it. */
  readonly by: Location;
  readonly reason: string;
}

/** What a change is judged by that may bring suppressions; null for a tree as it stands. */
export interface SuppressionsBefore {
  readonly changes: ChangedLines;
  /** Fingerprints of what was silenced before. */
  readonly fingerprints: ReadonlySet<string>;
}

/**
 * Whether a change adds a suppression: its comment or the line that it speaks of is new, and it did not silence the
 * same finding before.
 */
function isAdded(
  { changes, fingerprints }: SuppressionsBefore,
  { at, line }: Suppression,
  { fingerprint }: CandidateFinding,
): boolean {
  if (fingerprints.has(fingerprint)) return false;
  return changes.touches(at) || changes.touches({ ...plainLocation(at), line, endLine: line });
}

/** Which suppressions count: all of them, or only those that the base has. */
export function honouredBy(
  { suppressions }: Pick<Config, 'suppressions'>,
  before: SuppressionsBefore | null,
): Coverage['isHonoured'] {
  return (one, candidate) => suppressions === 'all' || before === null || !isAdded(before, one, candidate);
}

/** What suppressions of the change silence, each once whatever the clusters. */
export function silencedByChange(
  silenced: readonly SilencedCandidate[],
  before: SuppressionsBefore | null,
): readonly Silenced[] {
  const found = new Map<string, Silenced>();
  for (const { candidate, by } of before === null ? [] : silenced) {
    if (before === null || !isAdded(before, by, candidate)) continue;
    const { rule, severity, statement, outcome, at } = candidate;
    const message = withShortWords(messageOf(statement, outcome));
    const each = { rule, severity, message, at, by: by.at, reason: withShortWords(by.reason) };
    found.set(JSON.stringify([rule, message, at.path, at.start, by.at.path, by.at.start]), each);
  }
  return [...found.values()];
}
