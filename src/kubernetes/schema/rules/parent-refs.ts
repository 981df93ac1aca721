import { plain } from '../model/quoted.ts';
import { member, type Value } from '../model/value.ts';
import { broken, holds, isGiven, itemsOf, unique, type ObjectRule } from './rule.ts';

/** Two references of one list name the same object. */
function sameObject(ref: Value, withNamespace: boolean): string {
  const namespace = withNamespace && isGiven(ref, 'namespace') ? member(ref, 'namespace') : null;
  return JSON.stringify([member(ref, 'group'), member(ref, 'kind'), member(ref, 'name'), namespace]);
}

const given = (ref: Value, key: string): Value => (isGiven(ref, key) ? member(ref, key) : null);
const nameOf = (ref: Value): string => plain(member(ref, 'name'));

function statedInAll(part: string, ref: Value): string {
  return `${part} is required in every reference to ${nameOf(ref)}, as another one states it`;
}

interface References {
  /** What tells several references to one object apart. */
  readonly parts: readonly string[];
  readonly withNamespace: boolean;
}

/** References to one object state the same parts: all of them or none. */
function statedAlike({ parts, withNamespace }: References): ObjectRule {
  return (self) => {
    const first = new Map<string, number>();
    const refs = itemsOf(self);
    return refs.flatMap((ref, index) => {
      const key = sameObject(ref, withNamespace);
      const known = first.get(key) ?? index;
      first.set(key, known);
      const unlike = parts.find((part) => isGiven(ref, part) !== isGiven(refs[known], part));
      return unlike === undefined ? holds : broken(statedInAll(unlike, ref), isGiven(ref, unlike) ? known : index);
    });
  };
}

/**
 * Of bundle 0.8: two references to one object agree only if neither or both state a part. Read literally it also
 * compares each reference with itself, which always agrees.
 */
function statedBefore({ parts, withNamespace }: References): ObjectRule {
  return (self) => {
    const first = new Map<string, number>();
    const refs = itemsOf(self);
    const states = (ref: Value): boolean => parts.some((part) => isGiven(ref, part));
    return refs.flatMap((ref, index) => {
      const key = sameObject(ref, withNamespace);
      const known = first.get(key) ?? index;
      first.set(key, known);
      return states(ref) === states(refs[known])
        ? holds
        : broken(statedInAll(parts.join(' or '), ref), states(ref) ? known : index);
    });
  };
}

function apart({ parts, withNamespace }: References): ObjectRule {
  return unique(
    (ref) => [sameObject(ref, withNamespace), ...parts.map((part) => given(ref, part))],
    (ref) => `${parts.join(' or ')} must differ from that of the other reference to ${nameOf(ref)}`,
  );
}

const bySection: References = { parts: ['sectionName'], withNamespace: true };
const bySectionOrPort: References = { parts: ['sectionName', 'port'], withNamespace: true };
const targets: References = { parts: ['sectionName'], withNamespace: false };

export const parentRefRules = {
  'parents-state-section-0.8': statedBefore(bySection),
  'parents-state-section-or-port-0.8': statedBefore(bySectionOrPort),
  'parents-state-section': statedAlike(bySection),
  'parents-state-section-or-port': statedAlike(bySectionOrPort),
  'parents-unique-section': apart(bySection),
  'parents-unique-section-or-port': apart(bySectionOrPort),
  'targets-state-section': statedAlike(targets),
  'targets-unique-section': apart(targets),
} satisfies Record<string, ObjectRule>;
