import { type Fact, type Located, factAt, unknown } from '../../source/location.ts';
import { routesOfChart } from '../deployed/routes-of-chart.ts';
import { chartDirectoryContent } from '../deployed/chart-directory.ts';
import { type Content, joinContents, nothing, unverifiedContent } from '../deployed/content.ts';
import { releaseOf } from '../deployed/release.ts';
import { type Unit, unitAt } from '../deployed/unit.ts';
import { bundleMark } from '../model/bundle.ts';
import { chartVersionOf, recogniseChart } from '../model/kong-chart.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Block, Expression } from './hcl-syntax.ts';
import { valuesOf } from './helm-release-values.ts';
import { installedBundles } from './installed-bundles.ts';
import { manifestContent } from './kubernetes-manifest.ts';
import { parseHcl } from './parse-hcl.ts';
import {
  holdsDirectory,
  literalOf,
  literalText,
  placeOf,
  terraformFile,
  type TerraformFile,
  treePath,
} from './terraform-module.ts';

/** Releases and objects of the resources of a file, as far as they are literal. */
export function terraformUnits(path: string, index: TreeIndex): readonly Unit[] {
  const text = index.sources.text(path);
  if (text === undefined || !(/helm_release|_manifest"/.test(text) || text.includes(bundleMark))) return [];
  const body = parseHcl(text);
  if ('reason' in body) {
    const { cause, reason } = body;
    return [
      unitAt(path, {
        unread: [{ path, cause, reason }],
        unverified: [{ about: path, cause, reason, hidesObjects: true }],
      }),
    ];
  }
  const file = terraformFile(path, text, body, index);
  const resources = body.blocks.filter(({ type, labels }) => type === 'resource' && labels.length === 2);
  const bundles = text.includes(bundleMark) ? body.blocks.flatMap((block) => installedBundles(block, file)) : [];
  const content = joinContents(resources.map((block) => resourceContent(block, file)));
  return [unitAt(path, { ...content, bundles })];
}

function resourceContent(block: Block, file: TerraformFile): Content {
  const content = block.labels[0] === 'helm_release' ? releaseContent(block, file) : manifestContent(block, file);
  if (content.releases.length + content.objects.length === 0) return content;
  const presence = presenceOf(block, file);
  if (presence === 'always') return content;
  const about = `Terraform ${block.labels.join(' ')}`;
  return presence === 'never'
    ? nothing
    : unverifiedContent(about, 'unknown-value', 'how many of it there are is known to Terraform alone');
}

/** Whether there is exactly one of a resource, or none. */
function presenceOf({ body }: Block, file: TerraformFile): 'always' | 'never' | 'unknown' {
  if (body.attributes.has('for_each')) return 'unknown';
  const count = body.attributes.get('count');
  if (count === undefined) return 'always';
  const value = literalOf(count, file)?.value;
  return Number(value) === 1 ? 'always' : value === 0 ? 'never' : 'unknown';
}

function releaseContent({ body, labels, start, type }: Block, file: TerraformFile): Content {
  const attribute = (name: string): Expression | undefined => body.attributes.get(name);
  const chart = literalText(attribute('chart'), file);
  const repository = literalText(attribute('repository'), file)?.value ?? null;
  const title = `Terraform helm_release ${labels[1] ?? ''}`;
  if (chart === undefined) {
    const isKongs = repository !== null && recogniseChart('kong', repository)?.doubt === null;
    return isKongs ? unverifiedContent(title, 'unknown-value', 'its chart is known to Terraform alone') : nothing;
  }
  const head = {
    name: factOf(attribute('name'), file, unknown('the release has no name')),
    namespace: factOf(attribute('namespace'), file, {
      certainty: 'defaulted',
      value: 'default',
      from: 'no namespace in the resource',
    }),
    declaration: { tool: 'terraform', at: file.lines.location(start, start + type.length) },
  };
  const given = valuesOf({ type, labels, body, start, end: start }, file);
  const directory = localChart(chart.value, file);
  if (directory !== null) return chartDirectoryContent(file.index, directory, { ...head, given, title });
  const known = recogniseChart(chart.value, repository);
  const version: Located<string> | undefined = literalText(attribute('version'), file);
  if (known === null) return routesOfChart({ reference: chart.value, repository, version }, head, () => given, title);
  return {
    ...nothing,
    releases: [releaseOf({ ...head, chart: known, ...chartVersionOf(version) }, given, `set of ${title}`)],
  };
}

function localChart(chart: string, file: TerraformFile): string | null {
  if (!/^\.{1,2}\//.test(chart) && !holdsDirectory(chart)) return null;
  const directory = treePath(chart, file);
  return directory !== null && file.index.charts.has(directory) ? directory : null;
}

function factOf(expression: Expression | undefined, file: TerraformFile, absent: Fact<string>): Fact<string> {
  if (expression === undefined) return absent;
  const literal = literalText(expression, file);
  if (literal !== undefined && !holdsDirectory(literal.value)) return factAt(literal.value, literal.at);
  const { lines } = file;
  const { start, end } = placeOf(expression, file);
  return unknown(`${lines.text.slice(start, end).slice(0, 60)} is known to Terraform alone`);
}
