import { stringAt } from '../../source/node.ts';
import type { KubeObject, Release, Unverified } from '../cluster.ts';
import { releaseTitle } from '../deploy/release.ts';
import type { Candidate, Unit } from '../deploy/unit.ts';
import { objectKey, releaseKey } from './duplicates.ts';

/** What units bring to one cluster, put together. */
export interface Contents {
  readonly objects: readonly KubeObject[];
  readonly releases: readonly Release[];
  readonly unverified: readonly Unverified[];
}

/**
 * The contents of the units of one cluster. Of an object that several files state the last stands,
 * as after applying them in order; a manifest that Helm rendered gives way to its release; values
 * files that nothing attaches become a release only where they are the sole sign of Kong.
 */
export function contentsOf(units: readonly Unit[]): Contents {
  const declared = lastOfEach(
    units.flatMap((unit) => unit.releases),
    releaseKey,
  );
  const objects = lastOfEach(
    units.flatMap((unit) => unit.objects),
    objectKey,
  ).filter((object) => !isRendered(object, declared));
  const { releases, unverified } = assumed(
    units.flatMap((unit) => unit.candidates),
    declared,
    objects,
  );
  const all = [...units.flatMap((unit) => unit.unverified), ...unverified];
  return { objects, releases: [...declared, ...releases], unverified: distinct(all) };
}

function lastOfEach<T>(things: readonly T[], keyOf: (thing: T) => string | null): readonly T[] {
  const last = new Map<string | T, T>();
  for (const thing of things) last.set(keyOf(thing) ?? thing, thing);
  return [...last.values()];
}

/** Committed output of a release that the tree declares as well. */
function isRendered(object: KubeObject, releases: readonly Release[]): boolean {
  const chart = stringAt(object.root, 'metadata', 'labels', 'helm.sh/chart')?.value;
  if (chart === undefined || !/^(kong|ingress|controller|gateway)-\d/.test(chart)) return false;
  const instance = stringAt(object.root, 'metadata', 'labels', 'app.kubernetes.io/instance')?.value;
  return releases.some(({ name }) => name.certainty !== 'unknown' && name.value === instance);
}

/** Whether an object runs Kong or its controller: an installation by manifest. */
function isInstallation(object: KubeObject): boolean {
  if (object.group === 'gateway-operator.konghq.com')
    return /^(DataPlane|ControlPlane|GatewayConfiguration)$/.test(object.kind);
  return object.group === 'apps' || object.kind === 'Pod';
}

function assumed(
  candidates: readonly Candidate[],
  declared: readonly Release[],
  objects: readonly KubeObject[],
): Pick<Contents, 'releases' | 'unverified'> {
  const [only] = candidates;
  if (only === undefined) return { releases: [], unverified: [] };
  if (declared.length > 0 || objects.some(isInstallation)) {
    const reason = 'nothing that deploys Kong here refers to this values file, so it is not read';
    return { releases: [], unverified: candidates.map(({ path }) => ({ about: path, reason })) };
  }
  if (candidates.length === 1) {
    const { release } = only;
    const unverified =
      release.unverified === null ? [] : [{ about: releaseTitle(release), reason: release.unverified }];
    return { releases: [release], unverified };
  }
  const paths = candidates.map(({ path }) => path).join(', ');
  const reason = `several values files could be Kong's (${paths}), and nothing tells which is in use`;
  return { releases: [], unverified: [{ about: 'Kong', reason }] };
}

function distinct(unverified: readonly Unverified[]): readonly Unverified[] {
  return [...new Map(unverified.map((entry) => [`${entry.about}\n${entry.reason}`, entry])).values()];
}
