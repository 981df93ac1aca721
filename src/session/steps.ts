import type { Threshold } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { checkRunDraft } from '../report/check-run.ts';
import { print } from '../report/print.ts';
import { reviewComments } from '../report/review-comments.ts';
import { shownLines } from '../report/shown-lines.ts';
import { linesFrom } from '../report/source-lines.ts';
import { combineFixes, fixesOf, textsWith } from '../review/combine-fixes.ts';
import type { Engine } from '../review/engine.ts';
import { expressionsFor } from '../review/expressions.ts';
import { headPlaces, type HeadPlaces } from '../review/head-places.ts';
import { pathsOf, reviewInHead } from '../review/in-head.ts';
import { provenFixes } from '../review/proven-fixes.ts';
import type { Review } from '../review/review.ts';
import { deploysWithin, everything, isWithin, selected } from '../review/selection.ts';
import { isCounted, verdictOf } from '../review/verdict.ts';
import type { Location } from '../source/location.ts';
import { unpackTrees } from '../source/packed-trees.ts';
import type { SourceCache } from '../source/source-cache.ts';
import type { Sources } from '../source/sources.ts';
import { configurationAfter, proposedConfig } from './configuration-change.ts';
import { previewed } from './previewed.ts';
import type {
  ConcludeInput,
  Concluded,
  FixInput,
  Fixed,
  FixesForDisk,
  OperationName,
  Operations,
  PrintInput,
  Reviewed,
  ReviewInput,
} from './operations.ts';

/** What the steps after `review` speak of. */
interface State {
  readonly before: Sources | null;
  /** The tree that was judged, which may be a merge, and what was found in it. */
  readonly judged: { readonly review: Review; readonly after: Sources; readonly places: HeadPlaces | null };
  /** The files that findings stand in, and the findings as they stand there. */
  readonly head: Sources;
  readonly review: Review;
  readonly reviewed: Reviewed;
  readonly threshold: Threshold;
  /** The folder or the file that is asked for; null: everything. */
  readonly within: string | null;
}

type Steps = { readonly [K in OperationName]: (input: Operations[K]['input']) => Answer<K> };

type Answer<K extends OperationName> = Operations[K]['output'] | Promise<Operations[K]['output']>;

/** Takes the steps of one review in this thread. */
export class ReviewSteps {
  private readonly engine: Engine;
  private readonly cache: SourceCache;
  private state: State | null = null;

  constructor(engine: Engine, cache: SourceCache) {
    this.engine = engine;
    this.cache = cache;
  }

  async take<K extends OperationName>(operation: K, input: Operations[K]['input']): Promise<Operations[K]['output']> {
    const steps: Steps = {
      readConfig: ({ path, text }) => readConfig(path, text, this.engine.ruleIds),
      review: (asked) => this.review(asked),
      placeInHead: ({ head }) => this.placeInHead(unpackTrees(head, this.cache)),
      conclude: (asked) => this.conclude(asked),
      fix: (asked) => this.fix(asked),
      proveFixes: () => this.proveFixes(),
      print: (asked) => this.print(asked),
      preview: (asked) => previewed(this.engine, unpackTrees(asked.trees, this.cache), asked),
    };
    return await steps[operation](input);
  }

  private async review(asked: ReviewInput): Promise<Reviewed> {
    const { trees, config, failOn, today, branch, configUsable, selection } = asked;
    const [first, second] = unpackTrees(trees, this.cache);
    const after = second ?? first;
    if (after === undefined) throw new Error('a review has a tree');
    const before = second && first ? first : null;
    const threshold = failOn ?? config.failOn;
    const expressions = await expressionsFor([before, after]);
    const whole = this.engine.review(before, after, { ...config, failOn: threshold }, today, branch, expressions);
    const chosen = selected(whole, selection ?? everything);
    const { leftOut, standing } = chosen;
    const effects =
      before === null
        ? null
        : configurationAfter(this.engine, asked, {
            before,
            after,
            review: chosen.review,
            selection: selection ?? everything,
            expressions,
          });
    const review = effects === null ? chosen.review : { ...chosen.review, ...effects };
    const proposed = configUsable === null || before === null ? null : proposedConfig(this.engine, before, after);
    const configProblems = proposed ?? [];
    const brokenConfig = configUsable === false && (proposed === null || proposed.length > 0);
    const configInvalid = brokenConfig || configProblems.length > 0;
    const standard = { failOn: threshold, compared: before !== null, configInvalid };
    const introduced = review.findings.filter(({ status }) => status === 'introduced');
    const reviewed: Reviewed = {
      verdict: verdictOf(review, standard),
      configProblems,
      brokenConfig,
      configInvalid,
      relevant: review.relevant,
      leftOut,
      deploysWithin: selection === undefined || selection.within === null || deploysWithin(whole, selection.within),
      standing,
      unreadPaths: [...review.unread.map(({ path }) => path), ...(whole.broken ?? [])],
      paths: [...pathsOf(review)],
      introduced: new Map(
        [...Map.groupBy(introduced, ({ rule }) => rule)].map(([rule, found]) => [rule, found.length]),
      ),
      ...pathsIn(review),
    };
    this.state = {
      before,
      review,
      head: after,
      judged: { review, after, places: null },
      reviewed,
      threshold,
      within: selection?.within ?? null,
    };
    return reviewed;
  }

