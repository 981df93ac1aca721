import type { Cause } from '../source/doubt.ts';
import { isLocation, type Place } from '../source/location.ts';
import type { Node } from '../source/node.ts';
import type { BuildFault, BuildFaultKind } from './build-fault.ts';
import { saidOf, type BuildProblem, type Said } from './build-problem.ts';

/** What a build that stops says besides its sentence. */
interface Circumstances {
  /** The file that is to blame; absent where the thrower does not know it. */
  readonly path?: string | null;
  readonly cause?: Cause;
  /** What kustomize stops at, where it is the cause; absent means that it refuses something. */
  readonly kind?: BuildFaultKind;
  readonly at?: Place | null;
  readonly missing?: string | null;
  /** The rest of a fault that was thrown before. */
  readonly fault?: BuildFault;
  readonly further?: readonly Unbuildable[];
}

/**
 * `kustomize build` would stop here with an error, or a bound on untrusted input was reached.
 * Thrown inside this module only; `buildKustomization` turns it into a `BuildProblem`.
 */
export class Unbuildable extends Error {
  override readonly name = 'Unbuildable';
  readonly names: readonly string[];
  readonly path: string | null;
  /** Absent unless the build is certain to stop. */
  readonly fault: BuildFault | undefined;
  override readonly cause: Cause;
  /** What the build would stop at as well, were this mended. */
  readonly further: readonly Unbuildable[];
  constructor(said: string | Said, given: Circumstances = {}) {
    const { path = null, cause = 'does-not-build', further = [] } = given;
    const { reason, names } = saidOf(said);
    super(reason);
    this.names = names;
    this.path = path;
    this.cause = cause;
    this.further = further;
    this.fault = cause === 'does-not-build' ? faultOf(given) : undefined;
  }

  /** The same with a file to blame, where none is known yet. */
  blamedOn(path: string | null): Unbuildable {
    return this.with({
      path: this.path ?? path,
      further: this.further.map((each) => each.blamedOn(path)),
    });
  }

  /** The same with a value to blame, where none is known yet; `field` is where it stands in the kustomization. */
  blamedAt(node: Node, field: string): Unbuildable {
    const { at } = node;
    if (!isLocation(at)) return this;
    return this.#placed((fault) => ({ ...fault, at, field, named: node.kind === 'scalar' ? node : null }));
  }

  /** The same with the first character of a file to blame, where nothing else is known. */
  blamedAtStart(path: string): Unbuildable {
    const at = { path, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
    return this.#placed((fault) => ({ ...fault, at }));
  }

  /** Gives faults that stand nowhere yet their place. */
  #placed(place: (fault: BuildFault) => BuildFault): Unbuildable {
    const { fault } = this;
    return this.with({
      ...(fault?.at === null ? { fault: place(fault) } : {}),
      further: this.further.map((each) => each.#placed(place)),
    });
  }

  /** The same, of which nothing is certain where its fault is of a kind. */
  doubting(kind: BuildFaultKind): Unbuildable {
    const further = this.further.map((each) => each.doubting(kind));
    if (this.fault?.kind !== kind) return this.with({ further });
    const { names, message: reason, path } = this;
    return new Unbuildable({ reason, names }, { path, cause: 'syntax', further });
  }

  /** The first of several stops, which knows the others. */
  static first([first, ...others]: readonly [Unbuildable, ...Unbuildable[]]): Unbuildable {
    return first.with({ further: [...first.further, ...others.flatMap((each) => [each, ...each.further])] });
  }

  private with(changed: Pick<Circumstances, 'path' | 'fault' | 'further'>): Unbuildable {
    const { path, cause, names, message: reason, fault, further } = this;
    return new Unbuildable({ reason, names }, { path, cause, further, ...(fault ? { fault } : {}), ...changed });
  }

  /** As a problem of the build; `path` is to blame where no other file is. */
  problem(path: string): BuildProblem {
    const { message: reason, names, cause, fault } = this;
    return { path: this.path ?? path, cause, reason, names, remoteObjects: null, ...(fault ? { fault } : {}) };
  }

  static from({ path, cause, reason, names, fault }: BuildProblem, further: readonly BuildProblem[] = []): Unbuildable {
    const rest = further.map((problem) => Unbuildable.from(problem));
    return new Unbuildable({ reason, names }, { path, cause, further: rest, ...(fault ? { fault } : {}) });
  }
}

function faultOf({ kind = 'refused', at = null, missing = null, fault }: Circumstances): BuildFault {
  return fault ?? { kind, at: at !== null && isLocation(at) ? at : null, missing, named: null, field: null };
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

/** Runs `work`; an `Unbuildable` without a place is given that of a value of the kustomization. */
export function blamingValue<T>(node: Node | undefined, field: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Unbuildable) || node === undefined) throw error;
    throw error.blamedAt(node, field);
  }
}
