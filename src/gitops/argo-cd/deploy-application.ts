import { doubtOf } from '../../source/doubt.ts';
import { type Fact, type Located, factAt, firstLocation } from '../../source/location.ts';
import { get, listAt, mapAt, stringAt } from '../../source/node.ts';
import { chartDirectoryContent } from '../deployed/chart-directory.ts';
import {
  type Content,
  elsewhereContent,
  joinContents,
  nothing,
  unverifiedContent,
  withFaults,
} from '../deployed/content.ts';
import type { Unseen } from '../deployed/named-object.ts';
import { kustomizationContent, withFields } from '../deployed/kustomization.ts';
import { routesOfChart } from '../deployed/routes-of-chart.ts';
import { locationOf, releaseOf } from '../deployed/release.ts';
import { isTestHook } from '../objects/objects.ts';
import { bundleIn, isBundleRepository } from '../model/bundle.ts';
import { chartVersionOf, recogniseChart } from '../model/kong-chart.ts';
import { withNamespace } from '../../kubernetes/read-object.ts';
import { resolvePath } from '../../source/paths.ts';
import { titleOf, type Application, type ArgoSource } from './application.ts';
import { directoryContent } from './directory-source.ts';
import { type ValueFileRoots, argoValues } from './helm-values.ts';
import { kustomizeFields } from './kustomize-overrides.ts';
import type { ArgoContext } from './context.ts';
import { missingSources } from './missing-sources.ts';
import { withOverrides } from './source-overrides.ts';
import { madeByOthers } from './unfollowed.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Declaration } from '../model/release.ts';

/** Everything an Application deploys into its destination, with the destination's namespace. */
export function applicationContent(application: Application, context: ArgoContext): Content {
  const content = joinContents([
    ...application.sources.map((source) => sourceContent(source, application, context)),
    ...limitOf(application),
  ]);
  const forbidden = context.whyForbidden(application);
  // What would bring nothing is nobody's concern.
  const { objects: all, releases, unverified } = content;
  if (forbidden !== null)
    return all.length + releases.length + unverified.length === 0
      ? nothing
      : unverifiedContent(titleOf(application), 'unsupported', forbidden);
  const namespace = application.namespace?.value ?? null;
  // A hook of Helm's that Argo CD knows no phase for is never applied.
  const applied = content.objects.filter((object) => !isTestHook(object));
  const objects = applied.map((object) => appliedBy(application, withNamespace(object, namespace)));
  return withFaults({ ...content, objects }, missingSources(application, context));
}

/** Whoever wants to hide something puts it behind a limit. */
function limitOf(application: Application): readonly Content[] {
  const { object, tooMany } = application;
  if (tooMany === null) return [];
  const content = unverifiedContent(titleOf(application), 'limit', tooMany);
  return [{ ...content, unread: [{ path: object.path, cause: 'limit', reason: tooMany }] }];
}

/**
 * Argo CD applies as kubectl did before it validated fields, unless an option asks for the server's side. Whoever
 * replaces objects is left alone.
 */
function appliedBy(application: Application, object: KubeObject): KubeObject {
  const stated = get(application.object.root, 'spec', 'syncPolicy', 'syncOptions');
  if (stated?.kind === 'unknown' || listAt(stated).some(({ kind }) => kind === 'unknown')) return object;
  const ofAll = listAt(stated).map((node) => stringAt(node)?.value);
  const own = stringAt(object.root, 'metadata', 'annotations', 'argocd.argoproj.io/sync-options')?.value ?? '';
  const options = [...ofAll, ...own.split(',')].map((option) => option?.trim());
  if (options.includes('Replace=true') || options.includes('Force=true')) return object;
  const isOfServer = options.findLast((option) => option?.startsWith('ServerSideApply=')) === 'ServerSideApply=true';
  const title = titleOf(application);
  return { ...object, applier: { title, unknownFields: isOfServer ? 'refused' : 'dropped' } };
}

