import type { Related } from '../../finding.ts';
import type { SecretFault } from '../../kong/model/kong-references.ts';
import { absencePlaces, standing } from './absences.ts';

/** What is wrong with a Secret, behind its name. */
export function secretReason(fault: SecretFault): string {
  switch (fault.kind) {
    case 'absent':
      return fault.absence.why === 'removed'
        ? 'which this change removes'
        : 'which is not in the repository that holds all of them';
    case 'no-key':
      return `which has no key "${fault.key}"`;
    case 'no-type':
      return 'which lacks the label konghq.com/credential that says of what type it is';
    case 'unknown-type':
      return `whose label konghq.com/credential is "${fault.type}", a type that the controller does not know`;
  }
}

export function secretPlaces(fault: SecretFault): readonly Related[] {
  return fault.kind === 'absent' ? absencePlaces(fault.absence) : standing(fault.secret, false);
}
