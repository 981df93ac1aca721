import type { GroupKind } from '../kubernetes/kind.ts';
import { identityOf } from '../kubernetes/targets.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { isJudgedByOne } from './candidate-definitions.ts';
import type { Definitions, KongRelease } from './definitions.ts';
import type { KnownGatewayApi } from './installed.ts';
import { labelOf, restingOn } from './judge.ts';
import type { ObjectDefaults } from './object-defaults.ts';
import type { Judges } from './judged-once.ts';
import type { Location } from '../source/location.ts';
import { saysAnything, type ObjectVerdict } from './verdict.ts';

/** What the API server of a cluster says of the objects that are applied to it. */
export interface ClusterAdmission {
  /** One for each object whose kind is known. */
  readonly verdicts: readonly ObjectVerdict[];
  /** Objects in which nothing is found wrong, and for which the API server has rules that cannot be judged here. */
  readonly unverified: readonly KubeObject[];
  /** The same where some objects are in the cluster already, so that those are updated. */
  updates(before: readonly KubeObject[]): readonly ObjectVerdict[];
  /** Whether it is known by which one definition an object is judged. */
  isJudged(object: KubeObject): boolean;
  /** The object with what the API server fills in: whoever reads it knows no default. The same one for the same object. */
  asStored(object: KubeObject): KubeObject;
  /** What the API server fills into an object; null where its definition is not certain. */
  defaultsOf(object: KubeObject): ObjectDefaults | null;
  /** Why an object is refused, as half a sentence, or null. */
  refusalOf(object: KubeObject): string | null;
  /** The release of Gateway API that does not serve a kind in a version; null where it does and where that is not known. */
  unserved(kind: GroupKind, version: string): string | null;
  /** Whether every release of Gateway API that may be installed serves a kind in a version. */
  isServed(kind: GroupKind, version: string): boolean;
  /** Where the tree says that what serves a kind in a version, or does not, is installed; null where it does not, or says it of several. */
  installedAt(kind: GroupKind, version: string): Location | null;
}

/** Judges every object of a cluster by the definitions that are installed there, as far as the tree or its configuration tells. */
export function admissionOf(
  objects: readonly KubeObject[],
  gatewayApi: KnownGatewayApi,
  controllers: readonly KongRelease[],
  judges: Judges,
): ClusterAdmission {
  const { installed, verdictOf, updateOf, asStored, defaultsOf } = judges(gatewayApi, controllers);
  const verdicts: ObjectVerdict[] = [];
  const unverified: KubeObject[] = [];
  const refused = new Map<KubeObject, string>();
  // Nothing is to be told of most of them.
  for (const object of objects) {
    const verdict = verdictOf(object);
    if (verdict === null) continue;
    if (verdict.isUnverified) unverified.push(object);
    if (!saysAnything(verdict)) continue;
    verdicts.push(verdict);
    const reason = reasonOf(verdict);
    if (reason !== null) refused.set(object, reason);
  }
  const stored = new Map<KubeObject, KubeObject>();
  const serves = ({ kinds }: Definitions, { group, kind }: GroupKind, version: string): boolean =>
    kinds.some((each) => each.kind === kind && each.group === group && each.version === version);
  return {
    asStored(object) {
      const known = stored.get(object);
      if (known !== undefined) return known;
      const made = asStored(object);
      if (made === object) return object;
      stored.set(object, made);
      const reason = refused.get(object);
      if (reason !== undefined) refused.set(made, reason);
      return made;
    },
    verdicts,
    unverified,
    updates(before) {
      // Most objects are the same ones, and need not be sought by name.
      const [kept, now] = [new Set(before), new Set(objects)];
      const known = new Map(before.flatMap((object) => (now.has(object) ? [] : [[keyOf(object), object] as const])));
      const oldOf = (object: KubeObject): KubeObject | undefined =>
        kept.has(object) ? object : known.get(keyOf(object));
      const told = new Map(verdicts.map((verdict) => [verdict.object, verdict]));
      return objects
        .flatMap((object) => updateOf(object, told.get(object) ?? null, oldOf(object)) ?? [])
        .filter(saysAnything);
    },
    isJudged: (object) => isJudgedByOne(object, installed),
    defaultsOf,
    refusalOf: (object) => refused.get(object) ?? null,
    unserved(kind, version) {
      const sets = installed.gatewayApi(kind, version);
      return sets.some((each) => serves(each, kind, version)) ? null : labelOf(sets);
    },
    isServed(kind, version) {
      const sets = installed.gatewayApi(kind, version);
      return sets.length > 0 && sets.every((each) => serves(each, kind, version));
    },
    installedAt: (kind, version) => restingOn(installed.gatewayApi(kind, version)).statedAt,
  };
}

function reasonOf({ object, notServed, breaches }: ObjectVerdict): string | null {
  if (notServed !== null) return `${object.kind} is not served in ${object.apiVersion}`;
  return breaches[0]?.message ?? null;
}

function keyOf(object: KubeObject): string {
  const { group, kind, namespace, name } = identityOf(object);
  return JSON.stringify([group, kind, namespace, name]);
}
