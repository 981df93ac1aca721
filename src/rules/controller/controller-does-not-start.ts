import { controllerPlace } from '../wording/places.ts';
import type { Rule } from '../model/rule.ts';
import { controllerSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const controllerDoesNotStart: Rule = {
  id: 'controller-does-not-start',
  about: 'controller',
  title: 'A controller refuses to start with its settings',
  severity: 'error',

  *observe(cluster) {
    for (const controller of cluster.controllers) {
      const { startFailure, unknownGates, id } = controller;
      // An unknown gate is feature-gate-removed.
      if (startFailure === null || unknownGates.length > 0) continue;
      const at = controllerPlace(controller, startFailure.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: controllerSubject(controller),
        field: 'settings',
        statement: `the controller ${id} cannot start: ${startFailure.reason}.`,
        outcome: outcomeOf(
          'controller-does-not-start',
          'its container exits again and again, and Kong keeps the configuration it has',
        ),
      };
    }
  },
};
