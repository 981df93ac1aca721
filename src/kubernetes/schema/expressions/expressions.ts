import { Environment, EvaluationError, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Budget } from '../../../source/budget.ts';
import { durationOf } from '../model/duration.ts';
import type { Expressions, ReadyRule } from '../model/expressions.ts';
import { isIp } from '../model/formats.ts';
import type { SchemaNode } from '../model/schema.ts';
import type { RuleOutcome, StatedRule } from '../model/stated-rule.ts';
import { isList, isMap, type Value } from '../model/value.ts';
import { celValue } from './cel-value.ts';
import { checked, NotEvaluable, ownFunctions, readsOldValue, withOwnFunctions, type Checked } from './checked.ts';

/** Several times what the longest published rule has. */
const bounds = { length: 6000, nodes: 1500, nesting: 100, pattern: 1000 } as const;
/** Steps of one rule over one value: those of a list of 64 listeners, each compared with each. */
const mostWork = 1_000_000;

/** Why the API server says that a rule fails, and no fault of the library. */
const failures: readonly string[] = [
  'no_such_key',
  'index_out_of_bounds',
  'index_out_of_range',
  'division_by_zero',
  'modulo_by_zero',
  'numeric_overflow',
];

/**
 * Evaluates rules with a library, whose hosts are told to load it only where a repository has rules that are not known.
 * @param budget steps that all evaluations may take together
 */
export function createExpressions(budget: Pick<Budget, 'left' | 'spend'>): Expressions {
  const patterns = new Map<string, RE2JS>();
  const environment = environmentWith(patterns);

  function ready({ expression }: StatedRule, node: SchemaNode, nodeOf: (number: number) => SchemaNode): ReadyRule {
    const ast = expression.length > bounds.length ? null : orNull(() => environment.parse(expression).ast);
    const readsOld = readsOldValue(ast);
    const judge = ast === null ? null : orNull(() => judgeOf(ast));
    return { readsOld, judge: judge ?? (() => null) };

    function judgeOf(rule: ASTNode): ReadyRule['judge'] {
      const known = checked(rule, node, nodeOf);
      let size = 0;
      for (const pattern of known.patterns) {
        const compiled = patterns.get(pattern) ?? RE2JS.compile(bounded(pattern));
        patterns.set(pattern, compiled);
        size += compiled.programSize();
      }
      const program = environment.parse(withOwnFunctions(expression, known));
      return (value, old) => {
        const work = workOf(known, size, value, old);
        if (work > mostWork || work > budget.left) return null;
        budget.spend(work);
        const self = celValue(value, node, nodeOf);
        return outcomeOf(() => program(readsOld ? { self, oldSelf: celValue(old, node, nodeOf) } : { self }));
      };
    }
  }
  return { ready };
}

/** Null where the library refuses a rule, or we do not let it through. */
function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    const isRefused = [NotEvaluable, ParseError, EvaluationError, RE2JSSyntaxException].some(
      (each) => error instanceof each,
    );
    if (isRefused) return null;
    throw error;
  }
}

function bounded(pattern: string): string {
  if (pattern.length > bounds.pattern) throw new NotEvaluable('a pattern that is too long');
  return pattern;
}

function outcomeOf(evaluate: () => unknown): RuleOutcome {
  try {
    const result = evaluate();
    return typeof result === 'boolean' ? (result ? 'kept' : 'broken') : null;
  } catch (error) {
    if (error instanceof EvaluationError) return failures.includes(error.code) ? 'failing' : null;
    throw error;
  }
}

/** At most so many steps: every loop over the longest list, and every text held against every pattern. */
function workOf(known: Checked, patternSize: number, ...values: readonly Value[]): number {
  const { items, text } = extentOf(values);
  const longest = Math.max(1, items, known.longestList, known.splits ? text + 1 : 0);
  return known.nodes * longest ** known.depth * (1 + (text * (1 + patternSize)) / 1000);
}

/** The longest list and the longest text within a value. */
function extentOf(value: Value): { readonly items: number; readonly text: number } {
  if (typeof value === 'string') return { items: 0, text: value.length };
  const inner = isList(value) ? value : isMap(value) ? Object.values(value) : [];
  let [items, text] = [inner.length, 0];
  for (const each of inner) {
    const below = extentOf(each);
    items = Math.max(items, below.items);
    text = Math.max(text, below.text);
  }
  return { items, text };
}

interface Macro {
  readonly args: readonly { readonly args: readonly [left: unknown, field: string] }[];
}
interface Evaluator {
  run(node: unknown, context: unknown): unknown;
}
interface TypeChecker {
  check(node: unknown, context: unknown): unknown;
  getType(name: string): unknown;
}

function environmentWith(patterns: ReadonlyMap<string, RE2JS>): Environment {
  const { nodes, nesting } = bounds;
  return new Environment({ limits: { maxAstNodes: nodes, maxDepth: nesting } })
    .registerVariable('self', 'dyn')
    .registerVariable('oldSelf', 'dyn')
    .registerFunction(`${ownFunctions.isIP}(string): bool`, isIp)
    .registerFunction(`${ownFunctions.duration}(string): int`, nanoseconds)
    .registerFunction(`string.${ownFunctions.matches}(string): bool`, (text: string, pattern: string) => {
      const compiled = patterns.get(pattern);
      if (compiled === undefined) throw new NotEvaluable('a pattern that was not compiled');
      return compiled.test(text);
    })
    .registerFunction(`${ownFunctions.has}(ast): bool`, ({ args }: { readonly args: Macro['args'] }) => ({
      args,
      typeCheck(checker: TypeChecker, macro: Macro, context: unknown) {
        checker.check(macro.args[0]?.args[0], context);
        return checker.getType('bool');
      },
      evaluate(evaluator: Evaluator, macro: Macro, context: unknown) {
        const [left, field] = macro.args[0]?.args ?? [undefined, ''];
        const holder = evaluator.run(left, context);
        return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, field);
      },
    }));
}

function nanoseconds(text: string): bigint {
  const duration = durationOf(text);
  if (duration === null) throw new EvaluationError({ code: 'no_such_key', message: 'no duration' });
  return BigInt(Math.round(duration));
}
