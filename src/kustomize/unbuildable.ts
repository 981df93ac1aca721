import { isLocation, type Place } from '../source/location.ts';

/**
 * `kustomize build` would stop here with an error, or a bound on untrusted input was reached.
 * Thrown inside this module only; `buildKustomization` turns it into an `Unread`.
 */
export class Unbuildable extends Error {
  override readonly name = 'Unbuildable';
  /** The file that is to blame, or null where the thrower does not know it. */
  readonly path: string | null;
  /** Whether a cycle is the cause, which depends on where the build began. */
  readonly cyclic: boolean;
  constructor(reason: string, path: string | null = null, cyclic = false) {
    super(reason);
    this.path = path;
    this.cyclic = cyclic;
  }
}

/** Runs `work`; an `Unbuildable` without a path is given the path of `blame`. */
export function blaming<T>(blame: string | Place, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Unbuildable) || error.path !== null) throw error;
    const path = typeof blame === 'string' ? blame : isLocation(blame) ? blame.path : null;
    throw new Unbuildable(error.message, path, error.cyclic);
  }
}
