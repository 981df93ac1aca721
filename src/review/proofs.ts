import { subjectKey } from '../finding.ts';
import type { Edit } from '../source/change.ts';
import { applyEdits } from '../source/edit.ts';
import { withText } from '../source/memory-sources.ts';
import type { Sources } from '../source/sources.ts';
import type { CandidateFinding } from './candidate-finding.ts';

/** All that may be wrong with a tree in which some files are edited, whichever versions of charts are installed. */
export type Reevaluate = (sources: Sources) => readonly CandidateFinding[];

/** Where a proof judges every version of a chart, so many objects are judged at most for all proofs together. */
const mostObjects = 10_000;

/** What proofs work with. */
export interface ProofInput {
  readonly sources: Sources;
  readonly candidates: readonly CandidateFinding[];
  /** The candidates, and what may be wrong as well with other versions of charts of which none is named. */
  readonly possible: () => readonly CandidateFinding[];
  /** How many objects a proof judges for such versions; 0 where all are certain. */
  readonly objects: number;
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

/** Tries edits in memory: each set once, and no more sets than a review has time for. */
export class Proofs {
  private readonly input: ProofInput;
  private readonly limit: number;
  private known: Known | null = null;
  private readonly after = new Map<string, readonly CandidateFinding[] | null>();

  constructor(input: ProofInput) {
    this.input = input;
    this.limit = input.objects === 0 ? Infinity : Math.max(2, Math.floor(mostObjects / input.objects));
  }

  /**
   * Whether the edits put candidates right: applied in memory, parsed and reviewed again, these are gone and none
   * comes. Null where that would take another proof than `most` allows.
   */
  mend(edits: readonly Edit[], mended: readonly CandidateFinding[], most: number): boolean | null {
    const key = JSON.stringify(edits);
    if (!this.after.has(key)) {
      if (this.after.size >= Math.min(most, this.limit)) return null;
      this.after.set(key, this.reviewWith(edits));
    }
    const left = this.after.get(key) ?? null;
    return left !== null && !left.some((each) => this.isInTheWay(each, mended));
  }

  /** How many sets were tried. */
  get count(): number {
    return this.after.size;
  }

  /** Whether a candidate that is left is one that was to go, or another that was not there. */
  private isInTheWay(left: CandidateFinding, mended: readonly CandidateFinding[]): boolean {
    if (mended.some(({ fingerprint }) => fingerprint === left.fingerprint)) return true;
    this.known ??= knownFrom(this.input.possible());
    if (this.known.fingerprints.has(left.fingerprint) || this.input.wasHidden(left)) return false;
    // What was to be mended has to be whole afterwards, not wrong in another way.
    const subject = subjectOf(left);
    return !this.known.subjects.has(subject) || mended.some((each) => subjectOf(each) === subject);
  }

  private reviewWith(edits: readonly Edit[]): readonly CandidateFinding[] | null {
    let edited = this.input.sources;
    for (const path of new Set(edits.map((edit) => edit.path))) {
      const text = edited.text(path);
      if (text === undefined) return null;
      edited = withText(
        edited,
        path,
        applyEdits(
          text,
          edits.filter((edit) => edit.path === path),
        ),
      );
      const file = edited.file(path);
      if (file === undefined || file.unread !== null || file.problems.some(({ kind }) => kind === 'syntax'))
        return null;
    }
    return this.input.reevaluate(edited);
  }
}

/**
 * What a candidate is about, whichever rule speaks: one object, or one listener of it. A port that goes may
 * turn "not on this port" into "on no port at all" for another listener, and that is nothing new.
 */
function subjectOf({ cluster, subject, field, clashesWith }: CandidateFinding): string {
  const isListener = subject.part?.kind === 'listener' && clashesWith === null;
  return JSON.stringify([cluster, subjectKey(subject), isListener ? null : field]);
}
