import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import type { ScalarNode } from '../../source/node.ts';
import { parseYaml } from '../../source/parse.ts';
import { emptyMap, parseSetPath, typedScalar } from '../../helm/set-path.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import { type Assignment, type GivenValues, fileLayer } from '../deployed/release.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { HelmArguments, HelmFlag } from './helm-arguments.ts';
import type { StandardInput } from './input.ts';
import { placed } from '../../source/placed.ts';
import type { Run } from './command-run.ts';
import { pathFrom } from './run-state.ts';
import { type ScriptPlace, pathsMeant } from './script-paths.ts';
import { reserved } from './shell-text.ts';
import type { ShellWord } from './words.ts';

/** Files of values that a command is given: a pattern of names where only the script knows which. */
export type GivenFiles = readonly RegExp[];

/** Flags whose values say nothing of the chart's values, so that a variable may stand there. */
const apart =
  /^(namespace|version|repo|timeout|description|kube.*|registry-config|repository-c.*|ca-file|cert-file|key-file|keyring|username|password|history-max|labels|output|burst-limit|qps|color|colour|content-cache)$/;

/** The values that a command gives, lowest first, in the order in which Helm lays them over each other. */
export function valuesOf(
  given: HelmArguments,
  run: Run,
  index: TreeIndex,
  place: ScriptPlace,
): { values: GivenValues; files: GivenFiles } {
  const layers: ValuesLayer[] = [];
  const doubts: Doubt[] = [];
  const files: RegExp[] = [];
  for (const { name, value } of given.flags) {
    if (name !== 'values') continue;
    files.push(...patternsOf(value));
    for (const layer of value.text === null
      ? [unknownFile(value)]
      : value.text.split(',').map((file) => layerOf(file, run, index, place))) {
      if ('reason' in layer) doubts.push(layer);
      else layers.push(layer);
    }
  }
  const assignments = (['set', 'set-string'] as const).flatMap((name) =>
    given.flags.filter((flag) => flag.name === name).flatMap((flag) => assignmentsOf(flag, doubts)),
  );
  for (const { name, value } of given.flags) {
    if (/^(set-file|set-json|set-literal|post-renderer)$/.test(name))
      doubts.push(doubtOf('unsupported', `--${name} is not read`));
    // A list of words, where one was expected, may hold any flag.
    if (apart.test(name) && /[@*]/.test(value.raw) && value.text === null) doubts.push(unknownWord(value));
  }
  doubts.push(...given.loose.map(unknownWord));
  return { values: { layers, assignments, unverified: joinDoubts(...doubts) }, files };
}

function unknownWord({ raw }: ShellWord): Doubt {
  return doubtOf('unknown-value', `what ${shown(raw)} adds is known to the script alone`);
}

function unknownFile({ raw }: ShellWord): Doubt {
  return doubtOf('unknown-value', `which values file ${shown(raw)} is, is known to the script alone`);
}

/** As it is written, where nobody but us put a mark into it. */
function shown(raw: string): string {
  return reserved.test(raw) ? 'an expression of the file' : raw.slice(0, 60);
}

/** What the names of the files look like, with anything where the script fills something in. */
function patternsOf({ pieces }: ShellWord): GivenFiles {
  const source = pieces.map((piece) => (piece === null ? anything : escaped(piece))).join('');
  const [first = '', ...others] = (source.split(/,|(?<=[^[^])\//).at(-1) ?? '').split(anything);
  // Each gap makes matching slower by the length of the path; what lies between the second and the last may be anything.
  const last = [first, ...(others.length > mostGaps ? [others[0], others.at(-1)] : others)].join(anything);
  return /[\w-]{3}/.test(last.replaceAll(anything, '')) ? [new RegExp(`(^|/)${last}$`)] : [];
}

/** What a script may fill in within one name. */
const anything = '[^/]*';

const mostGaps = 2;

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function layerOf(file: string, run: Run, index: TreeIndex, place: ScriptPlace): ValuesLayer | Doubt {
  if (file === '-') return inputLayer(run.input, 'the standard input', place);
  const path = pathFrom(run.directory, file);
  const written = path === null ? undefined : run.written(path);
  if (written !== undefined) return inputLayer(written, file, place);
  if (path === null && run.directory === null && !/^[/~-]/.test(file))
    return doubtOf(
      'unknown-value',
      `from which directory the values file ${nameShown(file)} is read, is known to the script alone`,
    );
  const found = pathsMeant(file, run.directory, place).filter((candidate) => index.sources.has(candidate));
  const [only, ...others] = found;
  if (only === undefined) return doubtOf('missing', `the values file ${nameShown(file)} is not in the repository`);
  return others.length === 0
    ? fileLayer(index.sources, only)
    : doubtOf('ambiguous', `the values file ${file} may be ${found.join(' or ')}`, ...found);
}

function nameShown(file: string): string {
  return file.slice(0, 100).replace(reserved, '');
}

/** Values that the script itself holds, in a heredoc. */
function inputLayer(input: StandardInput | null, title: string, { path }: ScriptPlace): ValuesLayer | Doubt {
  if (input === null || 'unknown' in input)
    return doubtOf('unknown-value', `the script makes or changes the values of ${title}`);
  const file = parseYaml(path, input.text);
  const root = file.documents[0]?.root;
  const label = `values in ${path}`;
  if (file.unread !== null || file.problems.some(({ kind }) => kind === 'syntax'))
    return doubtOf('syntax', `the ${label} are not valid YAML`, path);
  if (root === undefined) return { label, root: emptyMap(input.at(0, 0)) };
  const moved = placed(root, input);
  return moved.kind === 'map' ? { label, root: moved } : doubtOf('syntax', `the ${label} are not a map`, path);
}

function assignmentsOf({ name, value }: HelmFlag, doubts: Doubt[]): readonly Assignment[] {
  if (value.text === null) {
    doubts.push(doubtOf('unknown-value', `what --${name} ${shown(value.raw)} sets is known to the script alone`));
    return [];
  }
  return value.text.split(/(?<!\\),/).flatMap((pair) => {
    const equals = pair.indexOf('=');
    const steps = equals < 0 ? null : parseSetPath(pair.slice(0, equals));
    const text = pair.slice(equals + 1);
    // A list in braces has commas of its own.
    if (steps === null || /[{}]/.test(pair) || reserved.test(text)) {
      doubts.push(
        doubtOf('unknown-value', `the value of ${pair.slice(0, Math.max(equals, 0)).slice(0, 80)} is not read`),
      );
      return [];
    }
    return [{ steps, value: typedScalar(scalarOf(text.replaceAll(/\\(.)/g, '$1'), value), name === 'set-string') }];
  });
}

function scalarOf(value: string, { at }: ShellWord): ScalarNode {
  return { kind: 'scalar', value, text: value, style: 'plain', at };
}
