import { type Doubt, doubtOf } from '../../source/doubt.ts';
import { parseYaml } from '../../source/parse.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { withNamespace } from '../../kubernetes/read-object.ts';
import type { Unverified } from '../model/cluster.ts';
import { objectsOf } from '../objects/objects.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { StandardInput } from './input.ts';
import { placed } from '../../source/placed.ts';
import type { Run } from './command-run.ts';
import type { ShellWord } from './words.ts';

/** Objects that a script applies, and what of them could not be read. */
export interface AppliedContent {
  readonly objects: readonly KubeObject[];
  readonly unverified: readonly Unverified[];
}

/** What `kubectl apply -f -` brings of text that stands in the script; null where that holds nothing of interest. */
export function appliedContent(run: Run, index: TreeIndex, path: string): AppliedContent | null {
  const words = run.words.slice(1);
  const applies = words.some(({ text }) => /^(apply|create|replace)$/.test(text ?? ''));
  const trial = words.some(({ text }) => /^--dry-run(=(client|server))?$/.test(text ?? ''));
  if (!applies || trial || !readsInput(words) || run.input === null) return null;
  const read = objectsIn(run.input, index, path, namespaceOf(words));
  if ('objects' in read) {
    // Since 1.27 kubectl asks for strict validation, unless it is told otherwise.
    const applier = { title: `kubectl in ${path}`, unknownFields: 'refused' } as const;
    const isStrict = !words.some(({ text, several }) => several || /^--(validate|force)\b/.test(text ?? '-'));
    const objects = isStrict ? read.objects.map((object) => ({ ...object, applier })) : read.objects;
    return objects.length === 0 ? null : { ...read, objects };
  }
  // What is not of Gateway API, and not read, is of no concern.
  return textOf(run.input).includes(gatewayGroup)
    ? { objects: [], unverified: [{ about: `objects that ${path} applies`, ...read, hidesObjects: true }] }
    : null;
}

function textOf(input: StandardInput): string {
  return 'unknown' in input ? input.unknown : input.text;
}

function objectsIn(
  input: StandardInput,
  index: TreeIndex,
  path: string,
  namespace: string | null,
): AppliedContent | Doubt {
  if ('unknown' in input) return doubtOf('template', 'the shell fills in a part of their text', path);
  if (namespace === null) return doubtOf('unknown-value', 'their namespace is known to the script alone', path);
  const file = parseYaml(path, input.text);
  if (file.unread !== null) return doubtOf(file.unread.cause, file.unread.reason, path);
  if (file.problems.some(({ kind }) => kind === 'syntax')) return doubtOf('syntax', 'they are not valid YAML', path);
  const objects = file.documents.flatMap((document) =>
    objectsOf({ ...document, root: placed(document.root, input) }, index.kindOf),
  );
  return { objects: objects.map((object) => withNamespace(object, namespace)), unverified: [] };
}

function readsInput(words: readonly ShellWord[]): boolean {
  const texts = words.map(({ text }) => text);
  return texts.some(
    (text, i) =>
      text === '-f-' || text === '--filename=-' || (/^(-f|--filename)$/.test(text ?? '') && texts[i + 1] === '-'),
  );
}

/** The namespace of objects that name none; null where only the script knows it. */
function namespaceOf(words: readonly ShellWord[]): string | null {
  if (words.some(({ text, several }) => text === null && several)) return null;
  const at = words.findIndex(({ text }) => /^(-n|--namespace)$/.test(text ?? ''));
  if (at >= 0) return words[at + 1]?.text ?? null;
  const joined = words.find(({ pieces }) => pieces[0]?.startsWith('--namespace=') === true);
  if (joined === undefined) return 'default';
  return joined.text === null ? null : joined.text.slice('--namespace='.length);
}
