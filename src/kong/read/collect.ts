import type { Doubt } from '../../source/doubt.ts';
import type { ClusterConfig } from '../../config/config.ts';
import type { Cluster } from '../../gitops/model/cluster.ts';
import { controllerOf, type UnresolvedController } from './controller.ts';
import type { ReleaseView } from '../model/cluster-view.ts';
import type { Controller, Service } from '../model/model.ts';
import { operatorOf } from './operator.ts';
import { type ReadProxy, proxyOf } from './proxy.ts';
import { serviceFromObject } from './service-from-object.ts';
import { statedBy, type Stated } from './stated.ts';
import { workloadFromObject } from './workload-from-object.ts';
import type { ChartRender, Container, Workload } from '../model/workload.ts';
import { Targets, identityOf } from '../../kubernetes/targets.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Release } from '../../gitops/model/release.ts';
import { releaseTitle } from '../../gitops/model/release.ts';

/** A render that may also tell which parts hang on values that are not in the tree. */
export type Render = ChartRender & { readonly rendered?: readonly { readonly unknown: readonly string[] }[] };

/** Makes of a release what Helm would. */
export type RenderChart = (release: Release) => Render;

/** Everything of Kong's that a cluster holds, before it is joined. */
export interface Collection {
  readonly objects: readonly KubeObject[];
  readonly services: readonly Service[];
  readonly adminServices: readonly Service[];
  readonly workloads: readonly Workload[];
  /** What may be a data plane: one that its settings alone tell is one if a controller sends to it. */
  readonly dataPlanes: readonly ReadProxy[];
  readonly controllers: readonly { readonly unresolved: UnresolvedController; readonly namespace: string | null }[];
  readonly operators: readonly Controller[];
  readonly releases: readonly ReleaseView[];
  /** Releases of which all could be rendered. */
  readonly complete: ReadonlySet<Release>;
  readonly unverified: readonly { readonly release: Release; readonly doubt: Doubt }[];
  /** Releases of which nothing could be rendered, and why. */
  readonly unrendered: readonly string[];
}

/** Gathers the objects, Services, data planes and controllers of manifests, charts and the configuration. */
export function collect(cluster: Cluster, config: ClusterConfig | undefined, renderChart: RenderChart): Collection {
  const renders = cluster.releases.map((release) => ({ release, render: renderChart(release) }));
  const objects = [...cluster.objects, ...renders.flatMap(({ render }) => render.objects)];
  const targets = new Targets(objects, identityOf);
  const workloads = [
    ...objects.flatMap((object) => workloadFromObject(object, targets) ?? []),
    ...renders.flatMap(({ release, render }) =>
      render.workloads.map((each) => withUnknownEnv(each, release.unverified?.reason ?? null)),
    ),
  ];
  const stated = (config?.controllers ?? []).map(statedBy);
  const charts = renders.flatMap(({ release, render }) =>
    render.services.map((each) => withUnknownPorts(each, release, render)),
  );
  return {
    objects,
    services: [
      ...mergeServices(
        charts,
        objects.flatMap((object) => serviceFromObject(object) ?? []),
      ),
      ...servicesOf(stated),
    ],
    adminServices: renders.flatMap(({ render }) => render.adminServices ?? []),
    workloads,
    ...membersOf(workloads, stated),
    releases: renders.map(({ release, render }) => releaseView(release, render)),
    complete: new Set(
      renders.filter(({ release, render }) => isComplete(release, render)).map(({ release }) => release),
    ),
    unverified: renders.flatMap(({ release, render }) =>
      render.unverified === null ? [] : [{ release, doubt: render.unverified }],
    ),
    unrendered: renders.flatMap(({ release, render }) => unrenderedOf(release, render)),
  };
}

function membersOf(
  workloads: readonly Workload[],
  stated: readonly Stated[],
): Pick<Collection, 'dataPlanes' | 'controllers' | 'operators'> {
  const each = workloads.flatMap((workload) => workload.containers.map((container) => ({ workload, container })));
  const byRole = (role: Container['role']) => each.filter(({ container }) => container.role === role);
  return {
    dataPlanes: [
      ...byRole('proxy').map(({ workload, container }) => proxyOf(workload, container)),
      ...stated.flatMap(({ proxy, problems }) => (proxy === null ? [] : [{ proxy, problems }])),
    ],
    controllers: [
      ...byRole('ingress-controller').map(({ workload, container }) => ({
        unresolved: controllerOf(workload, container),
        namespace: workload.namespace,
      })),
      ...stated.map(({ controller }) => ({ unresolved: controller, namespace: null })),
    ],
    operators: byRole('operator').map(({ workload, container }) => operatorOf(workload, container)),
  };
}

function servicesOf(stated: readonly Stated[]): readonly Service[] {
  return stated.flatMap(({ services }) => services);
}

/** Where values are missing, each value that is there may be overridden by one that is not. */
function withUnknownEnv(workload: Workload, reason: string | null): Workload {
  if (reason === null) return workload;
  const containers = workload.containers.map((container): Container => ({
    ...container,
    env: new Map([...container.env].map(([name, { at }]) => [name, { kind: 'unknown', reason, at }])),
    args: [],
    unknownEnv: reason,
  }));
  return { ...workload, containers };
}

function withUnknownPorts(service: Service, release: Release, { rendered }: Render): Service {
  const unknownPart =
    release.unverified?.reason ?? rendered?.flatMap(({ unknown }) => unknown)[0] ?? service.unknownPart ?? null;
  return { ...service, unknownPart };
}

/** A manifest of a Service that a chart makes too replaces it; one that states no ports only adds to it. */
function mergeServices(charts: readonly Service[], manifests: readonly Service[]): readonly Service[] {
  const isSame = (a: Service, b: Service) =>
    a.name === b.name && (a.namespace === b.namespace || a.namespace === null || b.namespace === null);
  const partial = manifests.filter(
    (each) => each.ports.length === 0 && !each.unknownPart && charts.some((chart) => isSame(chart, each)),
  );
  const whole = manifests.filter((each) => !partial.includes(each));
  return [...charts.filter((chart) => !whole.some((each) => isSame(chart, each))), ...whole];
}

function isComplete(release: Release, render: Render): boolean {
  return (
    render.failure === null &&
    release.unverified === null &&
    (render.rendered ?? []).every((each) => each.unknown.length === 0)
  );
}

function unrenderedOf(release: Release, { failure, workloads, unverified }: Render): readonly string[] {
  const reason = failure?.message ?? (workloads.length === 0 && unverified !== null ? unverified.reason : null);
  return reason === null ? [] : [`${releaseTitle(release)} gives nothing: ${reason}`];
}

function releaseView(release: Release, render: Render): ReleaseView {
  return {
    release,
    renderFailure: render.failure,
    withoutEffect: render.withoutEffect,
    services: render.services,
    // The Admin API is no listener's way to Kong, and a version may change it all the same.
    otherServices: [...(render.adminServices ?? []), ...(render.otherServices ?? [])].map((each) =>
      withUnknownPorts(each, release, render),
    ),
    chartLabel: render.chartLabel,
    doubt: render.unverified,
  };
}
