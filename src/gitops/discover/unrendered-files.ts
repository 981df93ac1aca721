import { textOfNode } from '../../source/text-of-node.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import type { Unit } from '../deployed/unit.ts';
import type { Unrendered } from '../model/unrendered.ts';
import { mutatesOurs } from '../objects/mutations.ts';
import { nestedObjects } from '../objects/nested-objects.ts';
import { statesOurs, statesOursEncoded } from '../objects/states-ours.ts';
import { isKustomizationName } from '../../source/kustomization-files.ts';
import { isYamlName } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { namedByAnyone, type Named } from './named-by.ts';

/**
 * What some files of a tree state of Gateway API or Kong in a form that nobody reads here: inside other objects, in
 * text that is no YAML, under a name that is no manifest's.
 * @param deployed files whose contents are in a cluster
 * @param units what the tree deploys
 */
export function unrenderedFiles(
  index: TreeIndex,
  paths: Iterable<string>,
  deployed: ReadonlySet<string>,
  units: readonly Unit[],
): readonly Unrendered[] {
  let named: Named | null = null;
  const namedBy = (path: string): string | undefined => (named ??= namedByAnyone(index)).words.get(path);
  return [...paths].flatMap((path) => {
    if (isPackedChart(path, index))
      return [unrendered(path, 'is a packed chart, which is not unpacked', index.sources.oid(path) ?? '')];
    const text = index.sources.text(path);
    if (text === undefined || index.isExcluded(path) || prose.test(path)) return [];
    if (isKustomizationName(path)) return nestedIn(index, path);
    if (index.isToolFile(path) && isReadInFull(path, units)) return [];
    if (isYamlName(path) && index.sources.file(path)?.unread === null)
      return [...nestedIn(index, path), ...mutationsIn(index, path)];
    if (deployed.has(path) && !index.isToolFile(path)) return nestedIn(index, path);
    if (!statesOurs(text) && !statesOursEncoded(text)) return [];
    const why = index.isToolFile(path) ? 'leaves a part to whoever runs it' : whyNotRead(path, namedBy(path));
    return [unrendered(path, `${why}; it states objects of Gateway API or Kong`, text)];
  });
}

/** What files of tools do to objects of ours that is not followed. */
export function unfollowedIn(
  index: TreeIndex,
  paths: Iterable<string>,
  tools: readonly GitOpsTool[],
): readonly Unrendered[] {
  return [...paths]
    .filter((path) => index.sources.has(path) && !index.isExcluded(path))
    .flatMap((path) => {
      const files = tools.flatMap((tool) => tool.files ?? []).find(({ matches }) => matches(path));
      return files?.unfollowed?.(path, index) ?? [];
    });
}

/** Whether a file that deploys others brings objects, and nothing of it is unknown. */
function isReadInFull(path: string, units: readonly Unit[]): boolean {
  const parts = units.filter(({ anchors }) => anchors[0] === path).flatMap((unit) => [unit, ...unit.candidates]);
  return (
    parts.some(({ objects }) => objects.length > 0) &&
    parts.every(({ unverified }) => unverified.every(({ hidesObjects }) => hidesObjects !== true))
  );
}

/** Files that people read, and no tool. */
export const prose = /\.(md|mdx|markdown|rst|adoc|html?)$|(^|\/)NOTES\.txt$/i;

/** Why nobody reads a file whose text is known, told by its name. */
function whyNotRead(path: string, namedBy: string | undefined): string {
  if (namedBy !== undefined) return `is named by ${namedBy}, and has a name by which it is not read here`;
  if (isYamlName(path)) return 'needs to be filled in before it is YAML';
  if (/\.(ts|js|mjs|py|go|java|kt|cs|jsonnet|libsonnet|cue|k|star)$/.test(path))
    return 'is a program, which is not run';
  if (/\.(tmpl|gotmpl|tpl|tftpl|j2|jinja2?|erb|ejs|mustache)$/i.test(path))
    return 'is a template, which is not filled in';
  return 'has a name by which no tool applies it';
}

/** A chart that another one takes in, in a repository that speaks of Kong: it may make anything. */
function isPackedChart(path: string, { charts, sources, speaksOfKong }: TreeIndex): boolean {
  const around = /^(?:(.*)\/)?charts\/[^/]+\.tgz$/.exec(path);
  return around !== null && speaksOfKong && sources.has(path) && charts.has(around[1] ?? '');
}

function nestedIn(index: TreeIndex, path: string): readonly Unrendered[] {
  const all = (index.sources.file(path)?.documents ?? []).map(({ root }) => nestedObjects(root));
  const stating = all.filter(({ nodes }) => nodes.length > 0);
  const [first] = stating;
  if (first === undefined) return [];
  const where = first.inside === null ? 'other values' : first.inside;
  const reason = `states objects of Gateway API or Kong inside ${where}, and what is made of them is not known`;
  const nodes = stating.flatMap((each) => each.nodes);
  const found = unrendered(path, reason, nodes.map(textOfNode).join('\n'));
  return [nodes.every(({ kind }) => kind === 'map') ? { ...found, objectsAt: nodes.map(({ at }) => at) } : found];
}

/** Policies by which objects of ours are others than what is stated. */
function mutationsIn({ sources }: TreeIndex, path: string): readonly Unrendered[] {
  const roots = (sources.file(path)?.documents ?? []).map(({ root }) => root).filter(mutatesOurs);
  if (roots.length === 0) return [];
  const reason = 'changes objects of Gateway API or Kong when they are applied, which is not followed';
  return [{ ...unrendered(path, reason, roots.map(textOfNode).join('\n')), key: `policies of ${path}` }];
}

function unrendered(path: string, reason: string, text: string): Unrendered {
  return {
    key: `file ${path}`,
    told: { path, cause: 'unsupported', reason },
    charts: [],
    inputs: () => new Map([[path, text]]),
  };
}
