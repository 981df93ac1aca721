import type { ClusterConfig } from '../../config/config.ts';
import type { Inventory } from '../read/inventory.ts';
import { createJudges, type Judges } from '../../admission/judged-once.ts';
import { admissionOf, type ClusterAdmission } from '../../admission/admission.ts';
import type { KongRelease } from '../../admission/definitions.ts';
import { createPublishedDefinitions } from '../../kubernetes/schema/published.ts';
import { readGateway } from '../../gatewayapi/read-gateway.ts';
import { readReferenceGrant } from '../../gatewayapi/reference-grant.ts';
import { secretSourcesOf } from '../../gatewayapi/secret.ts';
import { isCalledLater } from '../../gatewayapi/placeholder.ts';
import { holdsEvery, type HoldsEvery } from '../../gitops/model/absence.ts';
import { type Cluster, type Unverified } from '../../gitops/model/cluster.ts';
import { Targets, identityOf } from '../../kubernetes/targets.ts';
import { type Certificates, secretTargets } from './judge-certificates.ts';
import { renderChart } from '../charts/render.ts';
import { collect, type Collection, type RenderChart } from '../read/collect.ts';
import type { ReadProxy } from '../read/proxy.ts';
import { dataPlanesOf } from './data-planes.ts';
import { admittedGrants } from './grants.ts';
import { othersThan, pathsNaming } from './elsewhere.ts';
import { gatewayDoubts } from './gateway-doubts.ts';
import { gatewayStatus } from './gateway-status.ts';
import { classStatus } from './class-status.ts';
import type { ParameterContext } from '../operator/parameters.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { Controller } from '../model/model.ts';
import { doubtsOfDefinitions, installedGatewayApi } from './installed-gateway-api.ts';
import { publishServicesOf } from './publish.ts';
import { createPublishedPlugins, type PublishedPlugins } from '../plugins/published.ts';
import { refusedPlugins } from './plugins/refused-plugins.ts';
import { refusedEntities } from './refusals/refused-entities.ts';
import type { WrittenPins } from './written-pins.ts';
import { idleAnnotationsOf } from './annotations/of-cluster.ts';
import { kongReferences } from './references/kong-references.ts';
import { isWithoutParameters } from './references/default-class.ts';
import { leftOut } from './references/left-out.ts';
import { servedIngresses, sharedIngressClasses } from './ingresses/served-ingresses.ts';
import { attachedRoutes } from './routes/attached-routes.ts';
import { namespaceLabels } from './routes/namespace-labels.ts';
import { routeStatuses } from './routes/route-statuses.ts';
import { twinRoutes } from './routes/twin-routes.ts';
import { unreadKinds } from './routes/unread-kinds.ts';
import { literalPaths } from './translation/literal-paths.ts';
import { keyOf } from './removed-objects.ts';
import { proxyServicesOf, leadsTo, serviceTargets } from './service-targets.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { isLocation, type Fact } from '../../source/location.ts';
import { releaseTitle } from '../../gitops/model/release.ts';

/**
 * Everything the rules may look at, for one cluster. `render` makes of a release what Helm would.
 * @param written what controllers wrote on Gateways that ran before
 * @param inventory what is known of Gateways of other repositories
 */
