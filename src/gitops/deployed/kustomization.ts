import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { lineIndex } from '../../source/line-index.ts';
import { type Fact, factAt, unknown } from '../../source/location.ts';
import type { MapNode, Node } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import type { Unverified } from '../model/cluster.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import { bundleAt } from '../model/bundle.ts';
import { chartVersionOf, recogniseChart } from '../model/kong-chart.ts';
import type { BuildProblem } from '../../kustomize/build-problem.ts';
import { type KustomizeOptions, buildKustomization } from '../../kustomize/build.ts';
import type { HelmChartUse } from '../../kustomize/helm-charts.ts';
import { withoutStrayNamespace } from '../../kubernetes/read-object.ts';
import { isReviewed } from '../../kubernetes/known-kinds.ts';
import { isOfInterest } from '../objects/objects.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { chartDirectoryContent } from './chart-directory.ts';
import { routesOfChart } from './routes-of-chart.ts';
import { type Content, joinContents, nothing } from './content.ts';
import { brokenKustomization } from './broken-kustomization.ts';
import { mayPatchCharts } from './patched-charts.ts';
import { unfollowedBuilds } from './unfollowed-builds.ts';
import { type ReleaseHead, releaseOf } from './release.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Declaration } from '../model/release.ts';
import { shortName } from '../../source/shortened.ts';

/** Who asks for a build: for the declarations of releases and for messages. */
export interface Builder extends KustomizeOptions {
  readonly declaration: Declaration;
  /** `Argo CD Application edge`. */
  readonly title: string;
}

/** What a directory with a kustomization builds: objects, and releases of the charts it inflates. */
export function kustomizationContent(index: TreeIndex, directory: string, builder: Builder): Content {
  const { declaration, title, ...options } = builder;
  const built = buildKustomization(index.sources, directory, { cache: index.layers, ...options });
  const isRead = (object: KubeObject): boolean =>
    index.kindOf(object.group, object.kind) !== undefined && isOfInterest(object);
  const objects = built.objects.filter(isRead).map((object) => withoutStrayNamespace(object, index.kindOf));
  const charts = built.helmCharts.map((chart) => {
    const patched = chart.after.patched && mayPatchCharts(index.sources, built.usedPaths);
    return chartContent(index, chart, { declaration, title, patched });
  });
  const unread = built.problems.filter((problem) => !isCommonRemote(problem));
  // Services, Secrets and what makes Secrets are in every build: they tell of no Kong and no Gateway.
  const tells = ({ group, kind }: KubeObject): boolean => {
    const matters = index.kindOf(group, kind)?.matters;
    return matters !== 'when-named' && matters !== 'defines';
  };
  // A build that fails has no objects: those that it looked at, or that lie beside it, tell what it was about.
  const besides = (): boolean =>
    [...index.manifestsIn(directory, directory !== ''), ...built.usedPaths.filter(index.isRelevant)].some((path) =>
      index.objects(path).filter(isRead).some(tells),
    );
  const before = (): boolean => {
    const tree = built.failure === null ? null : index.scope.before;
    if (tree === null) return false;
    if (tree.failing.has(directory)) return true;
    const { objects: old, helmCharts } = buildKustomization(tree.sources, directory, {
      cache: index.layers,
      ...options,
    });
    return helmCharts.length > 0 || old.filter(isRead).some(tells);
  };
  const concerned = charts.length > 0 || objects.some(tells) || (unread.length > 0 && (besides() || before()));
  // Behind a limit nobody knows what there is; whoever wants to hide something puts it there.
  const isQuiet = ({ path, names, cause }: BuildProblem): boolean =>
    cause !== 'limit' && !concerned && ![path, ...names].some(speaksOfKong) && !isBroken(index, path);
  const stops = built.failure === null ? [] : [built.failure, ...built.further];
  const isInScope = index.scope.all || stops.some((problem) => !isQuiet(problem));
  const told = new Map(
    stops.flatMap((problem) => {
      const fault = isInScope ? brokenKustomization(problem, directory, builder, index) : null;
      return fault === null ? [] : [[problem.fault, fault] as const];
    }),
  );
  const isTold = ({ fault }: BuildProblem): boolean => fault !== undefined && told.has(fault);
  const unverified: Unverified[] = unread.map((problem) => ({
    about: title,
    cause: problem.cause,
    paths: [problem.path],
    reason: `what it builds is not known in full (${problem.path === '' ? '' : `${problem.path}: `}${problem.reason})`,
    hidesObjects: true,
    ...(isQuiet(problem) ? { quiet: true } : {}),
    ...(isTold(problem) ? { told: true } : {}),
  }));
  const isNotBundle = (problem: BuildProblem): boolean => remoteBundle(problem, index.sources).length === 0;
  const bringsOurs = charts.length > 0 || objects.some(isReviewed);
  return joinContents([
    {
      ...nothing,
      objects,
      unverified,
      usedFiles: built.usedPaths,
      unread: unread.filter((problem) => !isQuiet(problem) && !isTold(problem)),
      unrendered: unfollowedBuilds(built.problems.filter(isNotBundle), index, bringsOurs),
      bundles: built.problems.flatMap((problem) => remoteBundle(problem, index.sources)),
      faults: [...told.values()],
    },
    ...charts,
  ]);
}

