import { kongPlugin } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { releaseTitle } from '../../gitops/model/release.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { Service } from '../model/model.ts';
import { isRelease, type Origin } from '../model/origin.ts';
import { notJudged, type Comparison, type NotJudged, type VersionMove } from './comparison.ts';
import { compareBehaviours } from './behaviours.ts';
import { compareContainers } from './containers.ts';
import { compareGateways } from './gateways.ts';
import { doubtsOfMove } from './judged-versions.ts';
import { movesBetween } from './moves.ts';
import { compareRefusals, compareVerdicts } from './objects.ts';
import { compareRoutes } from './routes.ts';
import { kongReleasesOf } from '../schema/kong-releases.ts';
import { compareChartDefaults } from './chart-defaults.ts';
import { compareObjectDefaults } from './object-defaults.ts';
import { comparePluginDefaults } from './plugin-defaults.ts';
import { compareServices } from './services.ts';
import { compareAnnotations, compareControllers, compareValues, releaseKey } from './settings.ts';
import { compareTraffic } from './traffic.ts';

/**
 * What differs between two models of one cluster, where a version moves from one to the other; null where none does.
 * What is not judged in one of them is counted, with the reason: silence about it would read as "nothing differs".
 * @param knownBundles asked for the releases of Gateway API whose definitions are known
 */
export function compareClusters(
  before: ClusterView,
  after: ClusterView,
  knownBundles: () => readonly string[],
): Comparison | null {
  const all = movesBetween(before, after);
  if (all.length === 0) return null;
  // Which images come with a chart that is not known is not known either.
  const moves = hasUnknownChart(all, knownBundles) ? all.filter(({ follows }) => !follows) : all;
  const doubts = moves.flatMap((move) => doubtsOfMove(move, knownBundles));
  // What Helm refuses changes nothing: what is there stays.
  const refused = new Set([...before.releases, ...after.releases].flatMap(refusedKey));
  const isApplied = ({ origin }: { readonly origin: Origin }): boolean =>
    !isRelease(origin) || !refused.has(releaseKey(origin));
  const services = compareServices(servicesOf(before).filter(isApplied), servicesOf(after).filter(isApplied));
  const containers = compareContainers(before.workloads.filter(isApplied), after.workloads.filter(isApplied));
  const gateways = compareGateways(before.gateways, after.gateways);
  const routes = compareRoutes(before.routes, after.routes);
  const traffic = movesPrograms(moves) ? compareTraffic(before, after) : { differences: [], notJudged: [] };
  const verdicts = compareVerdicts(before, after);
  return {
    cluster: after.name,
    moves,
    differences: [
      ...compareValues(before.releases, after.releases),
      ...compareChartDefaults(before, after),
      ...compareControllers(before.controllers, after.controllers),
      ...services.differences,
      ...containers.differences,
      ...gateways.differences,
      ...routes.differences,
      ...traffic.differences,
      ...(movesPrograms(moves) ? comparePluginDefaults(before, after) : []),
      ...compareRefusals(before, after),
      ...verdicts.differences,
      ...compareObjectDefaults(before, after),
      ...compareAnnotations(before, after),
    ],
    behaviours: compareBehaviours(moves, after),
    listeners: gateways.kept,
    routes: routes.kept,
    services: services.kept,
    notJudged: [
      ...notJudged('version', [...new Set(doubts)]),
      ...notJudged('release', doubtsOfReleases(before, after, moves)),
      ...services.notJudged,
      ...containers.notJudged,
      ...gateways.notJudged,
      ...routes.notJudged,
      ...traffic.notJudged,
      ...verdicts.notJudged,
      ...(movesPrograms(moves) ? ingressesNotJudged(after) : []),
      ...(movesPrograms(moves) ? pluginsNotJudged(before, after) : []),
    ],
  };
}

/** Those in front of Kong's proxy, and what charts make besides. */
function servicesOf({ services, releases }: ClusterView): readonly Service[] {
  return [...services, ...releases.flatMap(({ otherServices }) => otherServices)];
}

function refusedKey({ release, renderFailure }: ClusterView['releases'][number]): readonly string[] {
  return renderFailure === null ? [] : [releaseKey(release)];
}

/** Whether one of the charts is not known in one of the versions. */
function hasUnknownChart(moves: readonly VersionMove[], knownBundles: () => readonly string[]): boolean {
  return moves.some((move) => move.program === 'chart' && doubtsOfMove(move, knownBundles).length > 0);
}

/** Whether something moves that decides what Kong gets of routes and plugins. */
function movesPrograms(moves: readonly VersionMove[]): boolean {
  return moves.some(({ program }) => program !== 'gateway-api');
}

/** Releases of which not all is known; that a version is not known is told of the move. */
function doubtsOfReleases(before: ClusterView, after: ClusterView, moves: readonly VersionMove[]): readonly string[] {
  const moved = new Set(moves.flatMap(({ program, of }) => (program === 'chart' ? [of] : [])));
  const doubts = (view: ClusterView): readonly string[] =>
    view.releases.flatMap(({ release, doubt, renderFailure }) => {
      if (renderFailure !== null) return `${releaseTitle(release)}: Helm refuses its values`;
      const isTold = doubt?.cause === 'unknown-version' && moved.has(releaseTitle(release));
      const reason = isTold ? release.unverified?.reason : doubt?.reason;
      return reason === undefined ? [] : [`${releaseTitle(release)}: ${reason}`];
    });
  return [...new Set([...doubts(after), ...doubts(before)])];
}

/** What becomes of Ingresses is not predicted. */
function ingressesNotJudged({ ingresses }: ClusterView): readonly NotJudged[] {
  const count = ingresses.length;
  return count === 0 ? [] : [{ what: 'ingress', count, reasons: ['what Kong gets of Ingresses is not compared'] }];
}

/** Plugins that are not held against Kong's schemas, because one of the Kongs is not known well enough. */
function pluginsNotJudged(before: ClusterView, after: ClusterView): readonly NotJudged[] {
  const plugins = after.objects.filter((object) => isOfKind(object, kongPlugin));
  const reasons = [...after.proxies, ...before.proxies].flatMap(({ plugins: setup }) => {
    if (setup.certainty === 'unknown') return setup.reason;
    const { release } = setup.value;
    return kongReleasesOf(release).length > 0 ? [] : `what Kong ${release} takes is not known here`;
  });
  if (plugins.length === 0 || reasons.length === 0) return [];
  return [{ what: 'refusal', count: plugins.length, reasons: [...new Set(reasons)] }];
}
