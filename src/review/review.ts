import type { Config } from '../config/config.ts';
import type { Finding } from '../finding.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { CreateExpressions } from '../kubernetes/schema/model/expressions.ts';
import { accountForChange, accountForTree, countedUnread, type Accounted, type NotRead } from './accounting.ts';
import { behindFailures, noText } from './behind-failures.ts';
import { changedLines } from './changed-lines.ts';
import type { ConfigurationEffect } from './configuration-effect.ts';
import { configurationNotes, type ConfigurationNote } from './configuration-notes.ts';
import { bringsAbout } from './taken-back.ts';
import { candidateFindings, type CandidateFinding } from './candidate-finding.ts';
import { doubtedAbsences } from './doubted-absences.ts';
import { noLongerVerified, type NoLongerVerified } from './no-longer-verified.ts';
import { removed, type Removed } from './removed.ts';
import { findingOf } from './finding-of.ts';
import { byPlaceAndRule, overClusters } from './over-clusters.ts';
import { lostRoutesIn } from './lost-routes.ts';
import { placeOfCause, placeOnChange, type Placement } from './placement.ts';
import { oneForEachLine } from './same-line.ts';
import { oneForEachCause } from './shared-causes.ts';
import { underNewNames } from './same-clusters.ts';
import { hiddenIn } from './hidden.ts';
import { ownersIn } from './owners.ts';
import { offersFor } from './suggest.ts';
import type { ProofInput } from './proofs.ts';
import { withOffers } from './with-offers.ts';
import { silencedByChange, type Silenced } from './silenced.ts';
import { gone } from './gone.ts';
import { evaluate, type EvaluationInput } from './evaluate.ts';
import { afterClusters, createReviewCache, modelOf } from './tree-model.ts';
import { undeployed } from './undeployed.ts';
import { unverifiedFacts, type UnverifiedFact } from './unverified.ts';
import { hiddenSources, upgradesBetween, type Upgrade } from './upgrades.ts';
import { evaluationsForPlaces, type Cut } from './work.ts';
import { rules } from '../rules/index.ts';
import type { Sources } from '../source/sources.ts';

/** The whole outcome: data for every report. */
export interface Review {
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  /** The clusters of head, or of the tree in `check`. */
  readonly clusters: readonly ClusterView[];
  /** The clusters of base; empty in `check`. */
  readonly before: readonly ClusterView[];
  /** What was not read, or not looked at, by path. */
  readonly unread: readonly NotRead[];
  /** What became of the paths that the change touches; null in `check`. */
  readonly accounted: Accounted | null;
  /** What the change takes from sight; empty in `check`. */
  readonly noLongerVerified: readonly NoLongerVerified[];
  /** What the change takes out of clusters, by path; empty in `check`. */
  readonly removed: readonly Removed[];
  readonly unverified: readonly UnverifiedFact[];
  /** Paths that differ between base and head; empty in `check`. */
  readonly changedPaths: readonly string[];
  /** What suppressions that the change adds keep from being told; empty in `check`. */
  readonly silenced: readonly Silenced[];
  /** What versions that the change moves bring about, one for each cluster in which one does; empty in `check`. */
  readonly upgrades: readonly Upgrade[];
  /** What the review did without because it would have been too much work. */
  readonly cut: Cut;
  /** Whether a changed path has any bearing on Kong or Gateway API; true in `check`. */
  readonly relevant: boolean;
  /** What another choice of its suggestions is proven with; absent where a review was put together by hand. */
  readonly proofs?: ProofInput;
  /** Paths of files that do not follow YAML's grammar. */
  readonly broken?: readonly string[];
  /** What the configuration that the change brings will tell otherwise; absent where it brings none. */
  readonly configurationEffects?: readonly ConfigurationEffect[];
  /** What of the configuration has no effect; in a change what the change makes so. Absent where there is none. */
  readonly configurationNotes?: readonly ConfigurationNote[];
}

/**
 * Everything that is wrong in a tree as it stands (`base` null), or what a change does to it.
 * `today` (`YYYY-MM-DD`) decides which suppressions have expired; without it none has. `branch` is what the change goes
 * into: what follows another one is not judged by it. `expressions` evaluates rules of definitions that the trees hold.
 */
