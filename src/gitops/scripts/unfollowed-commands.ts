import { reviewedGroups, reviewedKindNames } from '../../kubernetes/known-kinds.ts';
import type { Unrendered } from '../model/unrendered.ts';
import { bundleAt } from '../model/bundle.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { baseName } from '../../source/paths.ts';
import type { Run } from './command-run.ts';
import { commandsOf } from './script-units.ts';
import type { ShellWord } from './words.ts';

/** What commands of a script do to objects of Gateway API or Kong in a cluster, beside bringing what stands in the tree. */
export function unfollowedCommands(path: string, index: TreeIndex): readonly Unrendered[] {
  return commandsOf(path, index).runs.flatMap(({ run }): readonly Unrendered[] => {
    const command = doing(run);
    if (command === null) return [];
    return [
      {
        // A script that is moved runs what it ran.
        key: `command of ${baseName(path)}: ${command}`,
        told: { path, cause: 'unsupported', reason: `runs ${command}, and what comes of that is not followed` },
        gone: `no longer runs ${command}, and what came of that is not followed`,
        charts: [],
        inputs: () => new Map([['', command]]),
      },
    ];
  });
}

/** What a command does that concerns us, in words that differ where it does another thing; null for any other command. */
function doing({ program, words, input }: Run): string | null {
  if (program !== 'kubectl' && program !== 'oc') return null;
  const given = words.slice(1);
  if (given.some(({ text }) => /^--dry-run(=(client|server))?$/.test(text ?? ''))) return null;
  const verb = operandOf(given);
  if (verb === null || !verbs.test(verb)) return null;
  const rest = given.slice(given.findIndex(({ text }) => text === verb) + 1);
  const whole = rest.map(({ raw }) => raw).join(' ');
  if (changing.test(verb)) return isOurs(operandOf(rest)) ? `${program} ${verb} ${whole}` : null;
  const address = given.find((word) => isAddressOfOurs(word));
  if (address !== undefined) return `${program} ${verb} with ${address.raw}`;
  const from = input !== null && 'from' in input ? (input.from ?? '') : '';
  return speaksOfOurs(from) ? `${program} ${verb} with what ${from} prints` : null;
}

const verbs = /^(apply|create|replace|patch|edit|delete|annotate|label)$/;
const changing = /^(patch|edit|delete|annotate|label)$/;

/** Options whose value is the next word. */
const valued =
  /^(-[nlpfko]|--(namespace|selector|patch|patch-file|filename|kustomize|output|type|context|kubeconfig|cluster|user|field-selector|field-manager|timeout|grace-period|subresource))$/;

/** The first word that is neither an option nor the value of one: kinds, or a kind and a name. */
function operandOf(words: readonly ShellWord[]): string | null {
  for (let i = 0; i < words.length; i++) {
    const text = words[i]?.text ?? null;
    if (text === null) return null;
    if (valued.test(text)) i++;
    else if (!text.startsWith('-')) return text;
  }
  return null;
}

const names = new Set(
  reviewedKindNames.flatMap((kind) => {
    const name = kind.toLowerCase();
    return [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')];
  }),
);

/** `gateway`, `gateways.gateway.networking.k8s.io`, `httproute/a`, `kongplugins,httproutes`. */
function isOurs(operand: string | null): boolean {
  return (operand ?? '').split(',').some((each) => {
    const [resource = ''] = each.split('/');
    const [name = '', ...group] = resource.toLowerCase().split('.');
    return names.has(name) && (group.length === 0 || reviewedGroups.some((known) => group.join('.').endsWith(known)));
  });
}

/** An address of another place than this repository; a released bundle of definitions is known. */
function isAddressOfOurs({ text, raw, at }: ShellWord): boolean {
  const word = (text ?? raw).replace(/^(?:--(?:filename|kustomize)=|-[fk]=?)/, '');
  const isRemote = /^https?:\/\/|^(git@|github\.com\/|gitlab\.com\/)|\?ref=/.test(word);
  return isRemote && speaksOfOurs(word) && bundleAt(word, at, 'by-hand') === null;
}

function speaksOfOurs(text: string): boolean {
  return /\bkong|konghq/i.test(text) || fileOfOurs.test(text);
}

const fileOfOurs = /(?:gateway|[a-z]{3,4}route)s?(?:[\w-]{0,60})\.(?:ya?ml|json)/i;
