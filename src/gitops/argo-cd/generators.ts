import { type MapNode, type Node, type ScalarNode, get, listAt, mapAt, stringAt } from '../../source/node.ts';
import type { Place } from '../../source/location.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { globMatcher } from '../../config/globs.ts';
import { ancestorsOf, baseName, directoryOf } from '../../source/paths.ts';
import { type Doubt, doubtOf } from '../../source/doubt.ts';
import { type Parameters, filled } from './placeholders.ts';
import { shortened } from '../../source/shortened.ts';
import { trimmed } from '../../source/trim.ts';
import { type Generated, mostTurns, turnsOf } from './turns.ts';

const none: Generated = { turns: [], unknown: null };

/** Every turn of a list of generators, in order. */
export function generate(generators: readonly Node[], index: TreeIndex, depth = 0): Generated {
  const parts = generators.slice(0, mostTurns).map((generator) => generateOne(generator, index, depth));
  const all = turnsOf(
    parts.flatMap((part) => part.turns),
    index.filledText,
  );
  const tooMany = generators.length > mostTurns ? doubtOf('limit', `it has more than ${mostTurns} generators`) : null;
  return { turns: all.turns, unknown: all.unknown ?? tooMany ?? firstUnknown(parts) };
}

function firstUnknown(parts: readonly Generated[]): Doubt | null {
  return parts.map((part) => part.unknown).find((doubt) => doubt !== null) ?? null;
}

function generateOne(generator: Node, index: TreeIndex, depth: number): Generated {
  if (depth > 2) return { turns: [], unknown: unknownValue('its generators nest too deep') };
  const list = mapAt(generator, 'list');
  const git = mapAt(generator, 'git');
  const matrix = mapAt(generator, 'matrix');
  const merge = mapAt(generator, 'merge');
  const result =
    list !== undefined
      ? listTurns(list, index)
      : git !== undefined
        ? gitTurns(git, index)
        : matrix !== undefined
          ? matrixTurns(matrix, index, depth)
          : merge !== undefined
            ? mergeTurns(merge, index, depth)
            : otherGenerator(generator);
  return selected(result, mapAt(generator, 'selector'));
}

function otherGenerator(generator: Node): Generated {
  const kind =
    generator.kind === 'map'
      ? [...generator.entries.keys()].find((key) => !['selector', 'template', 'values'].includes(key))
      : undefined;
  return kind === undefined
    ? none
    : { turns: [], unknown: unknownValue(`its ${shortened(kind)} generator asks for what is not in the repository`) };
}

const unknownValue = (reason: string): Doubt => doubtOf('unknown-value', reason);

function listTurns(list: MapNode, { filledText }: TreeIndex): Generated {
  const elements = listAt(list, 'elements').map((element) => flatten(element, ''));
  const { turns, unknown } = turnsOf(elements, filledText);
  const isMade = get(list, 'elementsYaml') !== undefined;
  return { turns, unknown: isMade ? unknownValue('the elements of its list are made by a template') : unknown };
}

/** `a.b.c` for every scalar below a node. */
function* flatten(node: Node, prefix: string): Generator<[string, ScalarNode]> {
  if (node.kind === 'scalar') yield [prefix, node];
  if (node.kind === 'list')
    for (const [i, item] of node.items.entries()) yield* flatten(item, prefix === '' ? String(i) : `${prefix}.${i}`);
  if (node.kind !== 'map') return;
  for (const [key, entry] of node.entries) yield* flatten(entry.value, prefix === '' ? key : `${prefix}.${key}`);
}

function gitTurns(git: MapNode, index: TreeIndex): Generated {
  const values = get(git, 'values');
  const prefix = stringAt(git, 'pathParamPrefix')?.value;
  const made = both(directoryTurns(git, index, prefix), fileTurns(git, index, prefix));
  const found = turnsOf(made, index.filledText);
  if (values === undefined) return found;
  const { turns, unknown } = turnsOf(
    found.turns.map((turn) => withValues(turn, values, index)),
    index.filledText,
  );
  return { turns, unknown: unknown ?? found.unknown };
}

/** `values` may make use of what the generator found; one that asks for more stays unknown. */
function* withValues(turn: Parameters, values: Node, { filledText }: TreeIndex): Generator<[string, ScalarNode]> {
  yield* turn;
  for (const [key, value] of flatten(values, 'values')) {
    const node = filled(value, turn, filledText);
    if (node.kind === 'scalar') yield [key, node];
  }
}

/** What one turn is made of. */
type Made = Iterable<[string, ScalarNode]>;

function directoryTurns(git: MapNode, index: TreeIndex, prefix: string | undefined): Made[] {
  const items = listAt(git, 'directories');
  if (items.length === 0) return [];
  const directories = new Set(index.sources.paths.flatMap((path) => ancestorsOf(path)));
  const found = [...directories].filter(
    (path) => path !== '' && !path.split('/').some((segment) => segment.startsWith('.')),
  );
  return found
    .filter(pathChoice(items))
    .toSorted()
    .map((path) => pathParameters(path, git.at, prefix));
}

/** Whether a path fits one of the items and none of those that exclude. */
function pathChoice(items: readonly Node[]): (path: string) => boolean {
  const isExcluded = (item: Node): boolean => {
    const flag = get(item, 'exclude');
    return flag?.kind === 'scalar' && flag.value === true;
  };
  const globs = (excluded: boolean): readonly ((path: string) => boolean)[] =>
    items.filter((item) => isExcluded(item) === excluded).map(pathGlob);
  const [taken, left] = [globs(false), globs(true)];
  return (path) => taken.some((glob) => glob(path)) && !left.some((glob) => glob(path));
}

