import type { Config } from '../config/config.ts';
import type { Finding, Status } from '../finding.ts';
import type { Fleet } from '../gitops/model/cluster.ts';
import { buildFleet } from '../gitops/discover/discover-clusters.ts';
import { createFleetCache, type FleetCache } from '../gitops/tree/tree-index.ts';
import type { ClusterView } from '../kong/model/model.ts';
import { buildView } from '../kong/status/cluster-view.ts';
import { changedLines } from './changed-lines.ts';
import { comparePlaces, draftFindings, type Draft } from './candidate-finding.ts';
import { placeOnChange } from './placement.ts';
import { underNewNames } from './same-clusters.ts';
import { suggestions } from './suggest.ts';
import { readSuppressions, suppress } from './suppress.ts';
import { syntaxProblems } from './syntax.ts';
import { rules } from '../rules/index.ts';
import type { Location } from '../source/location.ts';
import type { Sources } from '../source/sources.ts';
import type { Unread } from '../source/unread.ts';

/** What is not in the tree and therefore not claimed. */
export interface UnverifiedClaim {
  readonly cluster: string;
  readonly about: string;
  readonly reason: string;
}

/** The whole outcome: data for every report. */
export interface Review {
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  /** The clusters of head, or of the tree in `check`. */
  readonly clusters: readonly ClusterView[];
  /** The clusters of base; empty in `check`. */
  readonly before: readonly ClusterView[];
  readonly unread: readonly Unread[];
  readonly unverified: readonly UnverifiedClaim[];
  /** Paths that differ between base and head; empty in `check`. */
  readonly changedPaths: readonly string[];
  /** Whether a changed path has any bearing on Kong or Gateway API; true in `check`. */
  readonly relevant: boolean;
}

/** What one tree deploys, and what is wrong with it. */
interface Look {
  readonly clusters: readonly ClusterView[];
  readonly drafts: readonly Draft[];
  readonly unread: readonly Unread[];
  /** Paths of files that do not follow YAML's grammar. */
  readonly broken: readonly string[];
  readonly isRelevant: (path: string) => boolean;
}

/**
 * Everything that is wrong in a tree as it stands (`base` null), or what a change does to it.
 * `today` (`YYYY-MM-DD`) decides which suppressions have expired; without it none has.
 */
export function review(base: Sources | null, head: Sources, config: Config, today: string | null = null): Review {
  const cache = createFleetCache();
  const surveyed = survey(head, config, cache);
  const old = base && survey(base, config, cache);
  const named = old && { ...old, clusters: underNewNames(old.clusters, surveyed.clusters) };
  const before = named && look(named, { config, today, cache, before: [], shownAt: ({ at }) => at });
  const changes = base && changedLines(base, head);
  const known = new Set(before?.drafts.map(({ fingerprint }) => fingerprint));
  const isNew = ({ fingerprint }: Draft): boolean => before !== null && !known.has(fingerprint);
  const placed = (draft: Draft, clusters: readonly ClusterView[]): Pick<Draft, 'at' | 'related'> =>
    before && changes && isNew(draft) ? placeOnChange(draft, changes, before.clusters, clusters) : draft;
  const light: Light = {
    config,
    today,
    cache,
    before: before?.clusters ?? [],
    shownAt: (draft, clusters) => placed(draft, clusters).at,
  };
  const after = look(surveyed, light);
  // What a change leaves as it was cannot be suggested on its lines.
  const wantsOne = (draft: Draft): boolean => before === null || isNew(draft);
  const offered = suggestions(
    head,
    after.drafts,
    wantsOne,
    (edited) => look(survey(edited, config, cache), light).drafts,
  );
  const shown = after.drafts.map((draft) =>
    findingOf(
      { ...draft, ...placed(draft, after.clusters) },
      isNew(draft) ? 'introduced' : 'existing',
      offered.get(draft) ?? null,
    ),
  );
  const fixed = before ? gone(before, after).map((draft) => findingOf(draft, 'fixed', null)) : [];
  return {
    findings: [...shown, ...fixed].toSorted(
      (a, b) => comparePlaces(a.at, b.at) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
    ),
    clusters: after.clusters,
    before: before?.clusters ?? [],
    unread: after.unread,
    unverified: after.clusters.flatMap(unverifiedOf),
    changedPaths: changes?.paths ?? [],
    relevant:
      before === null || (changes?.paths ?? []).some((path) => before.isRelevant(path) || after.isRelevant(path)),
  };
}

/** What a tree is looked at by. */
interface Light {
  readonly config: Config;
  readonly today: string | null;
  /** What was found out of files that several trees share. */
  readonly cache: FleetCache;
  /** The clusters that were there before. */
  readonly before: readonly ClusterView[];
  /** Where a change shows a draft: a suppression there silences it too. */
  shownAt(draft: Draft, clusters: readonly ClusterView[]): Location;
}

/** What one tree deploys. */
interface Survey {
  readonly sources: Sources;
  readonly fleet: Fleet;
  readonly clusters: readonly ClusterView[];
}

function survey(sources: Sources, config: Config, cache: FleetCache): Survey {
  const fleet = buildFleet(sources, config, cache);
  const clusters = fleet.clusters.map((cluster) =>
    buildView(
      cluster,
      config.clusters.find(({ name }) => name === cluster.name),
    ),
  );
  return { sources, fleet, clusters };
}

function look({ sources, fleet, clusters }: Survey, { config, today, before, shownAt }: Light): Look {
  const broken = syntaxProblems(sources, fleet);
  const tree = { syntaxProblems: broken, suppressionProblems: [] };
  const drafts = draftFindings({ clusters, before, tree }, rules, config);
  const suppressions = readSuppressions(sources, new Set(rules.map(({ id }) => id)), today);
  const { kept, problems } = suppress(drafts, suppressions, (draft) => shownAt(draft, clusters));
  const complaints = draftFindings(
    { clusters: [], before: [], tree: { syntaxProblems: [], suppressionProblems: problems } },
    rules,
    config,
  );
  const { unread, isRelevant } = fleet;
  return { clusters, drafts: [...kept, ...complaints], unread, broken: broken.map(({ at }) => at.path), isRelevant };
}

/** What the base had and head has not. A file that can no longer be read has nothing mended in it. */
function gone(before: Look, after: Look): readonly Draft[] {
  const still = new Set(after.drafts.map(({ fingerprint }) => fingerprint));
  return before.drafts.filter(({ fingerprint, at }) => !still.has(fingerprint) && !after.broken.includes(at.path));
}

function findingOf(draft: Draft, status: Status, suggestion: Finding['suggestion']): Finding {
  const { rule, severity, cluster, message, at, related, fingerprint } = draft;
  return { rule, severity, status, cluster, message, at, related, suggestion, fingerprint };
}

/** Each claim once: what deploys a release and what renders it may both miss the same values. */
function unverifiedOf({ name, unverified }: ClusterView): UnverifiedClaim[] {
  return unverified
    .filter(
      (one, index) =>
        one.quiet !== true &&
        !unverified.slice(0, index).some((other) => other.about === one.about && other.reason === one.reason),
    )
    .map(({ about, reason }) => ({ cluster: name, about, reason }));
}