export function review(
  base: Sources | null,
  head: Sources,
  config: Config,
  today: string | null = null,
  branch: string | null = null,
  expressions: CreateExpressions | null = null,
): Review {
  const cache = createReviewCache(expressions);
  const changes = base && changedLines(base, head);
  const changedPaths = changes?.paths ?? [];
  const changed = new Set(changedPaths);
  const firstModel = base && modelOf(base, config, cache, { paths: changed, before: null, branch });
  const change = { paths: changed, before: firstModel?.deployed.asBefore ?? null, branch };
  const built = cache.budget.measure(() => modelOf(head, config, cache, change));
  const headModel = built.result;
  // What is broken in both counts in both, although only one of them leads to something that matters.
  const baseModel =
    base && headModel.deployed.faults.length > 0
      ? modelOf(base, config, cache, { paths: changed, before: headModel.deployed.asBefore, branch })
      : firstModel;
  const { unread, accounted } = baseModel
    ? accountForChange(baseModel, headModel, changedPaths, config)
    : accountForTree(headModel, config);
  const renamed = baseModel && { ...baseModel, clusters: underNewNames(baseModel.clusters, headModel.clusters) };
  const before =
    renamed && evaluate(renamed, { config, today, cache, before: [], suppressions: null, shownAt: ({ at }) => at });
  const known = new Set(
    before && [...before.candidates, ...behindFailures(before.clusters, config)].map(({ fingerprint }) => fingerprint),
  );
  const isNew = ({ fingerprint }: CandidateFinding): boolean => before !== null && !known.has(fingerprint);
  const standing = before?.clusters ?? [];
  const broughtAbout =
    base && changes
      ? bringsAbout(
          changes,
          base,
          head,
          (edited) => {
            const { clusters } = modelOf(edited, config, cache, change, standing);
            const wrong = candidateFindings({ clusters, before: standing, tree: noText }, rules, config);
            return new Set(wrong.map(({ fingerprint }) => fingerprint));
          },
          () => evaluationsForPlaces(cache.budget.left, built.cost),
        )
      : undefined;
  const placed = (candidate: CandidateFinding, clusters: readonly ClusterView[]): Placement =>
    before && changes && isNew(candidate)
      ? placeOnChange(candidate, changes, before.clusters, clusters, broughtAbout?.lineOf)
      : candidate;
  const suppressions = before &&
    changes && { changes, fingerprints: new Set(before.silenced.map(({ candidate }) => candidate.fingerprint)) };
  const input: EvaluationInput = {
    config,
    today,
    cache,
    suppressions,
    before: standing,
    shownAt: (candidate, clusters) => placed(candidate, clusters).at,
  };
  const judged = cache.budget.measure(() => evaluate(afterClusters(headModel, standing, config, cache), input));
  const after = judged.result;
  // What a change leaves as it was cannot be suggested on its lines.
  const wantsOne = (candidate: CandidateFinding): boolean => before === null || isNew(candidate);
  const proofs: ProofInput = {
    sources: head,
    candidates: after.candidates,
    possible: after.possible,
    budget: cache.budget,
    cost: built.cost + judged.cost,
    reevaluate: (edited) => evaluate(modelOf(edited, config, cache, change, standing), input).possible(),
    wasHidden: hiddenIn(after.clusters),
  };
  const offers = offersFor(proofs, wantsOne);
  const ownedBy = ownersIn(base ?? head);
  const withLost = lostRoutesIn(after.clusters, ownedBy);
  const told = withOffers(after.candidates, offers).map(({ candidate, suggestion }) => {
    const place = placed(candidate, after.clusters);
    const { cause, at: stands } = candidate;
    const brokenBy = changes && isNew(candidate) && !changes.touches(stands) ? cause : null;
    const causeAt = changes && brokenBy ? placeOfCause(brokenBy, changes) : undefined;
    return {
      candidate: withLost(place === candidate ? candidate : { ...candidate, at: place.at, related: place.related }),
      suggestion,
      brokenBy,
      causeAt,
      stands,
      isOfLine: place.isOfStretch !== true || changes?.isAlone(place.at) === true,
      isNew: isNew(candidate),
    };
  });
  const shown = oneForEachCause(oneForEachLine(told, ownedBy), ownedBy).map(({ candidate, suggestion }) =>
    findingOf(candidate, isNew(candidate) ? 'introduced' : 'existing', suggestion),
  );
  const hidden = new Set(countedUnread(unread).map(({ path }) => path));
  const broken = new Set(after.broken);
  const fixed = before ? gone(before, after, head, hidden).map((candidate) => findingOf(candidate, 'fixed', null)) : [];
  const findings = overClusters([...shown, ...fixed].toSorted(byPlaceAndRule));
  const upgrades = upgradesBetween(standing, after.clusters, () => hiddenSources(headModel, unread));
  return {
    findings,
    clusters: after.clusters,
    before: standing,
    unread,
    accounted,
    noLongerVerified: [
      ...noLongerVerified(standing, after.clusters),
      ...doubtedAbsences(standing, after.clusters, headModel.deployed.mayBring),
    ],
    removed: removed(
      standing,
      after.clusters,
      head,
      (path) => hidden.has(path) || broken.has(path),
      baseModel ? undeployed(baseModel.deployed, headModel.deployed) : undefined,
    ),
    unverified: unverifiedFacts(after.clusters, before && { before: before.clusters, changedPaths: changed, findings }),
    changedPaths,
    silenced: silencedByChange(after.silenced, suppressions),
    upgrades,
    cut: {
      suggestions: offers.unproven,
      versions: after.versionsPassedOver,
      places: after.candidates.filter(({ fingerprint }) => broughtAbout?.passedOver.has(fingerprint) === true).length,
    },
    relevant:
      before === null ||
      countedUnread(unread).length > 0 ||
      // Whatever file it was: what the change brings about is of Kong.
      upgrades.length > 0 ||
      findings.some(({ status }) => status !== 'existing') ||
      changedPaths.some((path) => before.isRelevant(path) || after.isRelevant(path)),
    proofs,
    broken: after.broken,
    configurationNotes: configurationNotes(config, base, head),
  };
}
