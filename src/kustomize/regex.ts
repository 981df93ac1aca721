import { bounds } from './bounds.ts';
import { parseRegex, type CharTest, type Syntax } from './regex-syntax.ts';
import { Unbuildable } from './unbuildable.ts';

/**
 * Regular expressions of kustomize (Go's RE2) on text from a hostile repository: matched by
 * stepping through all states at once, so the time is the product of pattern and text, whatever
 * the pattern. Syntax beyond the subset below is refused, never guessed.
 */
export interface Regex {
  /** Whether the pattern is found anywhere in the text. */
  test(text: string): boolean;
}

type Step =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'split'; readonly to: readonly number[] };

const maxSteps = 4000;
const maxPattern = 1000;

/** Compiles a pattern; null when it is not valid or uses syntax that is not supported. */
export function compileRegex(pattern: string): Regex | null {
  if (pattern.length > maxPattern) return null;
  const syntax = parseRegex(pattern);
  if (syntax === null) return null;
  const steps: Step[] = [];
  if (!emit(syntax, steps)) return null;
  return { test: (text) => run(steps, withinBounds(text, steps.length)) };
}

/** Appends the steps of a piece of syntax; false when they become too many. */
function emit(syntax: Syntax, steps: Step[]): boolean {
  if (steps.length > maxSteps) return false;
  switch (syntax.kind) {
    case 'sequence':
      return syntax.parts.every((part) => emit(part, steps));
    case 'choice':
      return emitChoice(syntax.options, steps);
    case 'repeat':
      return emitRepeat(syntax.part, syntax.min, syntax.max, steps);
    case 'char':
    case 'start':
    case 'end':
      steps.push(syntax);
      return true;
  }
}

function emitChoice(options: readonly Syntax[], steps: Step[]): boolean {
  const exits: number[] = [];
  for (const [index, option] of options.entries()) {
    const split = steps.push({ kind: 'split', to: [] }) - 1;
    if (!emit(option, steps)) return false;
    exits.push(steps.push({ kind: 'split', to: [] }) - 1);
    steps[split] = { kind: 'split', to: index < options.length - 1 ? [split + 1, steps.length] : [split + 1] };
  }
  for (const exit of exits) steps[exit] = { kind: 'split', to: [steps.length] };
  return true;
}

function emitRepeat(part: Syntax, min: number, max: number, steps: Step[]): boolean {
  for (let count = 0; count < min; count++) if (!emit(part, steps)) return false;
  if (max === Infinity) {
    const split = steps.push({ kind: 'split', to: [] }) - 1;
    if (!emit(part, steps)) return false;
    steps.push({ kind: 'split', to: [split] });
    steps[split] = { kind: 'split', to: [split + 1, steps.length] };
    return true;
  }
  const splits: number[] = [];
  for (let count = min; count < max; count++) {
    splits.push(steps.push({ kind: 'split', to: [] }) - 1);
    if (!emit(part, steps)) return false;
  }
  for (const split of splits) steps[split] = { kind: 'split', to: [split + 1, steps.length] };
  return true;
}

function withinBounds(text: string, steps: number): string[] {
  if (text.length * steps > bounds.regexWork)
    throw new Unbuildable('a text is too long for a regular expression', { cause: 'limit' });
  return Array.from(text);
}

function run(steps: readonly Step[], chars: readonly string[]): boolean {
  let states = new Set<number>();
  for (let position = 0; position <= chars.length; position++) {
    follow(steps, states, 0, position, chars.length);
    if (states.has(steps.length)) return true;
    const next = new Set<number>();
    const char = chars[position] ?? '';
    for (const state of states) {
      const step = steps[state];
      if (step?.kind === 'char' && position < chars.length && step.test(char)) {
        follow(steps, next, state + 1, position + 1, chars.length);
      }
    }
    states = next;
  }
  return states.has(steps.length);
}

/** Adds a state and all that it reaches without reading a character. */
function follow(steps: readonly Step[], states: Set<number>, start: number, position: number, length: number): void {
  const pending = [start];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (states.has(state)) continue;
    states.add(state);
    const step = steps[state];
    if (step?.kind === 'split') pending.push(...step.to);
    else if ((step?.kind === 'start' && position === 0) || (step?.kind === 'end' && position === length)) {
      pending.push(state + 1);
    }
  }
}