export function buildView(
  cluster: Cluster,
  config: ClusterConfig | undefined,
  render: RenderChart = renderChart,
  judges: Judges = createJudges(createPublishedDefinitions()),
  written: WrittenPins = new Map(),
  removed: readonly KubeObject[] = [],
  plugins: PublishedPlugins = createPublishedPlugins(),
  inventory: Inventory | null = null,
): ClusterView {
  const collection = collect(cluster, config, render);
  const { objects, services, releases } = collection;
  // An object whose name is filled in later may be any of its kind.
  const open = new Set(objects.filter(isCalledLater).map(({ kind }) => kind));
  const stated = holdsEvery(cluster, config);
  const every: HoldsEvery = (kind, namespace) => !open.has(kind.kind) && stated(kind, namespace);
  const { controllers, missingDataPlanes } = joined(collection, every);
  const dataPlanes = collection.dataPlanes.filter((each) => isKong(each, controllers));
  const proxies = dataPlanes.map(({ proxy }) => proxy);
  const gatewayApi = installedGatewayApi(cluster, config);
  const admission = admissionOf([...objects, ...cluster.nameless], gatewayApi, kongReleases(collection), judges);
  const stored = objects.map(admission.asStored);
  const parameters = parameterContext(stored, every, admission);
  const classStatuses = stored.flatMap((object) => classStatus(object, controllers, admission, parameters));
  const certificates = {
    ...certificatesOf(stored, admission),
    holdsEvery: every,
    removed: removed.length === 0 ? null : certificatesOf(withoutThose(removed, objects), admission),
  };
  const context = {
    classes: new Targets(classStatuses, ({ gatewayClass: { object } }) => identityOf(object)),
    controllers,
    missingDataPlanes,
    unrendered: collection.unrendered,
    unclear: cluster.unverified.flatMap(({ cause, reason }) => (cause === 'ambiguous' ? [reason] : [])),
    unread: cluster.unverified.flatMap(({ isUnread, paths = [] }) => (isUnread === true ? paths : [])),
    certificates,
    admission,
    written,
    managed: { parameters, certificates, admission },
  };
  const gateways = stored.flatMap((object) => {
    const gateway = readGateway(object);
    return gateway === null ? [] : [gatewayStatus(gateway, context)];
  });
  const labelsOf = namespaceLabels(objects, every, removed);
  const elsewhere = othersThan(gateways, inventory?.gateways ?? []);
  const routes = routeStatuses(stored, {
    gateways: [...gateways, ...elsewhere],
    services: serviceTargets(services),
    grants: certificates.grants,
    controllers: [...controllers, ...(inventory?.controllers ?? [])],
    labelsOf,
    holdsEvery: every,
    admission,
    removed,
  });
  const ingresses = servedIngresses(stored, controllers);
  const sent = { objects: stored, routes, ingresses, controllers, admission, holdsEvery: every };
  const references = kongReferences({ ...sent, grants: certificates.grants, removed }, plugins);
  return {
    name: cluster.name,
    evidence: cluster.evidence,
    classes: classStatuses.map(({ gatewayClass }) => gatewayClass),
    gateways,
    elsewhere,
    services,
    proxies,
    controllers,
    workloads: collection.workloads,
    gatewayApi,
    releases,
    objects,
    verdicts: admission.verdicts,
    verdictsAfter: admission.updates,
    isJudged: admission.isJudged,
    defaultsOf: admission.defaultsOf,
    bundles: gatewayApi.stated === null ? cluster : null,
    listenProblems: dataPlanes.flatMap(({ problems }) => problems),
    unverified: [
      ...cluster.unverified,
      ...doubtsOfDefinitions(gatewayApi, admission.unverified),
      ...unverifiedReleases(collection),
      ...assumptions(collection),
      ...gatewayDoubts(gateways),
      ...(inventory === null ? [] : [{ ...inventory.told, paths: pathsNaming(routes, elsewhere) }]),
    ],
    holdsEvery: every,
    mayBring: cluster.mayBring,
    classStatuses,
    routes,
    ingresses,
    sharedIngressClasses: sharedIngressClasses(stored, controllers, gateways),
    attachedRoutes: attachedRoutes(gateways, routes, labelsOf),
    unreadKinds: unreadKinds(routes, admission),
    refusedPlugins: refusedPlugins(sent, plugins),
    refusedEntities: refusedEntities(sent, plugins),
    twinRoutes: twinRoutes(routes),
    idleAnnotations: idleAnnotationsOf(routes, ingresses, gateways, controllers),
    references,
    leftOut: leftOut({ ...sent, gateways }),
    literalPaths: literalPaths(ingresses, (controller) => isWithoutParameters(controller, stored)),
    proxyServices: proxyServicesOf(services, proxies, controllers),
  };
}

