import type { Assignment, Command, ParsedScript, Word, WordPart } from 'unbash';
import type { RunState } from './run-state.ts';
import type { ShellText } from './shell-text.ts';
import { outputOf } from './substitutions.ts';
import { type Expansion, type ShellWord, expand, textOf } from './words.ts';

/** A shell's text at one point of its run. */
export interface Evaluation {
  readonly shell: ShellText;
  readonly state: RunState;
}

/** The words of a command, its program first. */
export function wordsOf({ name, args }: Command, at: Evaluation): readonly ShellWord[] {
  const context = expansionOf(at);
  const all: Word[] = [];
  for (const word of [name, ...args]) if (word?.type === 'Word') all.push(word);
  return all.flatMap((word) => expand(word, context));
}

/** The text of a single word; null where only the shell knows it. */
export function textAt(word: Word, at: Evaluation): string | null {
  return textOf(word, expansionOf(at));
}

function expansionOf(at: Evaluation): Expansion {
  const { shell, state } = at;
  const texts = (command: Command): (string | null)[] => wordsOf(command, at).map(({ text }) => text);
  return {
    shell,
    variable: (name) => (name === 'PWD' ? (state.directory.path ?? undefined) : state.variables.get(name)),
    parameters: state.parameters.words,
    output: (script) => (script.source === undefined ? outputOf(script, state, texts) : undefined),
  };
}

/** A branch has a copy of them. What is set beyond them is not known. */
const mostVariables = 500;

/** Notes the value of a variable, where the script sets it nowhere else. */
export function assign(
  { name, value, append, index }: Assignment,
  assigned: ReadonlyMap<string, number>,
  at: Evaluation,
): void {
  const once = assigned.get(name) === 1 && append !== true && index === undefined && value.type === 'Word';
  const text = once ? textAt(value, at) : null;
  if (text === null || at.state.variables.size >= mostVariables) at.state.variables.delete(name);
  else at.state.variables.set(name, text);
}

/** The scripts within `$(…)` and `<(…)` of a command, which run as well. */
export function substitutionsOf(node: Command): readonly ParsedScript[] {
  const scripts: ParsedScript[] = [];
  const within = (part: WordPart): void => {
    if (part.type === 'DoubleQuoted') part.parts.forEach(within);
    if (part.type !== 'CommandExpansion' && part.type !== 'ProcessSubstitution') return;
    // Text in escaped backticks has no places of its own.
    if (part.script !== undefined && part.script.source === undefined) scripts.push(part.script);
  };
  for (const part of [node.name, ...node.prefix, ...node.suffix]) {
    const word = part?.type === 'Assignment' ? part.value : part;
    if (word?.type === 'Word') word.parts?.forEach(within);
  }
  return scripts;
}
