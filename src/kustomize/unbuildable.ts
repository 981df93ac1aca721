import type { Cause } from '../source/doubt.ts';
import { isLocation, type Place } from '../source/location.ts';
import { saidOf, type BuildProblem, type Said } from './build-problem.ts';

/** What a build that stops says besides its sentence. */
interface Circumstances {
  /** The file that is to blame; absent where the thrower does not know it. */
  readonly path?: string | null;
  /** Whether a cycle is the cause, which depends on where the build began. */
  readonly cyclic?: boolean;
  readonly cause?: Cause;
}

/**
 * `kustomize build` would stop here with an error, or a bound on untrusted input was reached.
 * Thrown inside this module only; `buildKustomization` turns it into a `BuildProblem`.
 */
export class Unbuildable extends Error {
  override readonly name = 'Unbuildable';
  readonly names: readonly string[];
  readonly path: string | null;
  readonly cyclic: boolean;
  override readonly cause: Cause;
  constructor(said: string | Said, { path = null, cyclic = false, cause = 'does-not-build' }: Circumstances = {}) {
    const { reason, names } = saidOf(said);
    super(reason);
    this.names = names;
    this.path = path;
    this.cyclic = cyclic;
    this.cause = cause;
  }

  /** The same with a file to blame, where none is known yet. */
  blamedOn(path: string | null): Unbuildable {
    if (this.path !== null) return this;
    const { cyclic, cause, names, message: reason } = this;
    return new Unbuildable({ reason, names }, { path, cyclic, cause });
  }

  /** As a problem of the build; `path` is to blame where no other file is. */
  problem(path: string): BuildProblem {
    const { message: reason, names, cause } = this;
    return { path: this.path ?? path, cause, reason, names, remoteObjects: null };
  }

  static from({ path, cause, reason, names }: BuildProblem, cyclic: boolean): Unbuildable {
    return new Unbuildable({ reason, names }, { path, cyclic, cause });
  }
}

/** Runs `work`; an `Unbuildable` without a path is given the path of `blame`. */
export function blaming<T>(blame: string | Place, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Unbuildable)) throw error;
    throw error.blamedOn(typeof blame === 'string' ? blame : isLocation(blame) ? blame.path : null);
  }
}
