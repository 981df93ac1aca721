import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { type Fact, type Located, type Location, factAt, unknown } from '../../source/location.ts';
import type { ScalarNode } from '../../source/node.ts';
import { chartDirectoryContent } from '../deployed/chart-directory.ts';
import { type Content, nothing } from '../deployed/content.ts';
import { type Assignment, type GivenValues, fileLayer, releaseOf } from '../deployed/release.ts';
import { parseSetPath, typedScalar } from '../../helm/set-path.ts';
import { type Unit, unitAt } from '../deployed/unit.ts';
import { chartVersionOf, recogniseChart } from '../model/kong-chart.ts';
import { directoryOf, resolvePath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type Command, type Word, helmCommands } from './shell-words.ts';
import { filledIn, variablesOf } from './variables.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';

/** What `helm install` and `helm upgrade` in a Makefile, script or workflow install: candidates of one unit. */
export function scriptUnits(path: string, index: TreeIndex): readonly Unit[] {
  const text = index.sources.text(path);
  if (text === undefined || !text.includes('helm')) return [];
  const variables = variablesOf(text);
  const candidates = helmCommands(text)
    .map(({ words }) => ({ words: words.map((word) => ({ ...word, text: filledIn(word.text, variables) })) }))
    .map((command) => commandContent(command, path, index))
    .filter(({ releases }) => releases.length > 0)
    .map((content) => ({ kind: 'command' as const, path, ...content }));
  return candidates.length === 0 ? [] : [unitAt(path, { candidates })];
}

/** A command's words sorted into positions and flags. */
interface Arguments {
  readonly positional: readonly Word[];
  readonly flags: readonly { readonly name: string; readonly value: Word }[];
}

const longNames: Readonly<Record<string, string>> = { f: 'values', n: 'namespace', i: 'install' };
const switches =
  /^(install|create-namespace|wait|wait-for-jobs|atomic|cleanup-on-fail|dry-run|debug|force|reuse-values|reset-values|skip-crds|devel|dependency-update|no-hooks|generate-name|g|hide-notes)$/;

function argumentsOf(words: readonly Word[]): Arguments {
  const positional: Word[] = [];
  const flags: { name: string; value: Word }[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined) break;
    const flag = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word.text);
    if (flag === null) {
      positional.push(word);
      continue;
    }
    const name = longNames[flag[1] ?? ''] ?? flag[1] ?? '';
    if (switches.test(name)) continue;
    if (flag[2] !== undefined) flags.push({ name, value: { ...word, text: flag[2] } });
    else if (words[++i] !== undefined) flags.push({ name, value: words[i] ?? word });
  }
  return { positional, flags };
}

function commandContent(command: Command, path: string, index: TreeIndex): Content {
  const { positional, flags } = argumentsOf(command.words);
  const [name, chart] = positional;
  if (name === undefined || chart === undefined) return nothing;
  const flag = (wanted: string): Word | undefined => flags.findLast((one) => one.name === wanted)?.value;
  const given = valuesOf(flags, path, index);
  const namespace = flag('namespace');
  const head = {
    name: factOf(name, path),
    namespace:
      namespace === undefined
        ? ({ certainty: 'defaulted', value: 'default', from: 'no --namespace in the command' } as const)
        : factOf(namespace, path),
    declaration: { tool: 'script', at: locationOf(name, path) },
  };
  const title = `helm command of ${path}`;
  const directory = existing(chart.text, path, (candidate) => index.charts.has(candidate));
  if (directory !== null) return chartDirectoryContent(index, directory, { ...head, given, title });
  const known = recogniseChart(chart.text, flag('repo')?.text ?? null);
  if (known === null) return nothing;
  const version = flag('version');
  const stated: Located<string> | undefined =
    version === undefined || isVariable(version) ? undefined : { value: version.text, at: locationOf(version, path) };
  return {
    ...nothing,
    releases: [releaseOf({ ...head, chart: known, ...chartVersionOf(stated) }, given, `--set of ${title}`)],
  };
}

function valuesOf(flags: Arguments['flags'], path: string, index: TreeIndex): GivenValues {
  const layers: ValuesLayer[] = [];
  const assignments: Assignment[] = [];
  const doubts: Doubt[] = [];
  for (const { name, value } of flags) {
    if (name === 'values') {
      for (const file of value.text.split(',')) {
        const found = existing(file, path, (candidate) => index.sources.has(candidate));
        const layer =
          found === null
            ? doubtOf('missing', `the values file ${file} is not in the repository`)
            : fileLayer(index.sources, found);
        if ('reason' in layer) doubts.push(layer);
        else layers.push(layer);
      }
    } else if (name === 'set' || name === 'set-string') {
      for (const pair of value.text.split(/(?<!\\),/)) {
        const [key = '', ...rest] = pair.split('=');
        const steps = parseSetPath(key);
        const text = rest.join('=');
        if (steps === null || text.startsWith('{') || /[$`]/.test(text))
          doubts.push(doubtOf('unknown-value', `the value of ${key.slice(0, 80)} is not read`));
        else assignments.push({ steps, value: typedScalar(scalarOf(text, value, path), name === 'set-string') });
      }
    } else if (/^(set-file|set-json|set-literal|post-renderer)$/.test(name))
      doubts.push(doubtOf('unsupported', `--${name} is not read`));
  }
  return { layers, assignments, unverified: joinDoubts(...doubts) };
}

function scalarOf(value: string, word: Word, path: string): ScalarNode {
  return { kind: 'scalar', value, text: value, style: 'plain', at: locationOf(word, path) };
}

/** A path as seen from the script, from its parent (scripts lie in `scripts/`), or from the root. */
function existing(text: string, script: string, exists: (path: string) => boolean): string | null {
  if (/[$`]/.test(text)) return null;
  for (const from of [directoryOf(script), directoryOf(directoryOf(script)), '']) {
    const path = resolvePath(from, text);
    if (path !== null && path !== '' && exists(path)) return path;
  }
  return null;
}

function isVariable({ text }: Word): boolean {
  return /[$`]/.test(text);
}

function factOf(word: Word, path: string): Fact<string> {
  return isVariable(word)
    ? unknown(`${word.text.slice(0, 60)} is known to the script alone`)
    : factAt(word.text, locationOf(word, path));
}

function locationOf({ start, end, line, column }: Word, path: string): Location {
  return { path, start, end, line, column, endLine: line, endColumn: column + end - start };
}
