import { messageOf, type Finding, type Related } from '../finding.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { GatewayStatus, ListenerStatus, ServedBy } from '../kong/model/model.ts';
import { sentenceOf } from '../rules/model/statement.ts';
import { isLocation, type Located, type Place } from '../source/location.ts';
import type { HeadPlaces } from './head-places.ts';
import type { Review } from './review.ts';

/**
 * A review of the merge of head into base, with every place as its author sees it: on the lines of head. A
 * finding on a line that only base has stands on the nearest changed line of that file, with base's line as
 * related place; where the change leaves the file alone it stays on base's line and says so (`side`). Lines
 * of clusters that only base has are counted as base has them.
 */
export function reviewInHead(review: Review, places: HeadPlaces): Review {
  return {
    ...review,
    findings: review.findings.map((finding) => findingInHead(finding, places)),
    clusters: review.clusters.map((cluster) => clusterInHead(cluster, places)),
    unread: review.unread.map((entry) => ({ ...entry, path: places.path(entry.path) ?? entry.path })),
    silenced: review.silenced.map((each) => ({
      ...each,
      at: places.inHead(each.at) ?? places.inBase(each.at),
      by: places.inHead(each.by) ?? each.by,
    })),
    ...(review.configurationEffects && {
      configurationEffects: review.configurationEffects.map((each) => ({
        ...each,
        at: places.inHead(each.at) ?? places.inBase(each.at),
      })),
    }),
    changedPaths: review.changedPaths.map((path) => places.path(path) ?? path).toSorted(),
  };
}

/** Every path at which something of a review stands that is shown to people. */
export function pathsOf({ findings, clusters, changedPaths, silenced }: Review): ReadonlySet<string> {
  const places = clusters.flatMap(({ gateways }) => gateways.flatMap(placesOf));
  return new Set([
    ...findings.flatMap(({ at, related, named = [], suggestion }) => [
      at.path,
      ...named.map((each) => each.at.path),
      ...related.map((other) => other.at.path),
      ...(suggestion ? [suggestion.path] : []),
    ]),
    ...silenced.flatMap(({ at, by }) => [at.path, by.path]),
    ...places.flatMap((at) => (isLocation(at) ? at.path : [])),
    ...changedPaths,
  ]);
}

function findingInHead(found: Finding, places: HeadPlaces): Finding {
  // What is fixed is in head no more: it is shown where base has it.
  if (found.status === 'fixed') return found;
  const finding = { ...found, ...sentenceInHead(found, places) };
  const related = finding.related.map((each) => relatedInHead(each, places));
  const suggestion = finding.suggestion && places.suggestion(finding.suggestion);
  const at = places.inHead(finding.at);
  if (at !== undefined) return { ...finding, at, related, suggestion };
  const inBase = places.inBase(finding.at);
  const nearest = finding.status === 'introduced' ? places.nearestChange(finding.at) : undefined;
  if (nearest === undefined) return { ...finding, at: inBase, side: 'base', related, suggestion };
  const line: Related = { at: inBase, side: 'base', message: 'the line at fault, which only the base branch has' };
  return { ...finding, at: nearest, related: [line, ...related], suggestion };
}

/** The sentence with the places that it names as head has them; those that only base has are called by base's line. */
function sentenceInHead({ statement, named = [], outcome }: Finding, places: HeadPlaces): Partial<Finding> {
  if (named.length === 0) return {};
  const words = named.flatMap(({ start, at }, index) => [
    statement.slice(named[index - 1]?.end ?? 0, start),
    places.inHead(at) ?? places.inBase(at),
  ]);
  const sentence = sentenceOf([...words, statement.slice(named.at(-1)?.end)]);
  return { statement: sentence.text, named: sentence.named, message: messageOf(sentence.text, outcome) };
}

function relatedInHead(related: Related, places: HeadPlaces): Related {
  const at = places.inHead(related.at);
  return at ? { ...related, at } : { ...related, at: places.inBase(related.at), side: 'base' };
}

/** The places that reports show of a Gateway: its own, and the links of the chain that serves each listener. */
function placesOf({ gateway, listeners }: GatewayStatus): readonly Place[] {
  return [
    gateway.name.at,
    ...listeners.flatMap(({ listener, servedBy }) => [
      listener.port.at,
      ...(servedBy ? [servedBy.port.port.at, servedBy.port.targetPort.at] : []),
      ...(servedBy?.listen ? [servedBy.listen.entry.at] : []),
    ]),
  ];
}

function clusterInHead(cluster: ClusterView, places: HeadPlaces): ClusterView {
  return { ...cluster, gateways: cluster.gateways.map((status) => gatewayInHead(status, places)) };
}

function gatewayInHead(status: GatewayStatus, places: HeadPlaces): GatewayStatus {
  const { gateway } = status;
  return {
    ...status,
    gateway: { ...gateway, name: locatedInHead(gateway.name, places) },
    listeners: status.listeners.map((listener) => listenerInHead(listener, places)),
  };
}

function listenerInHead(status: ListenerStatus, places: HeadPlaces): ListenerStatus {
  const { listener, servedBy } = status;
  return {
    ...status,
    listener: { ...listener, port: locatedInHead(listener.port, places) },
    servedBy: servedBy && servedByInHead(servedBy, places),
  };
}

function servedByInHead(servedBy: ServedBy, places: HeadPlaces): ServedBy {
  const { port, listen } = servedBy;
  return {
    ...servedBy,
    port: { ...port, port: locatedInHead(port.port, places), targetPort: locatedInHead(port.targetPort, places) },
    listen: listen && { ...listen, entry: { ...listen.entry, at: placeInHead(listen.entry.at, places) } },
  };
}

const locatedInHead = <T>({ value, at }: Located<T>, places: HeadPlaces): Located<T> => ({
  value,
  at: placeInHead(at, places),
});

const placeInHead = (at: Place, places: HeadPlaces): Place =>
  isLocation(at) ? (places.inHead(at) ?? places.inBase(at)) : at;
