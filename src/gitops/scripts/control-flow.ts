import type { AndOr, Case, Command, CompoundList, If, Pipeline, PipelineNode, Redirection, Statement } from 'unbash';
import type { StandardInput } from './input.ts';
import { type RunState, copyOf, mostFunctions } from './run-state.ts';
import { constantOf, isTest } from './shell-conditions.ts';

/** Follows a script from command to command: what may not run has a state of its own, and leaves no trace in the one after it. */
export abstract class ControlFlow {
  /** Follows one command; false when the script ends with it. */
  protected abstract command(node: Command, state: RunState, piped: StandardInput | null): boolean;
  protected abstract pipeline(node: Pipeline, state: RunState): void;
  protected abstract redirects(redirects: readonly Redirection[], state: RunState): void;
  /** Ends the run without a result. */
  protected abstract giveUp(): false;
  /** Counts a step; whether there were too many. */
  protected abstract isSpent(): boolean;

  /** Runs commands one after the other; false when the script ends among them. */
  protected list({ commands }: Pick<CompoundList, 'commands'>, state: RunState): boolean {
    return commands.every((statement) => this.statement(statement, state));
  }

  private statement({ command, background }: Statement, state: RunState): boolean {
    if (this.isSpent()) return false;
    return this.node(command, background === true ? copyOf(state) : state, null);
  }

  protected node(node: PipelineNode | AndOr, state: RunState, input: StandardInput | null): boolean {
    switch (node.type) {
      case 'Command':
        return this.command(node, state, input);
      case 'AndOr':
        return this.andOr(node, state);
      case 'Pipeline':
        this.pipeline(node, state);
        return true;
      case 'If':
        return this.branches(node, state);
      case 'Case':
        this.cases(node, state);
        return true;
      case 'For':
      case 'ArithmeticFor':
      case 'Select':
        this.apart(node.body, state);
        return true;
      case 'While':
        this.list(node.clause, copyOf(state));
        this.apart(node.body, state);
        return true;
      case 'Subshell':
        this.list(node.body, copyOf(state));
        return true;
      case 'BraceGroup':
        return this.list(node.body, state);
      case 'Function':
        state.functions.set(node.name.value, node);
        return state.functions.size <= mostFunctions || this.giveUp();
      case 'Redirected':
        this.redirects(node.redirects, state);
        return this.node(node.command, state, input);
      case 'Coproc':
      case 'TestCommand':
      case 'ArithmeticCommand':
        return true;
    }
  }

  /** Runs what may not run; where it would change the directory, that is not known afterwards. */
  private apart(body: CompoundList, state: RunState): void {
    const inside = copyOf(state, true);
    this.list(body, inside);
    if (inside.directory.path !== state.directory.path) state.directory.path = null;
  }

  private andOr({ commands, operators }: AndOr, state: RunState): boolean {
    let conditional = false;
    for (const [i, command] of commands.entries()) {
      const before = commands[i - 1];
      conditional ||= i > 0 && (operators[i - 1] === '||' || (before !== undefined && isTest(before)));
      if (!conditional) {
        if (!this.node(command, state, null)) return false;
        continue;
      }
      const inside = copyOf(state, true);
      this.node(command, inside, null);
      if (operators[i - 1] === '&&' && inside.directory.path !== state.directory.path) state.directory.path = null;
    }
    return true;
  }

  /** Branches are alternatives; one that never runs is left out. */
  private branches(node: If, state: RunState): boolean {
    this.list(node.clause, state);
    const always = constantOf(node.clause);
    if (always === true) return this.list(node.then, state);
    if (always !== false) this.apart(node.then, state);
    for (const { clause, then } of node.elif) {
      this.apart(clause, state);
      this.apart(then, state);
    }
    if (node.else !== undefined) this.apart(node.else, state);
    return true;
  }

  private cases({ items }: Case, state: RunState): void {
    for (const { body } of items) this.apart(body, state);
  }
}