/** The directories of this tree that an Application deploys. */
export function sourceDirectories(application: Application, context: ArgoContext): readonly string[] {
  return application.sources.flatMap((source) => {
    const directory = ownDirectory(source, context);
    return directory === null ? [] : [directory];
  });
}

/** What its sources bring from elsewhere: charts of others, other repositories and revisions, what a plugin renders. */
export function unseenOf(application: Application, context: ArgoContext): readonly Unseen[] {
  const by = titleOf(application);
  return application.sources
    .filter((source) => !isSeen(source, context))
    .map(({ node }) => ({
      namespace: (stringAt(node, 'helm', 'namespace') ?? application.namespace)?.value ?? null,
      by,
    }));
}

function isSeen(source: ArgoSource, context: ArgoContext): boolean {
  const { chart, path, repoUrl, ref, node, revision } = source;
  if (chart !== undefined) return recogniseChart(chart.value, repoUrl) !== null;
  // A source that others take their values from brings nothing by itself.
  if (path === undefined) return ref !== null && get(node, 'path') === undefined;
  if (repoUrl !== null && isBundleRepository(repoUrl)) return true;
  const isHere = ownDirectory(source, context) !== null && context.index.follows(revision?.value);
  return isHere && get(node, 'plugin') === undefined;
}

function ownDirectory(source: ArgoSource, { index, own }: ArgoContext): string | null {
  if (source.path === undefined || source.chart !== undefined || !own.isOwn(source.repoUrl)) return null;
  const directory = resolvePath('', source.path.value.replace(/^\/+/, ''));
  return directory !== null && index.isDirectory(directory) ? directory : null;
}

function sourceContent(source: ArgoSource, application: Application, context: ArgoContext): Content {
  const title = titleOf(application);
  if (source.chart !== undefined) return remoteChart(source, source.chart, application, context);
  if (source.path === undefined) return nothing;
  const { path, revision: { value: tag = null } = {} } = source;
  if (source.repoUrl !== null && isBundleRepository(source.repoUrl)) {
    const bundle = bundleIn(path.value, tag, firstLocation(path.at) ?? declarationOf(application).at);
    return bundle === null ? nothing : { ...nothing, bundles: [bundle] };
  }
  const directory = ownDirectory(source, context);
  if (directory === null) return elsewhere(source, source.path, application, context);
  const revision = source.revision?.value;
  if (!context.index.follows(revision)) return elsewhereContent(title, directory, revision ?? '');
  return directorySource(source, directory, application, context);
}

/** What a directory of this tree brings, by what lies in it. */
function directorySource(
  stated: ArgoSource,
  directory: string,
  application: Application,
  context: ArgoContext,
): Content {
  const title = titleOf(application);
  const { source, files } = withOverrides(stated, application, directory, context.index);
  const plugin = get(source.node, 'plugin');
  if (plugin !== undefined) {
    const reason = `${directory} is rendered by a config management plugin, which is not run`;
    const unrendered = madeByOthers(application.object, title, { reason, stated: plugin }, context.index);
    return { ...unverifiedContent(title, 'unsupported', reason, [directory]), unrendered, usedFiles: files };
  }
  const content = contentOfDirectory(source, directory, application, context);
  return { ...content, usedFiles: [...content.usedFiles, ...files] };
}

function contentOfDirectory(
  source: ArgoSource,
  directory: string,
  application: Application,
  context: ArgoContext,
): Content {
  const title = titleOf(application);
  const options = mapAt(source.node, 'directory');
  if (options === undefined && context.index.charts.has(directory)) {
    const given = argoValues(mapAt(source.node, 'helm'), rootsOf(directory, application, context), title);
    return chartDirectoryContent(context.index, directory, { ...headOf(source, application), given, title });
  }
  if (options === undefined && context.index.hasKustomization(directory)) {
    const fields = kustomizeFields(mapAt(source.node, 'kustomize'));
    // What reaches nothing that matters is not built: of a thousand Applications a few bring Kong or a Gateway.
    if (!context.index.kustomizations.has(directory) && !fields.has('components')) return nothing;
    const edit = withFields(fields);
    return kustomizationContent(context.index, directory, { edit, declaration: declarationOf(application), title });
  }
  const content = directoryContent(context.index, directory, options, title);
  const jsonnet = get(options, 'jsonnet');
  if (jsonnet === undefined) return content;
  const means = { reason: 'gives values to Jsonnet, which is not evaluated', stated: jsonnet };
  return { ...content, unrendered: madeByOthers(application.object, title, means, context.index) };
}

