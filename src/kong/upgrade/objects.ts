import type { ObjectVerdict } from '../../admission/verdict.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import { kongReleasesOf } from '../schema/kong-releases.ts';
import { setupsOf } from '../status/translation/setups.ts';
import { notJudged, without, type Compared, type Difference } from './comparison.ts';

/** One thing that the API server or Kong has against an object. */
interface Objection {
  readonly object: KubeObject;
  readonly field: string | null;
  readonly text: string;
  readonly at: Place;
}

const keyOf = ({ object, field, text }: Objection): string => JSON.stringify([keyOfObject(object), field, text]);

function keyOfObject({ group, kind, namespace, name }: KubeObject): string {
  return JSON.stringify([group, kind, namespace, name.value]);
}

/** What the API server begins and ceases to refuse or to drop, of objects that both models have. */
export function compareVerdicts(before: ClusterView, after: ClusterView): Compared {
  const unknown = noLongerJudged(before, after);
  const hidden = before.verdicts.filter(({ object }) => unknown.has(keyOfObject(object)));
  return {
    differences: differencesOf(before, after, 'object', 'taken', (view) =>
      view.verdicts.filter(({ object }) => !unknown.has(keyOfObject(object))).flatMap(objectionsOf),
    ),
    notJudged: notJudged(
      'object',
      hidden.map(({ object }) => `what the API server will have against ${nameOf(object)} is not known`),
    ),
  };
}

/**
 * Objects that the API server has something against now, and of which the definitions are not known by which it will judge
 * them; what all that may be installed have against them is known.
 */
function noLongerJudged(before: ClusterView, after: ClusterView): ReadonlySet<string> {
  const told = new Set(after.verdicts.map(({ object }) => keyOfObject(object)));
  const judged = new Set(
    before.verdicts.flatMap(({ object }) => (before.isJudged(object) ? [keyOfObject(object)] : [])),
  );
  const open = after.objects.filter((object) => judged.has(keyOfObject(object)) && !after.isJudged(object));
  return new Set(open.map(keyOfObject).filter((key) => !told.has(key)));
}

function objectionsOf({ object, label, notServed, breaches, unknownFields }: ObjectVerdict): readonly Objection[] {
  const by = label === null ? '' : ` (${label})`;
  return [
    // The definitions of a controller that is not here may be there all the same.
    ...(notServed === null || notServed.missing !== null
      ? []
      : [{ object, field: null, text: `${object.apiVersion} ${object.kind} is not served${by}`, at: notServed.at }]),
    ...breaches.map(({ path, message, at }) => ({ object, field: path, text: `refused: ${message}${by}`, at })),
    ...unknownFields.map(({ path, at }) => ({ object, field: path, text: `not known, and dropped${by}`, at })),
  ];
}

/** What Kong begins and ceases to refuse, of objects that both models have. */
export function compareRefusals(before: ClusterView, after: ClusterView): readonly Difference[] {
  // What is refused in one model alone is no change where the other one was not judged.
  const areEntitiesJudged = [before, after].every(judgesEntities);
  const arePluginsJudged = [before, after].every(judgesPlugins);
  const ifJudged = <T>(isJudged: boolean, found: readonly T[]): readonly T[] => (isJudged ? found : []);
  return differencesOf(before, after, 'refusal', 'taken by Kong', (view) => [
    ...ifJudged(areEntitiesJudged, view.refusedEntities).map(({ object, field, kong, at }) => ({
      object,
      field,
      text: `refused by ${kong}`,
      at,
    })),
    ...ifJudged(arePluginsJudged, view.refusedPlugins).flatMap(({ object, kong, refusals }) =>
      refusals.map(({ field, at }) => ({ object, field, text: `refused by ${kong}`, at })),
    ),
  ]);
}

/** Whether it is known of every controller what it makes of routes and Services, and what its Kongs take. */
function judgesEntities({ controllers }: ClusterView): boolean {
  return controllers.every((each) => each.proxies.length === 0 || setupsOf(each) !== null);
}

function judgesPlugins({ proxies }: ClusterView): boolean {
  return proxies.every(
    ({ plugins }) => plugins.certainty !== 'unknown' && kongReleasesOf(plugins.value.release).length > 0,
  );
}

function differencesOf(
  before: ClusterView,
  after: ClusterView,
  area: 'object' | 'refusal',
  taken: string,
  objectionsIn: (view: ClusterView) => readonly Objection[],
): readonly Difference[] {
  const [old, now] = [objectionsIn(before), objectionsIn(after)];
  // The definitions and the release that an objection rests on are other ones in the other model.
  const places = (all: readonly Objection[]): ReadonlySet<string> => new Set(all.map(placeKey));
  const held = (view: ClusterView): ReadonlySet<string> => new Set(view.objects.map(keyOfObject));
  const [inOld, inNow, objectsBefore, objectsAfter] = [places(old), places(now), held(before), held(after)];
  const begun = without(now, old, keyOf).filter(
    (each) => !inOld.has(placeKey(each)) && objectsBefore.has(keyOfObject(each.object)),
  );
  const ceased = without(old, now, keyOf).filter(
    (each) => !inNow.has(placeKey(each)) && objectsAfter.has(keyOfObject(each.object)),
  );
  return [
    ...begun.map(({ object, field, text, at }) => ({
      area,
      about: nameOf(object),
      field,
      before: taken,
      after: text,
      effect: 'breaks' as const,
      at,
    })),
    ...ceased.map(({ object, field, text, at }) => ({
      area,
      about: nameOf(object),
      field,
      before: text,
      after: taken,
      effect: 'mends' as const,
      at,
    })),
  ];
}

function placeKey({ object, field }: Objection): string {
  return JSON.stringify([keyOfObject(object), field]);
}
