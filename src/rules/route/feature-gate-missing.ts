import { controllerRelated } from '../wording/places.ts';
import { turnOn } from '../fixes/controller-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import { firstLocation, type Place } from '../../source/location.ts';
import { mapAt } from '../../source/node.ts';
import { atLeast } from '../../kong/model/image.ts';
import type { Controller } from '../../kong/model/model.ts';
import type { Rule } from '../model/rule.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const featureGateMissing: Rule = {
  id: 'feature-gate-missing',
  about: 'route',
  title: 'A route needs a feature gate',
  severity: 'error',

  *observe(cluster) {
    const unserved = new Set(cluster.verdicts.flatMap(({ object, notServed }) => (notServed ? [nameOf(object)] : [])));
    for (const { route, missingGates } of cluster.routes) {
      if (missingGates.length === 0) continue;
      const at = firstLocation(route.name.at);
      // No gate helps where the version that the controller reads, or the route itself, is not served.
      const [missing] = missingGates.filter(
        ({ controller }) =>
          !cluster.unreadKinds.some((unread) => unread.controller === controller && unread.kind === route.kind),
      );
      if (unserved.has(nameOf(route.object))) continue;
      if (missing === undefined || at === undefined) continue;
      const { gate, controller } = missing;
      yield {
        at,
        subject: objectSubject(route.object),
        field: 'kind',
        statement: `${nameOf(route.object)} is ignored: the controller ${controller.id} reads ${route.kind}s only with the feature gate ${gate}=true, which is off.`,
        outcome: outcomeOf('no-status', 'the route gets no status and no traffic from Kong'),
        related: controllerRelated(controller, settingOf(controller)),
        changes: ways(turnOn(controller, gate)),
      };
    }
    for (const { object, controllers } of cluster.ingresses) {
      const [controller] = controllers;
      const written = mapAt(object.root, 'metadata', 'annotations')?.entries.get(rewrite);
      const at = firstLocation(written?.keyAt);
      if (controller === undefined || at === undefined || !controllers.every(refusesRewrites)) continue;
      yield {
        at,
        subject: objectSubject(object),
        field: `metadata.annotations ${rewrite}`,
        statement: `${nameOf(object)} has ${rewrite}, and the controller ${controller.id} takes that only with the feature gate ${rewriteGate}=true, which is off. It leaves out the Services that the Ingress leads to, with all their paths.`,
        outcome: outcomeOf('not-routed', 'nothing of it reaches Kong, nor what other Ingresses send to these Services'),
        related: controllerRelated(controller, settingOf(controller)),
        changes: ways(turnOn(controller, rewriteGate)),
      };
    }
  },
};

const rewrite = 'konghq.com/rewrite';
const rewriteGate = 'RewriteURIs';

function settingOf({ featureGates }: Controller): Place | undefined {
  return featureGates.certainty === 'known' ? featureGates.at : undefined;
}

/** Releases before 2.12 do not read the annotation. */
function refusesRewrites({ featureGates, version, versionAssumed }: Controller): boolean {
  if (versionAssumed || version.certainty === 'unknown' || featureGates.certainty === 'unknown') return false;
  return atLeast(version.value, '2.12') && featureGates.value.get(rewriteGate) !== true;
}
