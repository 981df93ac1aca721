import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { type Fact, type Located, type Location, factAt, unknown } from '../../source/location.ts';
import type { ScalarNode } from '../../source/node.ts';
import { parseYaml } from '../../source/parse.ts';
import { chartDirectoryContent } from '../deployed/chart-directory.ts';
import { type Content, joinContents, nothing } from '../deployed/content.ts';
import { hidePlaceholders } from '../deployed/map-scalars.ts';
import { type Assignment, type GivenValues, fileLayer, releaseOf } from '../deployed/release.ts';
import { parseSetPath, typedScalar } from '../../helm/set-path.ts';
import { type Unit, unitAt } from '../deployed/unit.ts';
import { chartVersionOf, recogniseChart } from '../model/kong-chart.ts';
import { directoryOf, resolvePath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type Block, type Expression, heredocContent, listItems, readBlocks, stringLiteral } from './hcl.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import { releaseTitle } from '../model/release.ts';

/** The Terraform file that is read. */
interface Source {
  readonly index: TreeIndex;
  readonly path: string;
  readonly text: string;
}

/** Releases of the `helm_release` resources of a file, as far as their settings are literal. */
export function terraformUnits(path: string, index: TreeIndex): readonly Unit[] {
  const text = index.sources.text(path);
  if (text === undefined || !text.includes('helm_release')) return [];
  const resources = readBlocks(text).filter(({ type, labels }) => type === 'resource' && labels[0] === 'helm_release');
  return [unitAt(path, joinContents(resources.map((block) => resourceContent(block, { index, path, text }))))];
}

function resourceContent(block: Block, source: Source): Content {
  const text = (name: string): Located<string> | undefined => literalOf(block.attributes.get(name), source);
  const chart = text('chart');
  if (chart === undefined) return nothing;
  const title = `Terraform helm_release ${block.labels[1] ?? ''}`;
  const head = {
    name: factOf(block.attributes.get('name'), source, { certainty: 'unknown', reason: 'the release has no name' }),
    namespace: factOf(block.attributes.get('namespace'), source, {
      certainty: 'defaulted',
      value: 'default',
      from: 'no namespace in the resource',
    }),
    declaration: { tool: 'terraform', at: locationAt(source, block.start, block.start + block.type.length) },
  };
  const given = valuesOf(block, source);
  const directory = localChart(chart.value, source);
  if (directory !== null) return chartDirectoryContent(source.index, directory, { ...head, given, title });
  const known = recogniseChart(chart.value, text('repository')?.value ?? null);
  if (known === null) return nothing;
  const version = block.attributes.has('version') && text('version') === undefined ? undefined : text('version');
  const release = releaseOf({ ...head, chart: known, ...chartVersionOf(version) }, given, `set of ${title}`);
  const reason = `${source.path} is read as far as it is literal; Terraform was not run`;
  return {
    ...nothing,
    releases: [release],
    unverified: [{ about: releaseTitle(release), cause: 'unsupported', reason }],
  };
}

function localChart(chart: string, { index, path }: Source): string | null {
  if (!/^\.{1,2}\/|^\$\{path\./.test(chart)) return null;
  const directory = resolvePath(directoryOf(path), chart.replace(/^\$\{path\.(module|root|cwd)\}/, '.'));
  return directory !== null && index.charts.has(directory) ? directory : null;
}

function literalOf(expression: Expression | undefined, source: Source): Located<string> | undefined {
  const value = expression === undefined ? null : stringLiteral(expression);
  if (expression === undefined || value === null) return undefined;
  return { value, at: locationAt(source, expression.start, expression.start + expression.text.length) };
}

function factOf(expression: Expression | undefined, source: Source, absent: Fact<string>): Fact<string> {
  if (expression === undefined) return absent;
  const literal = literalOf(expression, source);
  return literal === undefined
    ? unknown(`${expression.text.slice(0, 60)} is known to Terraform alone`)
    : factAt(literal.value, literal.at);
}

function valuesOf(block: Block, source: Source): GivenValues {
  const layers: ValuesLayer[] = [];
  const doubts: Doubt[] = [];
  const values = block.attributes.get('values');
  const items = values === undefined ? [] : listItems(values);
  if (items === null) doubts.push(doubtOf('unknown-value', 'the values are made by an expression of Terraform'));
  for (const item of items ?? []) {
    const layer = layerOf(item, source);
    if ('reason' in layer) doubts.push(layer);
    else layers.push(layer);
  }
  const assignments: Assignment[] = [];
  for (const set of block.blocks.filter(({ type }) => type === 'set')) {
    const steps = parseSetPath(literalOf(set.attributes.get('name'), source)?.value ?? '');
    const value = literalOf(set.attributes.get('value'), source);
    const forced = literalOf(set.attributes.get('type'), source)?.value === 'string';
    if (steps === null || value === undefined)
      doubts.push(doubtOf('unknown-value', 'a value that is set is not literal'));
    else assignments.push({ steps, value: typedScalar(scalarOf(value), forced) });
  }
  const others = block.blocks.some(({ type }) => /^(set_list|set_sensitive|dynamic|postrender)$/.test(type));
  const sets = ['set', 'set_list', 'set_sensitive'].some((name) => block.attributes.has(name));
  if (others || sets) doubts.push(doubtOf('unknown-value', 'more values are set by Terraform than are read'));
  return { layers, assignments, unverified: joinDoubts(...doubts) };
}

function scalarOf({ value, at }: Located<string>): ScalarNode {
  return { kind: 'scalar', value, text: JSON.stringify(value), style: 'double', at };
}

function layerOf(item: Expression, source: Source): ValuesLayer | Doubt {
  const file = /^(?:"\$\{)?file\("([^"]*)"\)(?:\}")?$/.exec(item.text)?.[1];
  if (file !== undefined) {
    const literal = file.replace(/^\$\{path\.(module|root|cwd)\}\//, './');
    const path = literal.includes('${') ? null : resolvePath(directoryOf(source.path), literal);
    return path === null
      ? doubtOf('unknown-value', `the values file ${file} is not literal`)
      : fileLayer(source.index.sources, path);
  }
  const content = heredocContent(item);
  if (content === null) return doubtOf('unknown-value', 'values are made by an expression of Terraform');
  if (content.text.includes('%{')) return doubtOf('template', 'values are made by a template of Terraform');
  return heredocLayer(content, source);
}

/** The block of YAML is parsed where it stands, with everything around it blanked, so that places fit the file. */
function heredocLayer({ text, start }: Expression, source: Source): ValuesLayer | Doubt {
  const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');
  const file = parseYaml(source.path, blank(source.text.slice(0, start)) + text);
  const root = file.documents[0]?.root;
  if (file.unread !== null || file.problems.some(({ kind }) => kind === 'syntax'))
    return doubtOf('syntax', `values in ${source.path} are not valid YAML`, source.path);
  if (root?.kind !== 'map') return doubtOf('syntax', `values in ${source.path} are not a map`, source.path);
  return {
    label: `inline values in ${source.path}`,
    root: hidePlaceholders(root, '${', 'Terraform puts a value here'),
  };
}

function locationAt({ path, text }: Source, start: number, end: number): Location {
  const before = text.slice(0, start).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const inside = text.slice(start, end).split('\n');
  const last = inside.at(-1)?.length ?? 0;
  return {
    path,
    start,
    end,
    line,
    column,
    endLine: line + inside.length - 1,
    endColumn: inside.length === 1 ? column + last : last + 1,
  };
}
