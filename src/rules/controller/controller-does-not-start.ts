import { isVersionAssumed } from '../../gitops/model/release.ts';
import { isRelease } from '../../kong/model/origin.ts';
import { controllerPlace } from '../wording/places.ts';
import { setText, settingsRoot, ways } from '../fixes/value-changes.ts';
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
      const { startFailures, version, versionAssumed, origin, id } = controller;
      // The image of a chart of no certain version hangs on that version.
      const isAssumed = versionAssumed || (isRelease(origin) && isVersionAssumed(origin));
      const release = version.certainty !== 'unknown' && !isAssumed ? `, version ${version.value},` : '';
      for (const { cause, about, reason, likely, at, meant } of startFailures) {
        const place = controllerPlace(controller, at);
        // An unknown gate is feature-gate-removed.
        if (cause === 'unknown-gate' || place === undefined) continue;
        yield {
          at: place,
          subject: controllerSubject(controller),
          field: about,
          statement: `the controller ${id}${release} cannot start: ${reason}${likely === null ? '.' : `; did you mean ${likely}?`}`,
          outcome: outcomeOf(
            'controller-does-not-start',
            'its container exits again and again, and Kong keeps the configuration it has',
          ),
          changes: meant === null ? [] : ways(setText(settingsRoot(controller), meant.at, meant.text)),
        };
      }
    }
  },
};
