import type { KnownGatewayApi } from '../../admission/installed.ts';
import { isNameAssumed, releaseTitle, type Release } from '../../gitops/model/release.ts';
import { firstLocation, isLocation, type Place } from '../../source/location.ts';
import { readImage, versionOfTag } from '../model/image.ts';
import type { ClusterView, ReleaseView } from '../model/cluster-view.ts';
import type { Controller } from '../model/model.ts';
import { isRelease } from '../model/origin.ts';
import type { Container, Workload } from '../model/workload.ts';
import { pairsOf, without, type Pair, type VersionMove, type Versioned } from './comparison.ts';
import { containersOf, keyOfContainer, type Placed } from './containers.ts';
import { releaseKey } from './settings.ts';
import { shortName } from '../../source/shortened.ts';

/** Every version that is another one in the second of two models of a cluster: charts first. */
export function movesBetween(before: ClusterView, after: ClusterView): readonly VersionMove[] {
  return [
    ...pairsOf(before.releases, after.releases, keyOfRelease).flatMap(chartMove),
    ...otherCharts(before.releases, after.releases).map(otherChartMove),
    ...pairsOf(containersOf(before.workloads), containersOf(after.workloads), keyOfContainer).flatMap(imageMove),
    ...pairsOf(before.controllers.filter(isStated), after.controllers.filter(isStated), ({ id }) => id).flatMap(
      statedMove,
    ),
    ...bundleMove(before.gatewayApi, after.gatewayApi),
  ].map((move) => ({ ...move, from: move.from && shortName(move.from), to: move.to && shortName(move.to) }));
}

const keyOfRelease = ({ release }: ReleaseView): string => releaseKey(release);

/** Releases that stay and get another chart: kong/ingress in the place of kong/kong. */
function otherCharts(before: readonly ReleaseView[], after: readonly ReleaseView[]): readonly Pair<ReleaseView>[] {
  const keyOf = ({ release }: ReleaseView): string => releaseKey({ ...release, chart: 'kong/kong' });
  return pairsOf(without(before, after, keyOfRelease), without(after, before, keyOfRelease), keyOf);
}

function otherChartMove({ before, after }: Pair<ReleaseView>): VersionMove {
  const { chart, chartVersion, declaration } = after.release;
  const version = versionText(after.release);
  return {
    program: 'chart',
    name: before.release.chart,
    of: releaseTitle(after.release),
    from: versionText(before.release),
    to: version === null ? chart : `${chart} ${version}`,
    follows: false,
    at: chartVersion.certainty === 'known' ? chartVersion.at : declaration.at,
  };
}

function chartMove({ before, after }: Pair<ReleaseView>): readonly VersionMove[] {
  const [from, to] = [versionText(before.release), versionText(after.release)];
  if (from === to) return [];
  const { chart, chartVersion, declaration } = after.release;
  const at = chartVersion.certainty === 'known' ? chartVersion.at : declaration.at;
  return [{ program: 'chart', name: chart, of: releaseTitle(after.release), from, to, follows: false, at }];
}

/** A version as it is stated: a range where nothing names the version itself; null where it is only assumed. */
function versionText({ chartVersion, chartRange }: Release): string | null {
  if (chartVersion.certainty === 'known') return chartVersion.value;
  return chartRange === undefined || chartRange === null || chartRange === '*' ? null : chartRange;
}

const programs: Readonly<Record<Container['role'], readonly [Versioned, name: string]>> = {
  proxy: ['kong', 'Kong'],
  'ingress-controller': ['kic', 'Kong Ingress Controller'],
  operator: ['operator', 'Kong Operator'],
};

function imageMove({ before, after }: Pair<Placed>): readonly VersionMove[] {
  const [was, is] = [before.container, after.container];
  if (was.image?.value === is.image?.value && was.statedRelease?.value === is.statedRelease?.value) return [];
  const [program, name] = programs[is.role];
  const at = is.image?.at ?? after.workload.at;
  const follows = !isLocation(at);
  // Values that are not in the repository may name another image.
  if (follows && [before, after].some(({ workload }) => hasOpenValues(workload))) return [];
  if ([before, after].some(isOfNobody)) return [];
  const [from, to] = textsOf(was, is);
  return from === to ? [] : [{ program, name, of: after.workload.id, from, to, follows, at }];
}

