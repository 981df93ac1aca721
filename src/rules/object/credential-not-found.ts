import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { secretPlaces, secretReason } from '../wording/secret-faults.ts';

export const credentialNotFound: Rule = {
  id: 'credential-not-found',
  about: 'object',
  title: 'A credential of a consumer is left out',
  severity: 'error',

  *observe({ references }) {
    for (const { consumer, at: place, secret, fault } of references.credentials) {
      const at = firstLocation(place, consumer.name.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: objectSubject(consumer),
        field: `credentials ${secret}`,
        statement: `${nameOf(consumer)} names Secret ${secret} as a credential, ${secretReason(fault)}.`,
        outcome: outcomeOf(
          'without-credential',
          'the controller leaves the credential out, and the consumer is without it',
        ),
        related: secretPlaces(fault),
      };
    }
  },
};
