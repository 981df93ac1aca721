import { controllerPlace } from '../wording/places.ts';
import { publishProxyService } from '../fixes/controller-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import { namingPlaces } from '../causes/service-naming.ts';
import { releaseTitle } from '../../gitops/model/release.ts';
import type { ClusterView, ReleaseView } from '../../kong/model/cluster-view.ts';
import type { Controller, Service } from '../../kong/model/model.ts';
import { isRelease } from '../../kong/model/origin.ts';
import { mayComeUnseen } from '../../gitops/model/absence.ts';
import { ranBefore } from '../../kong/model/ran-before.ts';
import { atLeast } from '../../kong/model/image.ts';
import { firstLocation, type Place } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { controllerSubject } from '../wording/names.ts';
import { pending, stuck } from '../wording/outcomes.ts';

/** The Service as the base has it, where the change removes it and nothing that is not seen may bring it. */
function removedService(ref: string, cluster: ClusterView, before: ClusterView | undefined): Service | null {
  const isRef = ({ namespace, name }: Service): boolean => `${namespace ?? ''}/${name}` === ref;
  if (cluster.releases.some(isUncertain) || cluster.services.some(isRef)) return null;
  const gone = before?.services.find(isRef);
  return gone === undefined || mayComeUnseen(cluster, { kind: 'Service', ...gone, ...pathOf(gone) }) ? null : gone;
}

/** The file in which base has a Service that no release makes. */
function pathOf({ origin }: Service): { readonly path?: string } {
  return 'path' in origin ? { path: origin.path } : {};
}

function isUncertain({ release, renderFailure }: ReleaseView): boolean {
  const isNamed = release.name.certainty !== 'unknown' && release.namespace.certainty !== 'unknown';
  return release.unverified !== null || renderFailure !== null || !isNamed;
}

function removal({ origin }: Service): string {
  return isRelease(origin) ? `${releaseTitle(origin)}, which made it, is no more` : 'this change removes it';
}

/** What a release is called decides the names of its Services. */
function releasePlaces({ releases }: ClusterView): readonly Place[] {
  return releases.flatMap(({ release: { name, namespace, declaration } }) => [
    ...[name, namespace].flatMap((fact) => (fact.certainty === 'known' ? [fact.at] : [])),
    declaration.at,
  ]);
}

function hasRun(controller: Controller, { gateways }: ClusterView, before: ClusterView | undefined): boolean {
  return gateways.some((status) => status.controller === controller && ranBefore(status, before) !== null);
}

export const publishServiceDangling: Rule = {
  id: 'publish-service-dangling',
  about: 'controller',
  title: 'A controller publishes a Service that does not exist',
  severity: 'error',
  comparesServiceNames: true,

  *observe(cluster, before) {
    if (cluster.gateways.length === 0 && cluster.classes.length === 0) return;
    for (const controller of cluster.controllers) {
      const { version } = controller;
      // An older one does not look for the Services of a Gateway.
      if (version.certainty !== 'unknown' && !atLeast(version.value, '2.6')) continue;
      for (const { role, ref, missing } of controller.publish) {
        const at = firstLocation(ref.at, ...namingPlaces(controller)) ?? controllerPlace(controller);
        const gone = missing !== null && !missing.certain ? removedService(ref.value, cluster, before) : null;
        if (missing === null || at === undefined || !(missing.certain || gone)) continue;
        yield {
          at,
          subject: controllerSubject(controller),
          field: role,
          statement: `the controller ${controller.id} publishes Service ${ref.value}${role === 'publish-udp' ? ' for UDP' : ''}, but ${gone === null ? missing.reason : removal(gone)}.`,
          outcome: hasRun(controller, cluster, before) ? stuck('its Gateways keep') : pending('its Gateways stay'),
          restsOn: gone === null ? [] : releasePlaces(cluster),
          changes: ways(publishProxyService(controller, ref.at, cluster.proxyServices)),
        };
      }
    }
  },
};
