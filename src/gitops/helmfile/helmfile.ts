import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { type Fact, factAt, unknown } from '../../source/location.ts';
import { type MapNode, type Node, get, listAt, stringAt } from '../../source/node.ts';
import { routesOfChart } from '../deployed/routes-of-chart.ts';
import { chartDirectoryContent } from '../deployed/chart-directory.ts';
import type { Run } from './run.ts';
import { missingReleaseFiles } from './missing-files.ts';
import { type Content, joinContents, nothing, withFaults } from '../deployed/content.ts';
import { hidePlaceholders } from '../deployed/map-scalars.ts';
import { type Assignment, type GivenValues, fileLayer, locationOf, releaseOf } from '../deployed/release.ts';
import { parseSetPath, typedScalar } from '../../helm/set-path.ts';
import { type Unit, unitAt } from '../deployed/unit.ts';
import { chartVersionOf, recogniseChart } from '../model/kong-chart.ts';
import { directoryOf, resolvePath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';

const environmentName = /\{\{-?\s*\.Environment\.Name\s*-?\}\}/g;

/** What a helmfile installs. Where values hang on the environment, each environment is a cluster. */
export function helmfileUnits(path: string, index: TreeIndex): readonly Unit[] {
  const file = index.sources.file(path);
  if (file === undefined) return [];
  if (file.unread !== null)
    return [unitAt(path, { unverified: [{ about: path, cause: file.unread.cause, reason: file.unread.reason }] })];
  const roots = file.documents.map(({ root }) => root);
  const all = environmentsOf(roots);
  const environments = all.slice(0, mostEnvironments);
  const values = releasesOf(roots).flatMap((release) => listAt(release, 'values').map(scalarText));
  const depends = values.some((text) => text.includes('.Environment.Name'));
  if (!depends || environments.length === 0)
    return [unitAt(path, contentOf({ index, path, roots, environment: null }))];
  const limit = doubtOf('limit', `it has more than ${mostEnvironments} environments`);
  const unread = all.length > mostEnvironments ? [{ path, ...limit }] : [];
  return environments.map((environment) => ({
    ...unitAt(path, joinContents([contentOf({ index, path, roots, environment }), { ...nothing, unread }])),
    destination: {
      key: `helmfile ${path} ${environment}`,
      name: environment,
      evidence: `${path} has an environment ${environment}`,
    },
  }));
}

/** Hostile input may list any number of them. */
const mostEnvironments = 50;

function environmentsOf(roots: readonly Node[]): string[] {
  const names = roots.flatMap((root) => {
    const environments = get(root, 'environments');
    return environments?.kind === 'map' ? [...environments.entries.keys()] : [];
  });
  const named = [...new Set(names)].filter((name) => name !== 'default');
  return named;
}

function releasesOf(roots: readonly Node[]): MapNode[] {
  return roots.flatMap((root) => listAt(root, 'releases').filter((release) => release.kind === 'map'));
}

function scalarText(node: Node): string {
  return node.kind === 'scalar' ? String(node.value) : '';
}

function contentOf(run: Run): Content {
  const repositories = new Map(
    run.roots.flatMap((root) =>
      listAt(root, 'repositories').map(
        (repository) => [stringAt(repository, 'name')?.value ?? '', stringAt(repository, 'url')?.value ?? ''] as const,
      ),
    ),
  );
  const parts = releasesOf(run.roots).map((release) => releaseContent(release, repositories, run));
  return joinContents(parts);
}

function releaseContent(release: MapNode, repositories: ReadonlyMap<string, string>, run: Run): Content {
  const chart = stringAt(release, 'chart')?.value ?? '';
  const installed = get(release, 'installed');
  if (installed?.kind === 'scalar' && installed.value === false) return nothing;
  const name = stringAt(release, 'name');
  const title = `helmfile release ${name?.value ?? ''}`;
  const head = {
    name: name === undefined ? unknown('the release has no name') : literal(name.value, factAt(name.value, name.at)),
    namespace: namespaceOf(release, run),
    declaration: { tool: 'helmfile', at: locationOf(get(release, 'name') ?? release, run.path) },
  };
  const given = valuesOf(release, run);
  const directory = /^\.{1,2}\//.test(chart) ? resolvePath(directoryOf(run.path), chart) : null;
  if (directory !== null && run.index.charts.has(directory))
    return withFaults(
      chartDirectoryContent(run.index, directory, { ...head, given, title }),
      missingReleaseFiles(release, run),
    );
  const repository = repositories.get(chart.split('/', 1)[0] ?? '') ?? null;
  const known = recogniseChart(chart, repository);
  const faults = missingReleaseFiles(release, run);
  if (known === null) {
    const named = { reference: chart, repository, version: stringAt(release, 'version') };
    return withFaults(
      routesOfChart(named, head, () => given, title),
      faults,
    );
  }
  const content = {
    ...nothing,
    releases: [
      releaseOf({ ...head, chart: known, ...chartVersionOf(stringAt(release, 'version')) }, given, `set of ${title}`),
    ],
  };
  return withFaults(content, faults);
}

function literal(text: string, fact: Fact<string>): Fact<string> {
  return text.includes('{{') ? unknown(`${JSON.stringify(text)} is a template`) : fact;
}

function namespaceOf(release: MapNode, { roots }: Run): Fact<string> {
  const stated =
    stringAt(release, 'namespace') ??
    roots.map((root) => stringAt(root, 'helmDefaults', 'namespace')).find((found) => found !== undefined);
  if (stated === undefined) return { certainty: 'defaulted', value: 'default', from: 'no namespace in the helmfile' };
  return literal(stated.value, factAt(stated.value, stated.at));
}

function valuesOf(release: MapNode, run: Run): GivenValues {
  const layers: ValuesLayer[] = [];
  const assignments: Assignment[] = [];
  const doubts: Doubt[] = [];
  for (const item of listAt(release, 'values')) {
    const layer = layerOf(item, run);
    if ('reason' in layer) doubts.push(layer);
    else layers.push(layer);
  }
  const secrets = listAt(release, 'secrets').map((item) => resolvePath(directoryOf(run.path), scalarText(item)));
  if (secrets.length > 0) {
    const paths = secrets.flatMap((path) => (path !== null && run.index.sources.has(path) ? [path] : []));
    doubts.push(doubtOf('unknown-value', 'values come from encrypted files', ...paths));
  }
  for (const item of listAt(release, 'set')) {
    const steps = parseSetPath(stringAt(item, 'name')?.value ?? '');
    const value = get(item, 'value');
    if (steps === null || value?.kind !== 'scalar' || scalarText(value).includes('{{'))
      doubts.push(doubtOf('unknown-value', 'a value that is set could not be read'));
    else assignments.push({ steps, value: typedScalar(value, false) });
  }
  return { layers, assignments, unverified: joinDoubts(...doubts) };
}

function layerOf(item: Node, run: Run): ValuesLayer | Doubt {
  if (item.kind === 'map') {
    const root = hidePlaceholders(item, '{{', `a template of ${run.path} stands here`);
    return { label: `inline values of ${run.path}`, root };
  }
  const text = scalarText(item).replace(environmentName, run.environment ?? '{{');
  if (text.includes('{{')) return doubtOf('template', `the values file ${scalarText(item)} is named by a template`);
  const path = resolvePath(directoryOf(run.path), text);
  if (path === null) return doubtOf('missing', `the values file ${text} lies outside the repository`);
  if (path.endsWith('.gotmpl') && (run.index.sources.text(path) ?? '{{').includes('{{'))
    return doubtOf('template', `${path} is a template`, path);
  return fileLayer(run.index.sources, path);
}
