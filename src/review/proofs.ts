import { subjectKey } from '../finding.ts';
import type { Budget } from '../source/budget.ts';
import type { Edit } from '../source/change.ts';
import { applyEdits } from '../source/edit.ts';
import { withText } from '../source/memory-sources.ts';
import type { Sources } from '../source/sources.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import { leastOfEvaluation } from './work.ts';

/** All that may be wrong with a tree in which some files are edited, whichever versions of charts are installed. */
export type Reevaluate = (sources: Sources) => readonly CandidateFinding[];

/** What proofs work with. */
export interface ProofInput {
  readonly sources: Sources;
  readonly candidates: readonly CandidateFinding[];
  /** The candidates, and what may be wrong as well with other versions of charts of which none is named. */
  readonly possible: () => readonly CandidateFinding[];
  readonly budget: Budget;
  /** What an evaluation cost so far. */
  readonly cost: number;
  readonly reevaluate: Reevaluate;
  /** Whether a candidate was there all along, behind another that kept it from being seen. */
  readonly wasHidden: (candidate: CandidateFinding) => boolean;
}

/** What may be wrong before any edit. */
interface Known {
  readonly fingerprints: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}

function knownFrom(candidates: readonly CandidateFinding[]): Known {
  return {
    fingerprints: new Set(candidates.map(({ fingerprint }) => fingerprint)),
    subjects: new Set(candidates.map(subjectOf)),
  };
}

/** What is wrong after some edits. */
interface Left {
  readonly fingerprints: ReadonlySet<string>;
  /** What was not wrong before; not asked before it is needed. */
  readonly fresh: () => Fresh;
}

interface Fresh {
  readonly subjects: ReadonlySet<string>;
  /** Whether some of it is about what nothing was said of. */
  readonly isElsewhere: boolean;
}

/** Tries edits in memory: each set once, and while there is budget for it. */
export class Proofs {
  private readonly input: ProofInput;
  private cost: number;
  private known: Known | null = null;
  private readonly after = new Map<string, Left | null>();

  constructor(input: ProofInput) {
    this.input = input;
    this.cost = Math.max(leastOfEvaluation, input.cost);
  }

  /**
   * Whether the edits put candidates right: applied in memory, parsed and reviewed again, these are gone and none
   * comes. Null where another proof would leave less than `reserve` of the budget.
   */
  mend(edits: readonly Edit[], mended: readonly CandidateFinding[], reserve: number): boolean | null {
    const key = JSON.stringify(edits);
    if (!this.after.has(key)) {
      const result = this.within(reserve, () => {
        const texts = this.textsOf(edits);
        const left = texts && this.reviewWith(texts);
        return left && this.leftFrom(left);
      });
      if (result === undefined) return null;
      this.after.set(key, result);
    }
    return isMended(this.after.get(key) ?? null, mended);
  }

  /** The same for whole files as they would stand on disk: the fingerprints of what is left, null where not all is put right. */
  mendFiles(
    texts: ReadonlyMap<string, string>,
    mended: readonly CandidateFinding[],
    reserve: number,
  ): ReadonlySet<string> | null {
    const reviewed = this.within(reserve, () => this.reviewWith(texts)) ?? null;
    const left = reviewed && this.leftFrom(reviewed);
    return left !== null && isMended(left, mended) ? left.fingerprints : null;
  }

  /** What an evaluation gives; undefined where it would leave less than `reserve` of the budget. */
  private within<T>(reserve: number, evaluation: () => T): T | undefined {
    const { budget } = this.input;
    if (budget.left - this.cost < reserve) return undefined;
    const { result, cost } = budget.measure(evaluation, leastOfEvaluation);
    this.cost = Math.max(this.cost, cost);
    return result;
  }

  private leftFrom(left: readonly CandidateFinding[]): Left {
    let fresh: Fresh | null = null;
    return {
      fingerprints: new Set(left.map(({ fingerprint }) => fingerprint)),
      fresh: () => (fresh ??= this.freshIn(left)),
    };
  }

  private freshIn(left: readonly CandidateFinding[]): Fresh {
    if (left.length === 0) return { subjects: new Set(), isElsewhere: false };
    const known = (this.known ??= knownFrom(this.input.possible()));
    const subjects = left
      .filter((each) => !known.fingerprints.has(each.fingerprint) && !this.input.wasHidden(each))
      .map(subjectOf);
    return { subjects: new Set(subjects), isElsewhere: subjects.some((subject) => !known.subjects.has(subject)) };
  }

  private textsOf(edits: readonly Edit[]): ReadonlyMap<string, string> | null {
    const texts = new Map<string, string>();
    for (const [path, own] of Map.groupBy(edits, (edit) => edit.path)) {
      const text = this.input.sources.text(path);
      if (text === undefined) return null;
      texts.set(path, applyEdits(text, own));
    }
    return texts;
  }

  private reviewWith(texts: ReadonlyMap<string, string>): readonly CandidateFinding[] | null {
    let edited = this.input.sources;
    for (const [path, text] of texts) {
      edited = withText(edited, path, text);
      const file = edited.file(path);
      if (file === undefined || file.unread !== null || file.problems.some(({ kind }) => kind === 'syntax'))
        return null;
    }
    return this.input.reevaluate(edited);
  }
}

/** Whether what was to go is gone, and nothing has come: what was wrong has to be whole, not wrong in another way. */
function isMended(left: Left | null, mended: readonly CandidateFinding[]): boolean {
  if (left === null || mended.some(({ fingerprint }) => left.fingerprints.has(fingerprint))) return false;
  const { subjects, isElsewhere } = left.fresh();
  return !isElsewhere && (subjects.size === 0 || !mended.some((each) => subjects.has(subjectOf(each))));
}

/**
 * What a candidate is about, whichever rule speaks: one object, or one listener of it. A port that goes may
 * turn "not on this port" into "on no port at all" for another listener, and that is nothing new.
 */
function subjectOf({ cluster, subject, field, clashesWith }: CandidateFinding): string {
  const isListener = subject.part?.kind === 'listener' && clashesWith === null;
  return JSON.stringify([cluster, subjectKey(subject), isListener ? null : field]);
}
