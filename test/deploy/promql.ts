import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

/** What was scraped: of each metric the samples of all its series, oldest first; times in seconds. */
export type Scraped = ReadonlyMap<string, readonly (readonly { readonly at: number; readonly value: number }[])[]>;

/** A vector as PromQL has it, without its labels. */
type Vector = readonly number[];

/** After so many seconds without a sample a series is gone. */
const staleness = 300;

/** Reads an expression, or throws when it is not PromQL. */
export function readExpression(text: string): SyntaxNode {
  const tree = parser.parse(text);
  const top = tree.topNode.firstChild;
  let faults = 0;
  tree.iterate({
    enter: ({ type }) => {
      if (type.isError) faults += 1;
    },
  });
  if (top === null || faults > 0) throw new Error(`not PromQL: ${text}`);
  return top;
}

/** The metrics that an expression names. */
export function metricsOf(text: string): readonly string[] {
  readExpression(text);
  return [...text.matchAll(/\b((?:portcullis|process)_\w+)/g)].map(([name]) => name);
}

/**
 * Evaluates what the alerts are written with: functions of a range, aggregations, `absent`, comparison with a number.
 * Labels are not looked at. @throws Error for anything else
 */
export function evaluate(text: string, scraped: Scraped, now: number): Vector {
  const textOf = (node: SyntaxNode): string => text.slice(node.from, node.to);
  const only = (node: SyntaxNode, name: string): SyntaxNode => {
    const found = node.getChild(name);
    if (found === null) throw new Error(`no ${name} in ${textOf(node)}`);
    return found;
  };
  const argument = (node: SyntaxNode): SyntaxNode => {
    const child = only(node, 'FunctionCallBody').firstChild;
    if (child === null) throw new Error(`nothing in ${textOf(node)}`);
    return child.name === '(' ? (child.nextSibling ?? child) : child;
  };
  const seriesOf = (selector: SyntaxNode) => scraped.get(textOf(only(selector, 'Identifier'))) ?? [];
  const valueOf = (node: SyntaxNode): Vector => {
    switch (node.name) {
      case 'BinaryExpr': {
        const [left, operator, right] = [node.firstChild, node.firstChild?.nextSibling, node.lastChild];
        if (!left || !operator || !right) throw new Error(`no comparison: ${textOf(node)}`);
        if (textOf(operator) === 'or') return valueOf(left).length > 0 ? valueOf(left) : valueOf(right);
        const bound = Number(textOf(right));
        const compare = { '>': (value: number) => value > bound, '==': (value: number) => value === bound }[
          textOf(operator)
        ];
        if (compare === undefined || Number.isNaN(bound)) throw new Error(`not known here: ${textOf(node)}`);
        return valueOf(left).filter(compare);
      }
      case 'AggregateExpr': {
        const values = valueOf(argument(node));
        const aggregate = {
          sum: (all: Vector) => all.reduce((sum, each) => sum + each, 0),
          max: (all: Vector) => Math.max(...all),
        }[textOf(only(node, 'AggregateOp'))];
        if (aggregate === undefined) throw new Error(`not known here: ${textOf(node)}`);
        return values.length === 0 ? [] : [aggregate(values)];
      }
      case 'FunctionCall': {
        const [name, inner] = [textOf(only(node, 'FunctionIdentifier')), argument(node)];
        if (name === 'absent') return valueOf(inner).length === 0 ? [1] : [];
        const seconds = secondsOf(textOf(inner).replace(/^.*\[|\]$/gs, ''));
        const ranges = seriesOf(only(inner, 'VectorSelector')).map((samples) =>
          samples.filter(({ at }) => at > now - seconds && at <= now),
        );
        const over = { increase: (range: Range) => increase(range, now, seconds), changes }[name];
        if (over === undefined) throw new Error(`not known here: ${name}`);
        return ranges.flatMap((range) => over(range) ?? []);
      }
      case 'VectorSelector':
        return seriesOf(node).flatMap((samples) => {
          const last = samples.findLast(({ at }) => at <= now);
          return last !== undefined && last.at > now - staleness ? [last.value] : [];
        });
      default:
        throw new Error(`not known here: ${node.name}`);
    }
  };
  return valueOf(readExpression(text));
}

type Range = readonly { readonly at: number; readonly value: number }[];

/** As Prometheus does: what the samples tell, extended to the ends of the range where they come near to them. */
function increase(range: Range, now: number, seconds: number): number | null {
  const [first, last] = [range[0], range.at(-1)];
  if (first === undefined || last === undefined || range.length < 2) return null;
  const resets = range.reduce(
    (sum, { value }, n) => sum + (value < (range[n - 1]?.value ?? 0) ? (range[n - 1]?.value ?? 0) : 0),
    0,
  );
  const told = last.value - first.value + resets;
  const sampled = last.at - first.at;
  const between = sampled / (range.length - 1);
  const limit = between * 1.1;
  const toStart = first.at - (now - seconds);
  const toEnd = now - last.at;
  const untilZero = told > 0 ? sampled * (first.value / told) : Infinity;
  const extended =
    sampled + Math.min(toStart < limit ? toStart : between / 2, untilZero) + (toEnd < limit ? toEnd : between / 2);
  return told * (extended / sampled);
}

function changes(range: Range): number | null {
  if (range.length === 0) return null;
  return range.filter(({ value }, n) => n > 0 && value !== range[n - 1]?.value).length;
}

/** The seconds of a duration of one unit. */
export function secondsOf(duration: string): number {
  const [, number = '', unit = ''] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
  return Number(number) * (units[unit] ?? NaN);
}