/** Whether an image comes from the chart alone, and nothing here installs it: whoever does may name another one. */
function isOfNobody({ container: { image }, workload: { origin, at } }: Placed): boolean {
  return isRelease(origin) && isNameAssumed(origin) && !isLocation(image?.at ?? at);
}

function hasOpenValues({ origin }: Workload): boolean {
  return isRelease(origin) && origin.unverified !== null;
}

/** The releases, where they are the same one the tags, and the whole images where anything else of them differs. */
function textsOf(before: Container, after: Container): readonly [string | null, string | null] {
  const [was, is] = [releaseOf(before), releaseOf(after)];
  if (was !== null && is !== null && was !== is) return [was, is];
  const [old, now] = [before.image?.value ?? null, after.image?.value ?? null];
  if (old === null || now === null) return [old, now];
  const [first, second] = [taggedParts(old), taggedParts(now)];
  return first === null || second === null || first.name !== second.name ? [old, now] : [first.text, second.text];
}

/** An image whose tag begins as a version does: its name, and the tag with the beginning of its digest. */
function taggedParts(image: string): { readonly name: string; readonly text: string } | null {
  const [reference = '', digest] = image.split('@', 2);
  const { tag } = readImage(reference);
  if (tag === null || !/^v?\d/.test(tag)) return null;
  const short = digest === undefined ? '' : `@${digest.slice(0, 'sha256:'.length + 12)}`;
  return { name: reference.slice(0, -tag.length), text: `${tag}${short}` };
}

/** The release that a container runs, as far as it is told. */
export function releaseOf({ image, statedRelease }: Container): string | null {
  const release = image === null ? null : versionOfTag(readImage(image.value).tag);
  return release ?? versionOfTag(statedRelease?.value ?? null);
}

/** Whether the configuration states it: nothing in the tree runs it. */
function isStated({ origin }: Controller): boolean {
  return 'controllerName' in origin;
}

function statedMove({ before, after }: Pair<Controller>): readonly VersionMove[] {
  const text = ({ version, versionAssumed }: Controller): string | null =>
    versionAssumed || version.certainty === 'unknown' ? null : version.value;
  const [from, to] = [text(before), text(after)];
  if (from === to) return [];
  return [{ program: 'kic', name: 'Kong Ingress Controller', of: after.id, from, to, follows: false, at: after.at }];
}

/** Bundles that take the place of others: what is brought or taken away beside them moves no version. */
function bundleMove(before: KnownGatewayApi, after: KnownGatewayApi): readonly VersionMove[] {
  const [old, now] = [bundleTexts(before), bundleTexts(after)];
  const [gone, come] = [without(old, now, String), without(now, old, String)];
  // What the configuration says moves nothing in a change: it is the same for both sides, but in a preview.
  const isFirst = old.length === 0 && after.stated !== null;
  if (come.length === 0 || (gone.length === 0 && !isFirst)) return [];
  const at: Place | null = firstLocation(...after.bundles.map((bundle) => bundle.at)) ?? null;
  // Of a branch or a commit no release is told.
  const from = gone.length === 0 || isUntold(before) ? null : gone.join(' and ');
  const to = isUntold(after) ? null : come.join(' and ');
  if (from === to) return [];
  return [{ program: 'gateway-api', name: 'Gateway API', of: null, from, to, follows: false, at }];
}

/** `1.2.0 standard`, for each that is brought. */
function bundleTexts({ stated, bundles }: KnownGatewayApi): readonly string[] {
  if (stated !== null) return [`${stated.version} ${stated.channel ?? 'standard'}`];
  const texts = bundles.map(({ version, channel }) => `${version ?? ''} ${channel ?? ''}`.trim());
  return [...new Set(texts)].toSorted();
}

const isUntold = ({ stated, bundles }: KnownGatewayApi): boolean =>
  stated === null && bundles.some(({ version }) => version === null);
