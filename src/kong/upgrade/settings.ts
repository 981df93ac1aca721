import { nameOf } from '../../kubernetes/object.ts';
import { releaseTitle, type Release } from '../../gitops/model/release.ts';
import { get } from '../../source/node.ts';
import { isKnownRelease, releasesOf } from '../flags/releases.ts';
import type { ClusterView, ReleaseView } from '../model/cluster-view.ts';
import type { IdleAnnotation, IdleReason } from '../model/idle-annotation.ts';
import type { Controller } from '../model/model.ts';
import { pairsOf, without, type Difference, type Pair } from './comparison.ts';

/** One release in two models: the chart and its alias tell releases of an umbrella chart apart. */
export function releaseKey({ name, namespace, chart, alias }: Release): string {
  const text = (fact: Release['name']): string => (fact.certainty === 'unknown' ? '?' : fact.value);
  return JSON.stringify([text(name), text(namespace), chart, alias]);
}

/** What the charts make of the values themselves: what Helm refuses, and what is not read. */
export function compareValues(before: readonly ReleaseView[], after: readonly ReleaseView[]): readonly Difference[] {
  return pairsOf(before, after, ({ release }) => releaseKey(release)).flatMap((pair) => {
    const about = releaseTitle(pair.after.release);
    const area = 'values' as const;
    const [was, is] = [pair.before.renderFailure, pair.after.renderFailure];
    if (was !== null || is !== null) {
      if (was !== null && is !== null) return [];
      const at = is?.at ?? pair.after.release.declaration.at;
      const effect = is === null ? 'mends' : 'breaks';
      return [{ area, about, field: null, before: failureText(was), after: failureText(is), effect, at }];
    }
    const keyOf = ({ key }: ReleaseView['withoutEffect'][number]): string => key;
    const read = 'read by the chart';
    const unread = 'not read by the chart';
    return [
      ...without(pair.after.withoutEffect, pair.before.withoutEffect, keyOf)
        .filter(isSetIn(pair.before))
        .map(({ key, at }): Difference => ({
          area,
          about,
          field: key,
          before: read,
          after: unread,
          effect: 'breaks',
          at,
        })),
      ...without(pair.before.withoutEffect, pair.after.withoutEffect, keyOf)
        .filter(isSetIn(pair.after))
        .map(({ key, at }): Difference => ({
          area,
          about,
          field: key,
          before: unread,
          after: read,
          effect: 'mends',
          at,
        })),
    ];
  });
}

/** A setting that one of two models has not begins and ceases nothing. */
function isSetIn({ release }: ReleaseView): (setting: ReleaseView['withoutEffect'][number]) => boolean {
  return ({ path }) => get(release.values, ...path) !== undefined;
}

function failureText(failure: ReleaseView['renderFailure']): string {
  return failure === null ? 'rendered' : `refused by Helm: ${failure.reason}`;
}

/** What controllers make of their settings: those that end them, and the feature gates that are on. */
export function compareControllers(before: readonly Controller[], after: readonly Controller[]): readonly Difference[] {
  return pairsOf(before, after, ({ kind, id }) => `${kind} ${id}`).flatMap((pair) => [
    ...startDifferences(pair),
    ...gateDifferences(pair),
  ]);
}

function startDifferences({ before, after }: Pair<Controller>): readonly Difference[] {
  const about = `controller ${after.id}`;
  const keyOf = ({ cause, about: setting }: Controller['startFailures'][number]): string => `${cause} ${setting}`;
  const taken = 'taken';
  return [
    ...without(after.startFailures, before.startFailures, keyOf).map(({ about: field, reason, at }): Difference => ({
      area: 'start',
      about,
      field,
      before: taken,
      after: `keeps the controller from starting: ${reason}`,
      effect: 'breaks',
      at,
    })),
    ...without(before.startFailures, after.startFailures, keyOf).map(({ about: field, reason }): Difference => ({
      area: 'start',
      about,
      field,
      before: `keeps the controller from starting: ${reason}`,
      after: taken,
      effect: 'mends',
      at: after.at,
    })),
  ];
}

/** Gates that are on in one of the two and not in the other; of one that a release no longer knows, what it did stays as it was. */
function gateDifferences({ before, after }: Pair<Controller>): readonly Difference[] {
  const [old, now] = [before.featureGates, after.featureGates];
  if (old.certainty === 'unknown' || now.certainty === 'unknown' || ![before, after].every(isOfKnownRelease)) return [];
  const at = now.certainty === 'known' ? now.at : after.at;
  const text = (value: boolean | undefined): string | null => (value === undefined ? null : value ? 'on' : 'off');
  return [...new Set([...old.value.keys(), ...now.value.keys()])].flatMap((gate): readonly Difference[] => {
    const [was, is] = [text(old.value.get(gate)), text(now.value.get(gate))];
    // A gate that comes while it is off changes nothing.
    if (is === null || (was ?? 'off') === is) return [];
    const about = `controller ${after.id}`;
    return [{ area: 'feature-gate', about, field: gate, before: was, after: is, effect: 'changes', at }];
  });
}

/** Which gates another release has, and which of them are on, is not known. */
function isOfKnownRelease({ kind, version }: Controller): boolean {
  return kind !== 'kic' || (version.certainty !== 'unknown' && releasesOf(version.value).some(isKnownRelease));
}

/** Annotations of Kong's that do something in one model alone. */
export function compareAnnotations(before: ClusterView, after: ClusterView): readonly Difference[] {
  const keyOf = ({ object, key }: IdleAnnotation): string => `${nameOf(object)} ${key}`;
  const annotated = ({ objects }: ClusterView): ((idle: IdleAnnotation) => boolean) => {
    const known = new Map(objects.map((object) => [nameOf(object), object]));
    return ({ object, key }) => get(known.get(nameOf(object))?.root, 'metadata', 'annotations', key) !== undefined;
  };
  const area = 'annotation' as const;
  return [
    ...without(after.idleAnnotations, before.idleAnnotations, keyOf)
      .filter(annotated(before))
      .map(({ object, key, why, at }): Difference => {
        return { area, about: nameOf(object), field: key, before: 'read', after: idleText(why), effect: 'breaks', at };
      }),
    ...without(before.idleAnnotations, after.idleAnnotations, keyOf)
      .filter(annotated(after))
      .map(({ object, key, why, at }): Difference => {
        return { area, about: nameOf(object), field: key, before: idleText(why), after: 'read', effect: 'mends', at };
      }),
  ];
}

function idleText(why: IdleReason): string {
  switch (why.kind) {
    case 'gone':
      return `not read from ${why.since} on`;
    case 'too-old':
      return `not read before ${why.since}`;
    case 'takes-http':
      return 'without effect, because the route takes plain HTTP';
    default:
      return 'without effect';
  }
}