/** A path that is not of this tree: worth a word only where it would bring Kong. */
function elsewhere(source: ArgoSource, path: Located<string>, application: Application, context: ArgoContext): Content {
  const chart = /kong\/charts(\.git)?$/i.test(source.repoUrl ?? '')
    ? recogniseChart(path.value.replace(/^charts\//, 'kong/'), null)
    : null;
  if (chart !== null) {
    const version = source.revision?.value.replace(/^(kong|ingress)-/, '');
    const revision =
      version === undefined || source.revision === undefined ? undefined : { value: version, at: source.revision.at };
    return remoteChart({ ...source, revision }, { value: chart.chart, at: path.at }, application, context);
  }
  if (!/kong/i.test(`${application.object.name.value} ${path.value}`)) return nothing;
  const title = titleOf(application);
  return context.own.isOwn(source.repoUrl)
    ? unverifiedContent(title, 'missing', `it deploys the path ${path.value}, which is not in the repository`)
    : unverifiedContent(title, 'remote', `it deploys ${path.value} of another repository`);
}

function remoteChart(
  source: ArgoSource,
  chart: Located<string>,
  application: Application,
  context: ArgoContext,
): Content {
  const known = recogniseChart(chart.value, source.repoUrl);
  const title = titleOf(application);
  const givenTo = () => argoValues(mapAt(source.node, 'helm'), rootsOf(null, application, context), title);
  if (known === null) {
    const named = { reference: chart.value, repository: source.repoUrl, version: source.revision };
    return routesOfChart(named, headOf(source, application), givenTo, title);
  }
  const given = givenTo();
  const head = { ...headOf(source, application), chart: known, ...chartVersionOf(source.revision) };
  return { ...nothing, releases: [releaseOf(head, given, `parameters of ${title}`)] };
}

function headOf(
  source: ArgoSource,
  application: Application,
): { name: Fact<string>; namespace: Fact<string>; declaration: Declaration } {
  const helm = mapAt(source.node, 'helm');
  const name = stringAt(helm, 'releaseName') ?? application.object.name;
  const namespace = stringAt(helm, 'namespace') ?? application.namespace;
  return {
    name: factAt(name.value, name.at),
    namespace:
      namespace === undefined
        ? { certainty: 'defaulted', value: 'default', from: 'no destination.namespace' }
        : factAt(namespace.value, namespace.at),
    declaration: declarationOf(application),
  };
}

function declarationOf({ object }: Application): Declaration {
  return {
    tool: 'argo-cd',
    appliesDefinitions: true,
    at: firstLocation(object.name.at) ?? locationOf(object.root, object.path),
  };
}

function rootsOf(chartDirectory: string | null, application: Application, context: ArgoContext): ValueFileRoots {
  return {
    sources: context.index.sources,
    chartDirectory,
    reference(name) {
      const source = application.multiSource ? application.sources.find((other) => other.ref === name) : undefined;
      if (source === undefined) return doubtOf('missing', `no source of the Application has the ref ${name}`);
      if (!context.own.isOwn(source.repoUrl))
        return doubtOf('remote', `its values lie in another repository (ref ${name})`);
      const revision = source.revision?.value;
      return context.index.follows(revision)
        ? { directory: '' }
        : doubtOf('other-revision', `its values are those of ${revision} (ref ${name})`);
    },
  };
}