/** A kustomization with an error of syntax in it may list anything. */
function isBroken(index: TreeIndex, path: string): boolean {
  return index.sources.file(path)?.problems.some(({ kind }) => kind === 'syntax') ?? false;
}

/** By the names that people give to files, addresses and objects. */
function speaksOfKong(name: string): boolean {
  return /kong|gateway/i.test(name);
}

/** The definitions of Gateway API that a kustomization takes in by address. */
function remoteBundle({ path, remoteObjects: address }: BuildProblem, sources: Sources): readonly InstalledBundle[] {
  if (address === null) return [];
  const text = sources.text(path) ?? '';
  const start = Math.max(0, text.indexOf(address));
  const found = bundleAt(address, lineIndex(path, text).location(start, start + address.length));
  return found === null ? [] : [found];
}

const isOfCrds = /crds?\b|(standard|experimental)-install|kubernetes-sigs\/gateway-api/i;

/**
 * Almost every repository takes in some CRDs or another product by URL. Only a remote resource that
 * may bring Kong or a Gateway is worth a word.
 */
function isCommonRemote({ remoteObjects: address }: BuildProblem): boolean {
  return address !== null && (!speaksOfKong(address) || isOfCrds.test(address));
}

interface Inflation {
  readonly declaration: Declaration;
  readonly title: string;
  /** Whether patches may change what a review reads of the rendered objects. */
  readonly patched: boolean;
}

/** A chart that kustomize inflates: the declaration is the entry that names it, whoever builds it. */
function chartContent(index: TreeIndex, chart: HelmChartUse, by: Inflation): Content {
  const { title } = by;
  const declaration: Declaration = { tool: by.declaration.tool, at: chart.at };
  const name: Fact<string> =
    chart.releaseName === null
      ? unknown('kustomize lets Helm make up a name for the release')
      : factAt(chart.releaseName.value, chart.releaseName.at);
  const namespace: Fact<string> =
    chart.namespace === null
      ? { certainty: 'defaulted', value: 'default', from: 'no namespace of the chart or the kustomization' }
      : factAt(chart.namespace.value, chart.namespace.at);
  const given = {
    layers: chart.layers,
    assignments: [],
    unverified: joinDoubts(
      chart.unverified,
      aftermath(chart),
      by.patched ? doubtOf('unsupported', 'a patch changes what the chart renders') : null,
    ),
  };
  const known = recogniseChart(chart.name.value, chart.repo?.value ?? null);
  if (known === null || (chart.repo === null && chart.chartDir !== null)) {
    const installation = { name, namespace, declaration, given, title };
    if (chart.chartDir !== null) return chartDirectoryContent(index, chart.chartDir, installation);
    const named = {
      reference: chart.name.value,
      repository: chart.repo?.value ?? null,
      version: chart.version ?? undefined,
    };
    return {
      ...routesOfChart(named, installation, () => given, title),
      unseen: [{ namespace: chart.namespace?.value ?? null, by: title }],
    };
  }
  const head: ReleaseHead = {
    name,
    namespace,
    declaration,
    chart: known,
    ...chartVersionOf(chart.version ?? undefined),
  };
  return { ...nothing, releases: [releaseOf(head, given, title)] };
}

/** What kustomize does to rendered objects and not to the values that name them. */
function aftermath({ after, namespace }: HelmChartUse): Doubt | null {
  const renamed = after.namePrefix !== '' || after.nameSuffix !== '';
  const moved = after.namespace !== null && after.namespace.value !== (namespace?.value ?? 'default');
  return joinDoubts(
    renamed ? doubtOf('unsupported', 'kustomize puts a prefix or suffix to the names of what the chart renders') : null,
    moved
      ? doubtOf(
          'unsupported',
          `kustomize moves what the chart renders to namespace ${shortName(after.namespace?.value ?? '')}`,
        )
      : null,
  );
}

/** Puts fields into a kustomization as `kustomize edit` would: lists grow, everything else is replaced. */
export function withFields(fields: ReadonlyMap<string, Node>): (kustomization: MapNode) => MapNode {
  return (kustomization) => {
    const entries = new Map(kustomization.entries);
    for (const [key, value] of fields) {
      const before = entries.get(key)?.value;
      const joined =
        before?.kind === 'list' && value.kind === 'list'
          ? { ...before, items: [...before.items, ...value.items] }
          : value;
      entries.set(key, { key, keyAt: value.at, value: joined });
    }
    return { ...kustomization, entries };
  };
}