/** What is gone altogether. */
function withoutThose(removed: readonly KubeObject[], objects: readonly KubeObject[]): readonly KubeObject[] {
  const kept = new Set(objects.map(keyOf));
  return removed.filter((object) => !kept.has(keyOf(object)));
}

/** Whether a data plane is one for certain: its image says so, or a controller sends its configuration there. */
function isKong({ proxy, provenBy }: ReadProxy, controllers: readonly Controller[]): boolean {
  return provenBy !== 'settings' || controllers.some(({ proxies }) => proxies.includes(proxy));
}

/** The releases that brought Kong's definitions; one that is assumed proves nothing. */
function kongReleases({ controllers, operators }: Collection): readonly KongRelease[] {
  const kic = controllers.map(({ unresolved }) => ({
    kind: 'kic' as const,
    version: unresolved.versionAssumed ? null : versionIn(unresolved.version),
  }));
  return [...kic, ...operators.map(({ version }) => ({ kind: 'operator' as const, version: versionIn(version) }))];
}

function versionIn(version: Fact<string>): string | null {
  return version.certainty === 'unknown' ? null : version.value;
}

/** Controllers with their Services and data planes. */
function joined(
  { controllers, operators, services, adminServices, dataPlanes, complete }: Collection,
  every: HoldsEvery,
): {
  readonly controllers: readonly Controller[];
  readonly missingDataPlanes: ReadonlyMap<Controller, string>;
} {
  const proxies = dataPlanes.map(({ proxy }) => proxy);
  const published = serviceTargets(services);
  const admin = serviceTargets([...adminServices, ...services]);
  const missingDataPlanes = new Map<Controller, string>();
  const kic = controllers.map(({ unresolved, namespace }) => {
    const { settings: _settings, ...facts } = unresolved;
    const found = dataPlanesOf(unresolved, namespace, proxies, admin);
    const rendered = 'chartVersion' in unresolved.origin && complete.has(unresolved.origin);
    const proxyServices = services.filter(
      (service) => service.origin === unresolved.origin || found.proxies.some((proxy) => leadsTo(service, proxy)),
    );
    const publish = publishServicesOf(unresolved, published, rendered, proxyServices, every);
    const controller = { ...facts, proxies: found.proxies, publish };
    if (found.missing !== null) missingDataPlanes.set(controller, found.missing);
    return controller;
  });
  return { controllers: [...kic, ...operators], missingDataPlanes };
}

/** What the parameters of classes and Gateways are looked up in. */
function parameterContext(
  objects: readonly KubeObject[],
  every: HoldsEvery,
  { refusalOf }: ClusterAdmission,
): ParameterContext {
  return { objects: new Targets(objects, identityOf), holdsEvery: every, findConfigMap: () => undefined, refusalOf };
}

function certificatesOf(
  objects: readonly KubeObject[],
  admission: ClusterAdmission,
): Omit<Certificates, 'holdsEvery' | 'removed'> {
  return {
    secrets: secretTargets(objects.flatMap(secretSourcesOf)),
    ...admittedGrants(
      objects.flatMap((object) => readReferenceGrant(object) ?? []),
      admission,
    ),
  };
}

function unverifiedReleases({ unverified }: Collection): readonly Unverified[] {
  return unverified.map(({ release, doubt: { paths = [], ...doubt } }) => {
    const files = release.layers.flatMap(({ root: { at } }) => (isLocation(at) ? [at.path] : []));
    return { about: releaseTitle(release), ...doubt, paths: [...paths, release.declaration.at.path, ...files] };
  });
}

/** A version that nothing tells is assumed, and that is said. */
function assumptions({ controllers }: Collection): readonly Unverified[] {
  return controllers.flatMap(({ unresolved: { id, version, versionAssumed } }) => {
    if (!versionAssumed || version.certainty !== 'defaulted') return [];
    return [{ about: `controller ${id}`, cause: 'assumed', reason: `version ${version.value} is ${version.from}` }];
  });
}
