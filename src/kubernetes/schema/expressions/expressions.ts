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
/** How many of them are a unit of a review's work. */
const stepsOfUnit = 250;
/** To make a value of the library's of each part of an object, and to begin to look for a pattern. */
const stepsOfPart = 20;
const stepsOfSearch = 100;
/** So long a rule is read in one: it is parsed twice. */
const charactersOfUnit = 20;

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
 * @param budget what all evaluations may take, in units of a review's work
 */
export function createExpressions(budget: Pick<Budget, 'left' | 'spend'>): Expressions {
  const extents = new WeakMap<object, Extent>();
  /** All rules of a value are judged one after the other. */
  let last: { readonly value: Value; readonly node: SchemaNode; readonly self: unknown } | null = null;
  const patterns = new Map<string, RE2JS>();
  const environment = environmentWith(patterns);

  function ready({ expression }: StatedRule, node: SchemaNode, nodeOf: (number: number) => SchemaNode): ReadyRule {
    if (budget.left === 0) return { readsOld: false, judge: () => null };
    budget.spend(expression.length / charactersOfUnit);
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
        if (budget.left === 0) return null;
        const work = workOf(known, size, extentOf([value, old], extents));
        const translated = last !== null && last.value === value && last.node === node ? last : null;
        const cost = (work + (translated === null ? stepsOfPart * extentOf(value, extents).parts : 0)) / stepsOfUnit;
        if (work > mostWork || cost > budget.left) return null;
        budget.spend(cost);
        last = translated ?? { value, node, self: celValue(value, node, nodeOf) };
        const { self } = last;
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
function workOf(known: Checked, patternSize: number, { items, text }: Extent): number {
  const longest = Math.max(1, items, known.longestList, known.splits ? text + 1 : 0);
  const steps = known.nodes + known.patterns.length * stepsOfSearch;
  return steps * longest ** known.depth * (1 + (text * (1 + patternSize)) / 1000);
}

/** The longest list and the longest text within a value, and of how many values it is made. */
interface Extent {
  readonly items: number;
  readonly text: number;
  readonly parts: number;
}

/** @param known those of values that were asked about before, as every rule of a value asks again */
function extentOf(value: Value, known: WeakMap<object, Extent>): Extent {
  if (typeof value === 'string') return { items: 0, text: value.length, parts: 1 };
  if (!isList(value) && !isMap(value)) return { items: 0, text: 0, parts: 1 };
  const found = known.get(value);
  if (found !== undefined) return found;
  const inner = isList(value) ? value : Object.values(value);
  let [items, text, parts] = [inner.length, 0, 1];
  for (const each of inner) {
    const below = extentOf(each, known);
    items = Math.max(items, below.items);
    text = Math.max(text, below.text);
    parts += below.parts;
  }
  const extent = { items, text, parts };
  known.set(value, extent);
  return extent;
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
