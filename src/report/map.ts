import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { RouteStatus } from '../kong/model/route-status.ts';
import type { Controller, GatewayStatus } from '../kong/model/model.ts';
import type { Review } from '../review/review.ts';
import { elsewhereOf, lineOf, listenersOf, routeOf, type MappedElsewhere, type MappedRoute } from './map-routes.ts';
import { settingsOf, statusOf, type MappedSettings, type MappedStatus } from './map-inventory.ts';
import type { Fact } from '../source/location.ts';
import type { Unread } from '../source/unread.ts';
import type { Unverified } from '../gitops/model/cluster.ts';
import type { Release } from '../gitops/model/release.ts';

/** What was understood of a tree, as plain data: `portcullis map --format json` prints it. */
export interface TreeMap {
  readonly version: 1;
  /** The commit that it is of, and when that was made; null where that is not known. */
  readonly commit: string | null;
  readonly date: string | null;
  readonly clusters: readonly MappedCluster[];
  readonly unread: readonly Unread[];
}

export interface MappedCluster {
  readonly name: string;
  readonly evidence: string;
  readonly releases: readonly MappedRelease[];
  readonly controllers: readonly MappedController[];
  readonly gateways: readonly MappedGateway[];
  /** Gateways that stand in other repositories and that routes of this one name. */
  readonly elsewhere: readonly MappedElsewhere[];
  readonly unverified: readonly Pick<Unverified, 'about' | 'cause' | 'reason'>[];
}

/** A fact for a reader: the value, or why there is none, and the default it comes from. */
export interface MappedFact {
  readonly value: string | null;
  readonly default: string | null;
  readonly unknown: string | null;
}

export interface MappedRelease {
  readonly name: MappedFact;
  readonly namespace: MappedFact;
  readonly chart: string;
  readonly chartVersion: MappedFact;
  readonly tool: string;
  readonly path: string;
  readonly line: number;
  /** Lowest first. */
  readonly layers: readonly string[];
  readonly unverified: string | null;
}

export interface MappedController {
  /** `namespace/name`. */
  readonly name: string;
  readonly kind: Controller['kind'];
  readonly version: MappedFact;
  readonly controllerName: MappedFact;
  readonly publishServices: readonly string[];
  /** The release that installs it, `namespace/name`; null when a manifest does. */
  readonly release: string | null;
  readonly path: string | null;
  readonly line: number | null;
  /** What its routes depend on. */
  readonly settings: MappedSettings;
}

export interface MappedGateway {
  readonly namespace: string | null;
  readonly name: string;
  readonly class: string;
  readonly implementation: GatewayStatus['implementation'];
  /** The controller that reconciles it, where it is known. */
  readonly controller: string | null;
  readonly path: string;
  readonly line: number | null;
  readonly listeners: readonly string[];
  readonly routes: readonly MappedRoute[];
  /** What an inventory tells other repositories; null where it is not known. */
  readonly status: MappedStatus | null;
}

/** A commit, and when it was made, in ISO 8601. */
export interface Revision {
  readonly commit: string;
  readonly date: string;
}

/** The clusters of a review, without what is wrong in them. */
export function mapOf({ clusters, unread }: Review, revision: Revision | null = null): TreeMap {
  return {
    version: 1,
    commit: revision?.commit ?? null,
    date: revision?.date ?? null,
    clusters: clusters.map(clusterOf),
    unread: unread.map(({ path, cause, reason }) => ({ path, cause, reason })),
  };
}

function clusterOf(cluster: ClusterView): MappedCluster {
  const { name, evidence, releases, controllers, gateways, unverified } = cluster;
  return {
    name,
    evidence,
    releases: releases.map(({ release }) => releaseOf(release)),
    controllers: controllers.map((controller) =>
      controllerOf(controller, releases.find(({ release }) => release === controller.origin)?.release),
    ),
    gateways: gateways.map((gateway) => gatewayOf(gateway, cluster.routes)),
    elsewhere: elsewhereOf(cluster),
    unverified: unverified
      .filter(({ quiet, isUnread }) => quiet !== true && isUnread !== true)
      .map(({ about, cause, reason }) => ({ about, cause, reason })),
  };
}

function releaseOf({ name, namespace, chart, chartVersion, declaration, layers, unverified }: Release): MappedRelease {
  return {
    name: factOf(name),
    namespace: factOf(namespace),
    chart,
    chartVersion: factOf(chartVersion),
    tool: declaration.tool,
    path: declaration.at.path,
    line: declaration.at.line,
    layers: layers.map(({ label }) => label),
    unverified: unverified?.reason ?? null,
  };
}

/** `namespace/name`, with a question mark for what is not known. */
export const releaseId = ({ namespace, name }: MappedRelease): string =>
  `${namespace.value ?? '?'}/${name.value ?? '?'}`;

function controllerOf(controller: Controller, release: Release | undefined): MappedController {
  const { id, kind, version, controllerName, publish, at } = controller;
  return {
    name: id,
    kind,
    version: factOf(version),
    controllerName: factOf(controllerName),
    publishServices: publish.map(({ ref }) => ref.value),
    release: release ? releaseId(releaseOf(release)) : null,
    ...lineOf(at),
    settings: settingsOf(controller),
  };
}

function gatewayOf(status: GatewayStatus, routes: readonly RouteStatus[]): MappedGateway {
  const { gateway, implementation, controller } = status;
  return {
    namespace: gateway.namespace,
    name: gateway.name.value,
    class: gateway.className.value,
    implementation,
    controller: controller?.id ?? null,
    path: gateway.object.path,
    line: lineOf(gateway.name.at).line,
    listeners: listenersOf(status),
    routes: routes.flatMap((route) => routeOf(route, (parent) => parent.gateway === status)),
    status: statusOf(status),
  };
}

function factOf(fact: Fact<string>): MappedFact {
  switch (fact.certainty) {
    case 'known':
      return { value: fact.value, default: null, unknown: null };
    case 'defaulted':
      return { value: fact.value, default: fact.from, unknown: null };
    case 'unknown':
      return { value: null, default: null, unknown: fact.reason };
  }
}
