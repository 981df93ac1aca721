import type { BuildFaultKind } from '../../kustomize/build-fault.ts';
import type { Location } from '../../source/location.ts';
import type { ScalarNode } from '../../source/node.ts';

/** Who would deploy what is broken, and so fails with it. */
export interface Deployer {
  /** `Argo CD Application edge`; for a kustomization that takes another one in its path. */
  readonly title: string;
  readonly at: Location;
}

/** Why a deployment certainly fails before anything is applied. */
export type DeploymentFault = BrokenKustomization | MissingSource;

interface Fault {
  readonly at: Location;
  /** The value at fault as it is written, where a single one is. */
  readonly value: ScalarNode | null;
  /** What the value is meant to be, where one letter is wrong: the text in its place. */
  readonly near: string | null;
  readonly deployers: readonly Deployer[];
  /** Directories of which nothing is applied because of it. */
  readonly directories: readonly string[];
}

/** `kustomize build` stops. */
export interface BrokenKustomization extends Fault {
  readonly kind: 'kustomization';
  /** Whether the directory that is built has a kustomization of its own. */
  readonly isOwn: boolean;
  /** The file to blame: a kustomization, or a file that one takes in. */
  readonly path: string;
  readonly fault: BuildFaultKind;
  /** The field of the kustomization in which the value stands: `resources`; null where none does. */
  readonly field: string | null;
  /** What kustomize stops at, as a part of a sentence. */
  readonly reason: string;
}

/** An object, or a release of a helmfile, names something of this repository that is not there. */
export interface MissingSource extends Fault {
  readonly kind: 'source';
  readonly object: { readonly kind: string; readonly namespace: string | null; readonly name: string };
  /** `Argo CD Application edge`. */
  readonly title: string;
  /** `spec.source.path`. */
  readonly field: string;
  /** What is named: half a sentence, `the path "apps/kong", which is not a directory of this repository`. */
  readonly reason: string;
  /** How an absent object is known; null for a path, which is certainly not there. */
  readonly proof: AbsenceProof | null;
}

/** What proves that an object which only its name tells of is nowhere. */
export type AbsenceProof =
  /** The change removes it. */
  | 'removed'
  /** The configuration says that the repository holds all of its kind. */
  | 'complete'
  /** Another one has a name one letter away: likely, and no more. */
  | 'near';

/** Each fault once, with everybody who fails because of it, by path and place. */
export function distinctFaults(faults: readonly DeploymentFault[]): readonly DeploymentFault[] {
  const merged = new Map<string, DeploymentFault>();
  for (const fault of faults) {
    const key = JSON.stringify([fault.kind, fault.at.path, fault.at.start, fault.reason]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? fault : joined(known, fault));
  }
  return [...merged.values()];
}

function joined(one: DeploymentFault, other: DeploymentFault): DeploymentFault {
  const deployers = new Map([...one.deployers, ...other.deployers].map((each) => [each.title, each]));
  return {
    ...one,
    deployers: [...deployers.values()],
    directories: [...new Set([...one.directories, ...other.directories])],
  };
}
