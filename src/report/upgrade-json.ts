import type { Difference, VersionMove } from '../kong/upgrade/comparison.ts';
import type { Upgrade } from '../review/upgrades.ts';
import { isLocation, type Place } from '../source/location.ts';
import { upgradeSentence } from './upgrade-sentence.ts';

/** What versions bring about in one cluster, for programs. */
export function upgradeJson(upgrade: Upgrade): object {
  const { cluster, moves, differences, behaviours, listeners, routes, services, notJudged, changesMore } = upgrade;
  return {
    cluster,
    sentence: upgradeSentence(upgrade),
    moves: moves.map(moveJson),
    differences: differences.map(differenceJson),
    behaviours,
    listeners,
    routes,
    services,
    notJudged,
    changesMore,
  };
}

function moveJson({ program, name, of, from, to, follows, at }: VersionMove): object {
  return { program, name, of, from, to, follows, ...placeJson(at) };
}

function differenceJson({ area, about, field, before, after, effect, at }: Difference): object {
  return { area, about, field, before, after, effect, ...placeJson(at) };
}

function placeJson(at: Place | null): object {
  if (at === null) return { path: null, line: null };
  return isLocation(at) ? { path: at.path, line: at.line } : { path: null, line: null };
}