  private placeInHead([head]: readonly Sources[]): Operations['placeInHead']['output'] {
    const state = this.current();
    const { before, judged } = state;
    if (head === undefined || before === null) throw new Error('a merge has a base and a head');
    const places = headPlaces({ base: before, merged: judged.after, head });
    const review = reviewInHead(judged.review, places);
    const configProblems = state.reviewed.configProblems.map((each) => ({
      ...each,
      at: places.inHead(each.at) ?? each.at,
    }));
    const reviewed = { ...state.reviewed, configProblems, ...pathsIn(review) };
    this.state = { ...state, judged: { ...judged, places }, head, review, reviewed };
    return { configProblems, ...pathsIn(review) };
  }

  private conclude({ states, notes, offerFixes, files, diffBase, most }: ConcludeInput): Concluded {
    const { review, head, before, reviewed } = this.current();
    const [left] = diffBase ? unpackTrees(diffBase, this.cache) : [before];
    const textIn = (tree: Sources | null | undefined) => (path: string) => tree?.text(path);
    const shown = files && shownLines(files, textIn(left), textIn(head));
    const comments = shown === null ? [] : reviewComments(review, { shown, textOf: textIn(head), most });
    const isInDiff = ({ path, line }: Location): boolean =>
      shown === null || shown(path).some(({ start, end }) => line >= start && line <= end);
    const lineOf = linesFrom(textIn(head), textIn(before));
    const { verdict, configProblems, configInvalid } = reviewed;
    return {
      comments,
      report: checkRunDraft(review, {
        verdict,
        lineOf,
        states,
        notes,
        configProblems,
        configInvalid,
        offerFixes,
        isInDiff,
      }),
      present: new Set(
        review.findings.filter(({ status }) => status !== 'fixed').map(({ fingerprint }) => fingerprint),
      ),
    };
  }

  /** Proven in what was judged, which may be the merge, and written into head. */
  private fix({ except }: FixInput): Fixed {
    const { judged, head } = this.current();
    const { review, places } = judged;
    const offered = places === null ? review : { ...review, findings: review.findings.map(inHeadOnly(places)) };
    const { suggestions, rules } = combineFixes(offered, (path) => !path.startsWith(except));
    const inHead = suggestions.flatMap((each) => (places ? (places.suggestion(each) ?? []) : each));
    return { texts: textsWith(head, inHead), rules };
  }

  private proveFixes(): FixesForDisk {
    const { review, head, before, within } = this.current();
    const counts = (finding: Review['findings'][number]): boolean =>
      finding.status !== 'fixed' && isCounted(finding, before !== null);
    const offered = fixesOf(review, counts);
    const outside = offered.filter(({ suggestion }) => !isWithin(suggestion.path, within));
    const proven = provenFixes(
      review,
      head,
      offered.filter((each) => !outside.includes(each)),
    );
    const paths = new Set(proven.kept.map(({ suggestion }) => suggestion.path));
    const gone = proven.gone.filter(counts);
    return { ...proven, gone, outside, reviewed: new Map([...paths].map((path) => [path, head.text(path) ?? ''])) };
  }

  private async print(asked: PrintInput): Promise<string> {
    const { review, head, before, threshold } = this.current();
    const lineOf = linesFrom(
      (path) => head.text(path),
      (path) => before?.text(path),
    );
    return await print(review, { ...asked, lineOf, compared: before !== null, failOn: threshold });
  }

  private current(): State {
    if (this.state === null) throw new Error('nothing was reviewed yet');
    return this.state;
  }
}

function pathsIn({ findings, changedPaths }: Review): Pick<Reviewed, 'suggestedPaths' | 'changedPaths'> {
  const introduced = findings.filter(({ status }) => status === 'introduced');
  return { suggestedPaths: [...new Set(introduced.flatMap(({ suggestion }) => suggestion?.path ?? []))], changedPaths };
}

/** The findings of a merge without the suggestions that have no lines in head. */
function inHeadOnly(places: HeadPlaces): (finding: Review['findings'][number]) => Review['findings'][number] {
  return (finding) =>
    finding.suggestion && places.suggestion(finding.suggestion) === null ? { ...finding, suggestion: null } : finding;
}
