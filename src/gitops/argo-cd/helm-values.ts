import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { type MapNode, get, listAt, stringAt } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import { embeddedLayer } from '../deployed/embedded-values.ts';
import { type Assignment, type GivenValues, fileLayer } from '../deployed/release.ts';
import { parseSetPath, typedScalar } from '../../helm/set-path.ts';
import { globMatcher } from '../../config/globs.ts';
import { resolvePath } from '../../source/paths.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import { shortName } from '../../source/shortened.ts';

/** Where the value files of a source may lie. */
export interface ValueFileRoots {
  readonly sources: Sources;
  /** Directory of the chart in this tree; null when the chart comes from elsewhere. */
  readonly chartDirectory: string | null;
  /** The directory a `$ref` stands for: a path of this tree, or a reason why it is not. */
  reference(name: string): { readonly directory: string } | Doubt;
}

/** What `spec.source.helm` gives the chart: value files, then values or valuesObject, then parameters. */
export function argoValues(helm: MapNode | undefined, roots: ValueFileRoots, title: string): GivenValues {
  const doubts: (Doubt | null)[] = [];
  const layers: ValuesLayer[] = [];
  const ignoreMissing = isTrue(helm, 'ignoreMissingValueFiles');
  for (const item of listAt(helm, 'valueFiles')) {
    if (item.kind !== 'scalar') doubts.push(doubtOf('unknown-value', `a value file of ${title} is not known`));
    else for (const found of valueFiles(String(item.value), roots, ignoreMissing)) addLayer(found, layers, doubts);
  }
  for (const found of inlineValues(helm, roots.sources, title)) addLayer(found, layers, doubts);
  const { assignments, problem } = parametersOf(helm);
  return { layers, assignments, unverified: joinDoubts(...doubts, problem) };
}

type Found = ValuesLayer | Doubt;

function addLayer(found: Found, layers: ValuesLayer[], doubts: (Doubt | null)[]): void {
  if ('reason' in found) doubts.push(found);
  else layers.push(found);
}

function* valueFiles(text: string, roots: ValueFileRoots, ignoreMissing: boolean): Generator<Found> {
  if (/^[a-z0-9+.-]+:\/\//i.test(text)) return yield doubtOf('remote', `values are read from a URL (${text})`);
  const reference = /^\$([^/]+)(?:\/(.*))?$/.exec(text);
  const base = reference === null ? chartBase(text, roots) : roots.reference(reference[1] ?? '');
  if ('reason' in base) return yield base;
  const path = resolvePath(base.directory, reference === null ? text : `./${reference[2] ?? ''}`);
  if (path === null) return yield doubtOf('missing', `the value file ${text} lies outside the repository`);
  if (/[*?[{]/.test(path)) return yield* globbed(path, roots.sources);
  if (roots.sources.has(path) || !ignoreMissing) yield fileLayer(roots.sources, path);
}

function chartBase(text: string, roots: ValueFileRoots): { directory: string } | Doubt {
  if (roots.chartDirectory !== null) return { directory: roots.chartDirectory };
  return doubtOf(
    'missing',
    `the value file ${shortName(text)} is looked for inside the chart, which is not in the repository: a file of the same name here is not read`,
  );
}

function* globbed(pattern: string, sources: Sources): Generator<Found> {
  const matches = globMatcher(pattern);
  if (matches === null) return yield doubtOf('unsupported', `the value files ${pattern} are not matched`);
  for (const path of sources.paths) if (matches(path)) yield fileLayer(sources, path);
}

/** `valuesObject` replaces `values` as a whole. */
function* inlineValues(helm: MapNode | undefined, sources: Sources, title: string): Generator<Found> {
  const label = `inline values of ${title}`;
  const object = get(helm, 'valuesObject');
  if (object?.kind === 'map') return yield { label, root: object };
  if (object?.kind === 'unknown') return yield doubtOf('unknown-value', object.reason);
  const text = get(helm, 'values');
  if (text?.kind === 'unknown') return yield doubtOf('unknown-value', text.reason);
  if (text?.kind !== 'scalar' || typeof text.value !== 'string' || text.value.trim() === '') return;
  yield embeddedLayer(text, sources, label);
}

function parametersOf(helm: MapNode | undefined): { assignments: readonly Assignment[]; problem: Doubt | null } {
  const assignments: Assignment[] = [];
  let problem: Doubt | null = null;
  for (const parameter of listAt(helm, 'parameters')) {
    const name = stringAt(parameter, 'name')?.value ?? '';
    const steps = parseSetPath(name);
    const value = get(parameter, 'value');
    if (steps === null || value === undefined)
      problem = doubtOf('unsupported', `the parameter ${JSON.stringify(name)} could not be read`);
    else if (value.kind === 'scalar')
      assignments.push({ steps, value: typedScalar(value, isTrue(parameter, 'forceString')) });
    else assignments.push({ steps, value });
  }
  for (const parameter of listAt(helm, 'fileParameters')) {
    const steps = parseSetPath(stringAt(parameter, 'name')?.value ?? '');
    const reason = 'the value is the content of a file';
    if (steps !== null) assignments.push({ steps, value: { kind: 'unknown', reason, at: parameter.at } });
  }
  return { assignments, problem };
}

function isTrue(node: Parameters<typeof get>[0], key: string): boolean {
  const found = get(node, key);
  return found?.kind === 'scalar' && found.value === true;
}