/** `path` of an item, as a matcher; a pattern that is not evaluated matches nothing. */
function pathGlob(item: Node): (path: string) => boolean {
  return globMatcher(stringAt(item, 'path')?.value.replace(/^\.?\//, '') ?? '') ?? (() => false);
}

/** One after the other, so that files behind the last turn that counts are not read. */
function* fileTurns(git: MapNode, index: TreeIndex, prefix: string | undefined): Generator<Made> {
  const items = listAt(git, 'files');
  if (items.length === 0) return;
  for (const path of index.sources.paths.filter(pathChoice(items))) {
    const root = index.sources.file(path)?.documents[0]?.root;
    // A file may hold a list of turns.
    const elements = root?.kind === 'list' ? root.items : root === undefined ? [] : [root];
    const own = [...pathParameters(directoryOf(path), git.at, prefix), ...fileName(path, git.at, prefix)];
    for (const element of elements) yield both(flatten(element, ''), own);
  }
}

/** Files that generators take in and of which no text is known, in generators within others as well. */
export function filesWithoutText(generators: readonly Node[], index: TreeIndex, depth = 0): readonly string[] {
  if (depth > 2) return [];
  return generators.slice(0, mostTurns).flatMap((generator) => {
    const items = listAt(mapAt(generator, 'git'), 'files');
    const inner = ['matrix', 'merge'].flatMap((kind) => listAt(mapAt(generator, kind), 'generators'));
    const own = items.length === 0 ? [] : index.sources.paths.filter(pathChoice(items));
    return [
      ...own.filter((path) => index.sources.text(path) === undefined),
      ...filesWithoutText(inner, index, depth + 1),
    ];
  });
}

/** What comes last counts. */
function* both<T>(first: Iterable<T>, second: Iterable<T>): Generator<T> {
  yield* first;
  yield* second;
}

function* pathParameters(path: string, at: Place, prefix: string | undefined): Generator<[string, ScalarNode]> {
  const start = prefix === undefined ? 'path' : `${prefix}.path`;
  yield [start, scalar(path, at)];
  yield [`${start}.path`, scalar(path, at)];
  yield [`${start}.basename`, scalar(baseName(path), at)];
  yield [`${start}.basenameNormalized`, scalar(normalized(baseName(path)), at)];
  for (const [i, segment] of path.split('/').entries()) {
    yield [`${start}[${i}]`, scalar(segment, at)];
    yield [`${start}.segments.${i}`, scalar(segment, at)];
  }
}

function* fileName(path: string, at: Place, prefix: string | undefined): Generator<[string, ScalarNode]> {
  const start = prefix === undefined ? 'path' : `${prefix}.path`;
  yield [`${start}.filename`, scalar(baseName(path), at)];
  yield [`${start}.filenameNormalized`, scalar(normalized(baseName(path)), at)];
}

/** A name that DNS takes, as Argo CD makes one. */
function normalized(text: string): string {
  const named = text.toLowerCase().replace(/[^a-z0-9-.]/g, '-');
  return trimmed(named.slice(0, 253), '-.');
}

function scalar(value: string, at: Place): ScalarNode {
  return { kind: 'scalar', value, text: value, style: 'plain', at };
}

/** Each turn of the first generator with each of the second. */
function matrixTurns(matrix: MapNode, index: TreeIndex, depth: number): Generated {
  const parts = listAt(matrix, 'generators').map((generator) => generate([generator], index, depth + 1));
  const unknown = firstUnknown(parts);
  // Half of a matrix is no turn at all.
  if (unknown !== null || parts.length === 0) return { turns: [], unknown };
  let product: Generated = { turns: [new Map()], unknown: null };
  for (const part of parts) {
    const { turns } = product;
    const more = turnsOf(combined(turns, part.turns), index.filledText);
    product = { turns: more.turns, unknown: product.unknown ?? more.unknown };
  }
  return product;
}

function* combined(first: readonly Parameters[], second: readonly Parameters[]): Generator<Made> {
  for (const turn of first) for (const more of second) yield both(turn, more);
}

/** Turns of the first generator, with what later ones say of the same keys laid over. */
function mergeTurns(merge: MapNode, index: TreeIndex, depth: number): Generated {
  const parts = listAt(merge, 'generators').map((generator) => generate([generator], index, depth + 1));
  const [base = none, ...others] = parts;
  const unknown = firstUnknown(parts);
  if (unknown !== null) return { turns: [], unknown };
  const keys = listAt(merge, 'mergeKeys').flatMap((key) => (key.kind === 'scalar' ? [String(key.value)] : []));
  const identity = (turn: Parameters): string => JSON.stringify(keys.map((key) => turn.get(key)?.value ?? null));
  const over = others.map(({ turns }) => Map.groupBy(turns, identity));
  return turnsOf(
    base.turns.map((turn) => overlaid(turn, over, identity(turn))),
    index.filledText,
  );
}

function* overlaid(
  turn: Parameters,
  over: readonly ReadonlyMap<string, readonly Parameters[]>[],
  key: string,
): Generator<[string, ScalarNode]> {
  yield* turn;
  for (const other of over) for (const more of other.get(key) ?? []) yield* more;
}

/** `selector.matchLabels` over the parameters. */
function selected(generated: Generated, selector: MapNode | undefined): Generated {
  if (selector === undefined) return generated;
  if (listAt(selector, 'matchExpressions').length > 0)
    return { turns: [], unknown: unknownValue('its generator has a selector with expressions') };
  const labels = [...(mapAt(selector, 'matchLabels')?.entries ?? [])];
  const fits = (turn: Parameters): boolean =>
    labels.every(([key, { value }]) => value.kind === 'scalar' && String(turn.get(key)?.value) === String(value.value));
  return { ...generated, turns: generated.turns.filter(fits) };
}
