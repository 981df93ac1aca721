import { nameOf } from '../../kubernetes/object.ts';
import type { RouteParent, RouteStatus } from '../model/route-status.ts';
import { notJudged, pairsOf, type Compared, type Difference, type Kept, type Pair } from './comparison.ts';
import { changedText, conditionDifferences } from './gateways.ts';

const keyOf = ({ route }: RouteStatus): string => nameOf(route.object);

/** Routes of other implementations, and those whose Gateways stand elsewhere, are nobody's business here. */
const isOurs = ({ parents }: RouteStatus): boolean =>
  parents.some(({ gateway }) => gateway !== null && gateway.implementation !== 'other');

/** Routes that both models have and that are ours in one of them. */
export function routePairs(
  before: readonly RouteStatus[],
  after: readonly RouteStatus[],
): readonly Pair<RouteStatus>[] {
  return pairsOf(before, after, keyOf).filter((pair) => isOurs(pair.before) || isOurs(pair.after));
}

/** What becomes of the statuses of routes that both models have, and of what they serve. */
export function compareRoutes(
  before: readonly RouteStatus[],
  after: readonly RouteStatus[],
): Compared & { readonly kept: Kept } {
  const pairs = routePairs(before, after);
  const doubts = pairs.flatMap((pair) => doubtAbout(pair.after) ?? doubtAbout(pair.before) ?? []);
  const judged = pairs.filter((pair) => doubtAbout(pair.after) === null && doubtAbout(pair.before) === null);
  const changes = judged.map(differencesOf);
  const changed = changes.filter((some) => some.length > 0).length;
  return {
    differences: changes.flat(),
    notJudged: notJudged('route', doubts),
    kept: { same: changes.length - changed, changed, notJudged: doubts.length },
  };
}

/** Why its status is not known, or null. */
function doubtAbout({ parents, refusal }: RouteStatus): string | null {
  if (refusal !== null) return null;
  return parents.find(({ unverified }) => unverified !== null)?.unverified ?? null;
}

function differencesOf({ before, after }: Pair<RouteStatus>): readonly Difference[] {
  const about = nameOf(after.route.object);
  const at = after.route.name.at;
  const parents = pairsOf(before.parents, after.parents, parentKey);
  const served = ({ served: value }: RouteStatus): string | null => (value === null ? null : value ? 'yes' : 'no');
  const isServedKnown = before.served !== null && after.served !== null;
  const hosts = ({ sentHostnames }: RouteStatus): string => sentHostnames?.join(', ') || 'every hostname';
  const areHostsKnown = before.sentHostnames !== null && after.sentHostnames !== null;
  const attributes = [
    ...parents.flatMap((pair) =>
      conditionDifferences(pair.before.conditions ?? {}, pair.after.conditions ?? {}).map((each) => ({
        ...each,
        field: `${each.field} at ${parentKey(pair.after)}`,
      })),
    ),
    ...(isServedKnown ? changedText('served', served(before), served(after), after.served ? 'mends' : 'breaks') : []),
    ...(areHostsKnown ? changedText('hostnames', hosts(before), hosts(after)) : []),
    ...changedText('kind', seenText(before), seenText(after)),
  ];
  return attributes.map((each) => ({ area: 'route' as const, about, at, ...each }));
}

function parentKey({ ref }: RouteParent): string {
  const section = ref.sectionName === null ? '' : `, listener ${ref.sectionName.value}`;
  const port = ref.port === null ? '' : `, port ${ref.port.value}`;
  return `${ref.to.namespace ?? 'default'}/${ref.to.name}${section}${port}`;
}

/** Whether controllers read routes of the kind at all. */
function seenText({ silences, missingGates }: RouteStatus): string {
  const isUnread = missingGates.length > 0 || silences.some(({ cause }) => cause === 'kind-not-read');
  return isUnread ? 'not read by the controller' : 'read by the controller';
}
