import { controllerPlace } from '../wording/places.ts';
import type { Rule } from '../model/rule.ts';

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
        message:
          `the controller ${id} cannot start: ${startFailure.reason}. ` +
          'After merge: its container exits again and again, and Kong keeps the configuration it has.',
        resource: `controller ${id}`,
        field: 'settings',
      };
    }
  },
};
