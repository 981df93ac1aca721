import { stringAt } from '../../source/node.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import type { StatedDefinition } from '../../kubernetes/stated-definition.ts';
import { bundleOf } from '../model/bundle.ts';
import type { Unverified } from '../model/cluster.ts';
import type { Unit } from '../deployed/unit.ts';
import { assume } from './assumed.ts';
import { isMissed } from './unverified-routes.ts';
import { objectKey, releaseKey } from './duplicates.ts';
import { customResourceDefinition, gatewayGroup } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { installsKong } from '../objects/objects.ts';
import { isNamed, type KubeObject } from '../../kubernetes/object.ts';
import type { Release } from '../model/release.ts';

/** What units bring to one cluster, put together. */
export interface Contents {
  readonly objects: readonly KubeObject[];
  readonly nameless: readonly KubeObject[];
  readonly releases: readonly Release[];
  readonly unverified: readonly Unverified[];
  readonly bundles: readonly InstalledBundle[];
  readonly definitions: readonly StatedDefinition[];
}

/** What an object says of a kind that is judged; null for one that is no definition of such a kind. */
export type ReadDefinition = (object: KubeObject) => StatedDefinition | null;

/**
 * The contents of the units of one cluster; `statedElsewhere` when the configuration says that
 * Kong is installed there by other means. Of an object that several files state the last stands,
 * as after applying them in order; a manifest that Helm rendered gives way to its release; values
 * files that nothing attaches become a release only where they are the sole sign of Kong.
 */
export function contentsOf(units: readonly Unit[], readDefinition: ReadDefinition, statedElsewhere = false): Contents {
  const declared = lastDeclared(units.flatMap((unit) => unit.releases));
  const applied = units.flatMap((unit) => unit.objects);
  const hasKong = statedElsewhere || declared.length > 0 || applied.some(installsKong);
  const assumed = assume(
    units.flatMap((unit) => unit.candidates),
    hasKong,
  );
  const releases = [...declared, ...assumed.releases];
  const objects = lastOfEach([...applied, ...assumed.objects], objectKey).filter(
    (object) => !isRendered(object, releases) && !isOfKind(object, customResourceDefinition),
  );
  const definitions = [...applied, ...assumed.objects].filter((object) => isOfKind(object, customResourceDefinition));
  const unverified = [...units.flatMap((unit) => unit.unverified), ...assumed.unverified];
  return {
    objects: objects.filter(isNamed),
    nameless: objects.filter((object) => !isNamed(object)),
    releases,
    unverified: distinct(unverified.filter((entry) => isMissed(entry, objects))),
    bundles: bundlesOf(units, definitions),
    definitions: definitions.flatMap((object) => readDefinition(object) ?? []),
  };
}

/** What people run counts where no tool brings anything: it may be for another cluster. */
function bundlesOf(units: readonly Unit[], objects: readonly KubeObject[]): readonly InstalledBundle[] {
  const all = [...units.flatMap(({ bundles }) => bundles), ...objects.flatMap((object) => bundleOf(object) ?? [])];
  const byTool = all.filter(({ applied }) => applied === 'by-tool');
  return byTool.length > 0 ? byTool : all;
}

/** Of a release that is declared more than once the last declaration, with every chart of Kong's that it brings. */
function lastDeclared(releases: readonly Release[]): readonly Release[] {
  const last = new Map(releases.map((release) => [releaseKey(release), release.declaration]));
  return releases.filter((release) => {
    const key = releaseKey(release);
    return key === null || last.get(key) === release.declaration;
  });
}

function lastOfEach<T>(things: readonly T[], keyOf: (thing: T) => string): readonly T[] {
  const last = new Map<string, T>();
  for (const thing of things) last.set(keyOf(thing), thing);
  return [...last.values()];
}

/** Committed output of a release that the tree declares as well. */
function isRendered(object: KubeObject, releases: readonly Release[]): boolean {
  // No chart of Kong's renders one: whoever writes these labels on it means another object.
  if (object.group === gatewayGroup) return false;
  const chart = stringAt(object.root, 'metadata', 'labels', 'helm.sh/chart')?.value;
  if (chart === undefined || !/^(kong|ingress|controller|gateway)-\d/.test(chart)) return false;
  const instance = stringAt(object.root, 'metadata', 'labels', 'app.kubernetes.io/instance')?.value;
  return releases.some(({ name }) => name.certainty !== 'unknown' && name.value === instance);
}

function distinct(unverified: readonly Unverified[]): readonly Unverified[] {
  return [...new Map(unverified.map((entry) => [`${entry.about}\n${entry.reason}`, entry])).values()];
}
