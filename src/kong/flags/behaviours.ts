import { isWithin, releaseRange, releasesOf } from './releases.ts';
import { onceFor } from '../../source/once-for.ts';
import type { Fact } from '../../source/location.ts';
import { controllerBehaviours } from '../versions/controller-behaviours.ts';

/** How releases of the controller may differ. */
export type ControllerBehaviour = keyof typeof controllerBehaviours;

/** Parsed once. */
const ranges: ReadonlyMap<string, ReturnType<typeof releaseRange>> = new Map(
  Object.entries(controllerBehaviours).map(([name, { releases }]) => [name, releaseRange(releases)]),
);

/** Whether one release of the controller behaves so. */
export function behavesIn(release: string, name: ControllerBehaviour): boolean {
  const range = ranges.get(name);
  return range !== undefined && isWithin(release, range);
}

/** Whether a controller behaves so; a text says why that is not known: its version may mean releases that differ. */
export function behaves(version: Fact<string>, name: ControllerBehaviour): boolean | string {
  if (version.certainty === 'unknown') return `the version of the controller is not known: ${version.reason}`;
  const known = answersOf(version);
  const answer = known.get(name) ?? answerOf(version.value, name);
  known.set(name, answer);
  return answer;
}

/** What was asked about a version before: whoever judges thousands of routes asks about the same rows each time. */
const answersOf = onceFor((_version: Fact<string>) => new Map<ControllerBehaviour, boolean | string>());

function answerOf(version: string, name: ControllerBehaviour): boolean | string {
  const answers = new Set(releasesOf(version).map((release) => behavesIn(release, name)));
  const [answer = false, other] = answers;
  return other === undefined ? answer : `patch releases of version ${version} of the controller differ`;
}
