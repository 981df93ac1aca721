import type { ClusterView } from '../../kong/model/cluster-view.ts';
import { firstLocation, type Place } from '../../source/location.ts';
import { controllerPlace } from '../wording/places.ts';
import { withoutUnknownGates } from '../fixes/controller-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { controllerSubject, gatewayName, gatewaySubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const featureGateRemoved: Rule = {
  id: 'feature-gate-removed',
  about: 'controller',
  title: 'A controller sets a feature gate that its version does not know',
  severity: 'error',

  *observe(cluster) {
    for (const controller of cluster.controllers) {
      const version =
        controller.version.certainty === 'unknown' ? 'its version' : `version ${controller.version.value}`;
      for (const { gate, at, removedIn, meant, further } of controller.unknownGates) {
        const place = controllerPlace(controller, at);
        if (place === undefined) continue;
        yield {
          at: place,
          subject: controllerSubject(controller),
          field: `feature gate ${gate}`,
          statement:
            `the controller ${controller.id} sets the feature gate "${gate}", which ${version} does not know` +
            `${removedIn === null ? '' : ` (removed in ${removedIn})`}${meant === null ? '.' : `; did you mean ${meant}?`}` +
            (further === 0 ? '' : ` ${further} more gates of the list were not looked at.`),
          outcome: outcomeOf('controller-does-not-start', 'the controller refuses to start'),
          changes: ways(withoutUnknownGates(controller, at)),
        };
      }
    }
    yield* ofGateways(cluster);
  },
};

/** What Kong Operator runs for a Gateway ignores gates that it does not know. */
function* ofGateways({ gateways }: ClusterView): Iterable<Observation> {
  const told = new Set<Place>();
  for (const gateway of gateways) {
    for (const { gate, at: place } of gateway.controller?.embeddedIn === undefined
      ? []
      : gateway.controller.unknownGates) {
      const at = firstLocation(place);
      if (at === undefined || told.has(place)) continue;
      told.add(place);
      yield {
        at,
        subject: gatewaySubject(gateway),
        field: `feature gate ${gate}`,
        statement: `controlPlaneOptions.featureGates of ${gatewayName(gateway)} names "${gate}", which Kong Operator does not know and ignores.`,
        severity: 'notice',
      };
    }
  }
}
