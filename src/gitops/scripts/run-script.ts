import type { Command, CommandNode, Pipeline, Redirection } from 'unbash';
import { type Doubt, doubtOf } from '../../source/doubt.ts';
import type { Run, Start } from './command-run.ts';
import { assignedNames } from './assigned-names.ts';
import { ControlFlow } from './control-flow.ts';
import { assign, substitutionsOf, textAt, wordsOf } from './evaluate.ts';
import { type StandardInput, inputOf, literalOf, printed, unknownInput } from './input.ts';
import { isScript, parseShell } from './parse-shell.ts';
import { type RunState, copyOf, pathFrom } from './run-state.ts';
import { joined, ownFile, type ShellText, startDirectory } from './shell-text.ts';
import type { ShellWord } from './words.ts';
import { programName, withoutWrappers } from './wrappers.ts';
import { WrittenFiles } from './written-files.ts';

/** Hostile functions may call each other any number of times. */
const mostSteps = 20_000;
const deepestCalls = 8;
const deepestShells = 3;

/** The commands of one script that concern a cluster, in the order in which it runs them, or why it is not followed. */
export function runScript(
  shell: ShellText,
  start: Start = {},
  written: WrittenFiles = new WrittenFiles(),
): readonly Run[] | Doubt {
  const runner = new Runner(written);
  const variables = new Map(start.variables);
  for (const name of ['0', 'BASH_SOURCE']) if (start.ownFile !== false) variables.set(name, ownFile);
  const doubt = runner.script(shell, {
    variables,
    functions: new Map(),
    parameters: { words: null },
    directory: { path: start.directory === undefined ? startDirectory : start.directory },
    conditional: start.conditional === true,
    calls: [],
  });
  if (doubt !== null) return doubt;
  return runner.steps > mostSteps
    ? doubtOf('limit', 'its functions are too many, or call each other too often')
    : runner.runs;
}

class Runner extends ControlFlow {
  readonly runs: Run[] = [];
  steps = 0;
  private readonly written: WrittenFiles;
  private shell: ShellText = joined([]);
  private assigned: ReadonlyMap<string, number> = new Map();
  private shells = 0;

  constructor(written: WrittenFiles) {
    super();
    this.written = written;
  }

  /** Follows a whole script, or one within it that is given to another shell. */
  script(shell: ShellText, state: RunState): Doubt | null {
    const parsed = parseShell(shell);
    if (!isScript(parsed)) return parsed;
    const outer = { shell: this.shell, assigned: this.assigned };
    this.shell = shell;
    this.assigned = assignedNames(parsed);
    this.shells++;
    this.list(parsed, state);
    this.shells--;
    Object.assign(this, outer);
    return null;
  }

  protected pipeline({ commands }: Pipeline, state: RunState): void {
    let input: StandardInput | null = null;
    for (const command of commands) {
      this.node(command, copyOf(state), input);
      input = this.printedInto(command, state, input);
    }
  }

  protected giveUp(): false {
    this.steps = Infinity;
    return false;
  }

  protected isSpent(): boolean {
    return ++this.steps > mostSteps;
  }

  private printedInto(command: CommandNode, state: RunState, input: StandardInput | null): StandardInput {
    return command.type === 'Command'
      ? printed(command, this.shell, wordsOf(command, { shell: this.shell, state }), input)
      : unknownInput;
  }

  protected command(node: Command, state: RunState, piped: StandardInput | null): boolean {
    for (const script of substitutionsOf(node)) this.list(script, copyOf(state));
    const words = wordsOf(node, { shell: this.shell, state });
    const input = inputOf(node.redirects, this.shell) ?? piped;
    this.redirects(node.redirects, state, printed(node, this.shell, words, piped));
    for (const part of node.name === undefined ? node.prefix : node.args)
      if (part.type === 'Assignment') assign(part, this.assigned, { shell: this.shell, state });
    const command = withoutWrappers(words);
    const program = programName(command?.[0]);
    if (command === null || program === null) {
      // `"$@"` may call any function.
      if (words[0] !== undefined && words[0].text === null) this.anyFunction(state);
      return true;
    }
    // What `sudo` or `command` runs is no function.
    const own = command === words ? state.functions.get(program) : undefined;
    if (own !== undefined) this.call(program, command.slice(1), state);
    else return this.program({ program, words: command, input, ...this.where(state) }, state);
    return true;
  }

  private where(state: RunState): Pick<Run, 'conditional' | 'directory' | 'written'> {
    const { written } = this;
    const now = written.size;
    return {
      conditional: state.conditional,
      directory: state.directory.path,
      written: (path) => written.text(path, now),
    };
  }

  private program(run: Run, state: RunState): boolean {
    const [, first] = run.words;
    switch (run.program) {
      case 'cd':
      case 'pushd': {
        const to = run.words.slice(1).find(({ text }) => text === null || !/^-[LPe]+$/.test(text));
        state.directory.path = to?.text === null || to === undefined ? null : pathFrom(run.directory, to.text);
        return true;
      }
      case 'popd':
        state.directory.path = null;
        return true;
      case 'exit':
      case 'return':
        return false;
      case 'shift':
      case 'set':
        if (run.program === 'shift' || first?.text === '--') state.parameters.words = null;
        return true;
      case 'source':
      case '.':
      case 'eval':
        // What it sets, and which functions it defines anew, nobody knows.
        for (const name of state.variables.keys())
          if (name !== '0' && name !== 'BASH_SOURCE') state.variables.delete(name);
        return true;
      case 'bash':
      case 'sh':
        this.shellWithin(run, state);
        return true;
      case 'helm':
      case 'helm3':
      case 'microk8s.helm':
      case 'microk8s.helm3':
      case 'kubectl':
      case 'oc':
        this.runs.push(run);
        return true;
      default:
        this.written.touch(run.words.slice(1), run.program, run.directory);
        return true;
    }
  }

  /** `bash -c '…'`, and a script that is given as text. */
  private shellWithin({ words, input }: Run, state: RunState): void {
    const inside = { ...copyOf(state), functions: new Map(), parameters: { words: null } };
    inside.variables.clear();
    const option = words.findIndex(({ text }) => text !== null && /^-[a-z]*c$/.test(text));
    const given = option > 0 ? words[option + 1] : undefined;
    const text = given !== undefined ? literalOf(given, this.shell) : words.length === 1 ? input : null;
    if (text === null || 'unknown' in text || this.shells > deepestShells) return;
    this.script(text, inside);
  }

  private call(name: string, words: readonly ShellWord[], state: RunState): void {
    const { body } = state.functions.get(name) ?? {};
    if (body === undefined || state.calls.includes(name) || state.calls.length >= deepestCalls) return;
    const inside: RunState = { ...state, parameters: { words }, calls: [...state.calls, name] };
    if (body.type === 'CompoundList') this.list(body, inside);
    else this.node(body, inside, null);
  }

  private anyFunction(state: RunState): void {
    for (const name of state.functions.keys()) {
      const inside = copyOf(state, true);
      this.call(name, [], { ...inside, parameters: { words: null } });
    }
  }

  protected redirects(redirects: readonly Redirection[], state: RunState, output: StandardInput | null = null): void {
    for (const redirect of redirects) {
      if (redirect.type !== 'Redirect' || !redirect.operator.includes('>') || redirect.target === undefined) continue;
      const path = textAt(redirect.target, { shell: this.shell, state });
      const whole = redirect.operator === '>' && !state.conditional ? output : null;
      if (path !== null) this.written.write(pathFrom(state.directory.path, path), whole ?? unknownInput);
    }
  }
}
