import type { ClusterConfig } from '../../config/config.ts';
import { readGateway, readGatewayClass } from '../../gatewayapi/read-gateway.ts';
import { readReferenceGrant } from '../../gatewayapi/reference-grant.ts';
import { secretSourcesOf } from '../../gatewayapi/secret.ts';
import { releaseTitle } from '../../gitops/deployed/release.ts';
import { type Cluster, type Unverified } from '../../gitops/model/cluster.ts';
import type { Certificates } from './judge-certificates.ts';
import { renderChart } from '../charts/render.ts';
import { collect, type Collection, type RenderChart } from '../read/collect.ts';
import { dataPlanesOf } from './data-planes.ts';
import { gatewayStatus } from './gateway-status.ts';
import { implementationOf, isCalled } from './implementation.ts';
import type { ClusterView, Controller, GatewayClassStatus, GatewayStatus } from '../model/model.ts';
import type { NoStatusCause } from '../model/no-status.ts';
import { publishServicesOf } from './publish.ts';
import { routeStatuses } from './route-statuses.ts';
import { frontsOf, leadsTo, ServiceIndex } from './service-index.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { nameOf } from '../../kubernetes/object.ts';

/** Everything the rules may look at, for one cluster. `render` makes of a release what Helm would. */
export function buildView(
  cluster: Cluster,
  config: ClusterConfig | undefined,
  render: RenderChart = renderChart,
): ClusterView {
  const collection = collect(cluster, config, render);
  const { objects, services, proxies, problems, releases } = collection;
  const { controllers, missingDataPlanes } = joined(collection);
  const classStatuses = objects.flatMap((object) => classStatus(object, controllers));
  const surroundings = {
    classes: classStatuses,
    controllers,
    missingDataPlanes,
    blanks: collection.blanks,
    certificates: certificatesOf(objects),
    crds: config?.gatewayApi ?? null,
  };
  const gateways = objects.flatMap((object) => {
    const gateway = readGateway(object);
    return gateway === null ? [] : [gatewayStatus(gateway, surroundings)];
  });
  return {
    name: cluster.name,
    evidence: cluster.evidence,
    classes: classStatuses.map(({ gatewayClass }) => gatewayClass),
    gateways,
    services,
    proxies,
    controllers,
    releases,
    objects,
    listenProblems: problems,
    unverified: [
      ...cluster.unverified,
      ...unverifiedReleases(collection),
      ...assumptions(collection),
      ...doubts(gateways),
    ],
    classStatuses,
    routes: routeStatuses(objects, gateways),
    fronts: frontsOf(services, proxies, controllers),
  };
}

/** Controllers with their Services and data planes. */
function joined({ controllers, operators, services, adminServices, proxies, complete }: Collection): {
  readonly controllers: readonly Controller[];
  readonly missingDataPlanes: ReadonlyMap<Controller, string>;
} {
  const published = new ServiceIndex(services);
  const admin = new ServiceIndex([...adminServices, ...services]);
  const missingDataPlanes = new Map<Controller, string>();
  const kic = controllers.map(({ lone, namespace }) => {
    const { settings: _settings, versionAssumed: _versionAssumed, ...facts } = lone;
    const found = dataPlanesOf(lone, namespace, proxies, admin);
    const rendered = 'chartVersion' in lone.source && complete.has(lone.source);
    const fronts = services.filter(
      (service) => service.source === lone.source || found.proxies.some((proxy) => leadsTo(service, proxy)),
    );
    const publish = publishServicesOf(lone, published, rendered, fronts);
    const controller = { ...facts, proxies: found.proxies, publish };
    if (found.missing !== null) missingDataPlanes.set(controller, found.missing);
    return controller;
  });
  return { controllers: [...kic, ...operators], missingDataPlanes };
}

function classStatus(object: KubeObject, controllers: readonly Controller[]): readonly GatewayClassStatus[] {
  const gatewayClass = readGatewayClass(object);
  if (gatewayClass === null) return [];
  const called = controllers.filter((controller) => isCalled(controller, gatewayClass.controllerName.value));
  return [{ gatewayClass, implementation: implementationOf(gatewayClass, controllers), controllers: called }];
}

function certificatesOf(objects: readonly KubeObject[]): Certificates {
  const secrets = Map.groupBy(objects.flatMap(secretSourcesOf), ({ name }) => name);
  return { secrets, grants: objects.flatMap((object) => readReferenceGrant(object) ?? []) };
}

function unverifiedReleases({ unverified }: Collection): readonly Unverified[] {
  return unverified.map(({ release, reason }) => ({ about: releaseTitle(release), reason }));
}

/** A version that nothing tells is assumed, and that is said. */
function assumptions({ controllers }: Collection): readonly Unverified[] {
  return controllers.flatMap(({ lone: { id, version, versionAssumed } }) => {
    if (!versionAssumed || version.certainty !== 'defaulted') return [];
    return [{ about: `controller ${id}`, reason: `version ${version.value} is ${version.from}` }];
  });
}

const passingOver: readonly NoStatusCause[] = ['not-to-reconcile', 'not-watched', 'controller-disabled'];

function doubts(gateways: readonly GatewayStatus[]): readonly Unverified[] {
  return gateways.flatMap(({ gateway, unverified, withoutStatus }) => {
    // A Gateway that its controller passes over may be another one's, which is not in the tree.
    const passed = withoutStatus !== null && passingOver.includes(withoutStatus.cause) ? withoutStatus.reason : null;
    const reason = unverified ?? passed;
    return reason === null ? [] : [{ about: nameOf(gateway.object), reason }];
  });
}
