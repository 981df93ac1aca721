import type { ASTNode } from '@marcbachmann/cel-js';
import type { SchemaNode } from '../model/schema.ts';
import { nameInRules } from './field-names.ts';
import { typeOf } from './value-type.ts';

/** What is known of a rule before it is evaluated. */
export interface Checked {
  readonly readsOld: boolean;
  readonly nodes: number;
  /** How many loops stand within each other. */
  readonly depth: number;
  /** The patterns that it holds texts against. */
  readonly patterns: readonly string[];
  /** Whether it makes lists of the parts of a text. */
  readonly splits: boolean;
  /** The most items of a list that is written in it. */
  readonly longestList: number;
  /** Where functions of the library give way to our own. */
  readonly renamed: readonly { readonly start: number; readonly name: string; readonly by: string }[];
}

/** A rule does something that is not evaluated here, or that no API server would take. */
export class NotEvaluable extends Error {}

/** The type of a part of a rule: values of a schema, single values, or lists of such. */
type PartType = { readonly of: SchemaNode } | 'scalar' | 'scalars';

const comparisons: readonly string[] = ['<', '<=', '>', '>='];
const calculations: readonly string[] = ['+', '-', '*', '/', '%'];
const loops: readonly string[] = ['all', 'exists', 'exists_one', 'filter', 'map'];
const ofTexts: Readonly<Record<string, readonly number[]>> = {
  startsWith: [1],
  endsWith: [1],
  contains: [1],
  substring: [1, 2],
};

/** Functions whose meaning in the library is narrower than, or other than, that of the API server. */
export const ownFunctions = { has: 'isGiven', matches: 'isFoundIn', duration: 'nanoseconds', isIP: 'isIP' } as const;

/**
 * Follows the types of a rule by the schema that it stands on, and lets through only what the library evaluates as the
 * API server does. Lists and maps are never compared as a whole: that of lists with keys does not heed their order.
 * @throws NotEvaluable
 */
export function checked(rule: ASTNode, self: SchemaNode, nodeOf: (number: number) => SchemaNode): Checked {
  let [nodes, depth, longestList] = [0, 0, 0];
  let [readsOld, splits] = [false, false];
  const patterns: string[] = [];
  const renamed: { start: number; name: string; by: string }[] = [];

  type Names = ReadonlyMap<string, PartType>;

  const refuse = (what: string): never => {
    throw new NotEvaluable(what);
  };

  function typed(node: SchemaNode): PartType {
    const type = typeOf(node);
    if (type === null) return refuse('a value of a type that is not evaluated');
    return type === 'scalar' ? 'scalar' : { of: node };
  }

  function scalar(node: ASTNode, names: Names, level: number): 'scalar' {
    return visit(node, names, level) === 'scalar' ? 'scalar' : refuse('a list or a map where a single value belongs');
  }

  function fieldOf(type: PartType, name: string): SchemaNode {
    if (typeof type === 'string') return refuse('a field of a single value');
    const { properties = {}, additionalProperties } = type.of;
    const key = Object.keys(properties).find((each) => nameInRules(each) === name);
    const number = key === undefined ? (typeOf(type.of) === 'map' ? additionalProperties : undefined) : properties[key];
    return number === undefined ? refuse(`a field ${name} that the schema lacks`) : nodeOf(number);
  }

  function itemOf(type: PartType): PartType {
    if (type === 'scalars') return 'scalar';
    if (type === 'scalar') return refuse('items of a single value');
    const { items } = type.of;
    if (items !== undefined) return typed(nodeOf(items));
    // Loops over a map see its keys.
    return typeOf(type.of) === 'map' ? 'scalar' : refuse('items of an object');
  }

  function visit(node: ASTNode, names: Names, level: number): PartType {
    nodes++;
    switch (node.op) {
      case 'value':
        return ['string', 'bigint', 'boolean', 'number'].includes(typeof node.args) ? 'scalar' : refuse('a literal');
      case 'id':
        if (node.args === 'oldSelf') readsOld = true;
        return names.get(node.args) ?? refuse(`the name ${node.args}`);
      case '.':
        return typed(fieldOf(visit(node.args[0], names, level), node.args[1]));
      case '[]': {
        const type = visit(node.args[0], names, level);
        scalar(node.args[1], names, level);
        return typeof type === 'object' && typeOf(type.of) === 'map' ? typed(fieldOf(type, '')) : itemOf(type);
      }
      case 'list':
        for (const item of node.args) scalar(item, names, level);
        longestList = Math.max(longestList, node.args.length);
        return 'scalars';
      case '||':
      case '&&':
      case '==':
      case '!=':
        for (const side of node.args) scalar(side, names, level);
        return 'scalar';
      case '!_':
      case '-_':
        return scalar(node.args, names, level);
      case '?:': {
        const [condition, one, other] = node.args;
        scalar(condition, names, level);
        const [type, second] = [visit(one, names, level), visit(other, names, level)];
        const isSame = typeof type === 'object' && typeof second === 'object' ? type.of === second.of : type === second;
        return isSame ? type : refuse('alternatives of two types');
      }
      case 'in':
        scalar(node.args[0], names, level);
        return itemOf(visit(node.args[1], names, level)) === 'scalar' ? 'scalar' : refuse('membership of objects');
      case 'call':
        return called(node, names, level);
      case 'rcall':
        return calledOn(node, names, level);
      default:
        if (!comparisons.includes(node.op) && !calculations.includes(node.op)) return refuse(node.op);
        for (const side of node.args as readonly ASTNode[]) scalar(side, names, level);
        return 'scalar';
    }
  }

  function called(
    { args: [name, given], start }: Extract<ASTNode, { op: 'call' }>,
    names: Names,
    level: number,
  ): PartType {
    const [argument, second] = given;
    if (argument === undefined || second !== undefined) return refuse(`${name} with another number of arguments`);
    if (name === 'has') {
      if (argument.op !== '.') return refuse('has of what is no field');
      nodes++;
      fieldOf(visit(argument.args[0], names, level), argument.args[1]);
    } else if (name === 'size') visit(argument, names, level);
    else if (name === 'duration' || name === 'isIP') scalar(argument, names, level);
    else return refuse(`the function ${name}`);
    if (Object.hasOwn(ownFunctions, name) && name !== 'isIP') {
      renamed.push({ start, name, by: ownFunctions[name as 'has' | 'duration'] });
    }
    return 'scalar';
  }

  function calledOn(
    { args: [name, on, given] }: Extract<ASTNode, { op: 'rcall' }>,
    names: Names,
    level: number,
  ): PartType {
    const receiver = visit(on, names, level);
    if (loops.includes(name)) return loop(name, receiver, given, { names, level });
    if (name === 'size' && given.length === 0) return 'scalar';
    if (receiver !== 'scalar') return refuse(`${name} of a list or a map`);
    const [first] = given;
    if (name === 'matches') {
      if (first?.op !== 'value' || typeof first.args !== 'string') return refuse('a pattern that is no literal');
      patterns.push(first.args);
      renamed.push({ start: on.end, name, by: ownFunctions.matches });
      return 'scalar';
    }
    for (const each of given) scalar(each, names, level);
    if (name === 'split' && given.length === 1) {
      splits = true;
      return 'scalars';
    }
    const isKnown = Object.hasOwn(ofTexts, name) && ofTexts[name]?.includes(given.length);
    return isKnown ? 'scalar' : refuse(`the function ${name}`);
  }

  function loop(
    name: string,
    receiver: PartType,
    [variable, body, ...others]: readonly ASTNode[],
    { names, level }: { readonly names: Names; readonly level: number },
  ): PartType {
    if (variable?.op !== 'id' || body === undefined || others.length > 0) return refuse(`${name} in another form`);
    depth = Math.max(depth, level + 1);
    const inner = new Map(names).set(variable.args, itemOf(receiver));
    scalar(body, inner, level + 1);
    if (name === 'map') return 'scalars';
    if (name !== 'filter') return 'scalar';
    return typeof receiver === 'object' && typeOf(receiver.of) === 'map' ? 'scalars' : receiver;
  }

  const root = typed(self);
  scalar(rule, new Map<string, PartType>([['self', root], ['oldSelf', root]]), 0); // prettier-ignore
  const hasGrowth = rule.input.includes('+') && /\bmap\b/.test(rule.input);
  if (hasGrowth) refuse('texts that grow from item to item');
  return { readsOld, nodes, depth, patterns, splits, longestList, renamed };
}

/** Whether a rule compares a value with the one before: then it is asked on updates alone, whatever else is in it. */
export function readsOldValue(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some(readsOldValue);
  const { op, args } = node as { readonly op?: unknown; readonly args?: unknown };
  return op === 'id' ? args === 'oldSelf' : readsOldValue(args);
}

/**
 * The text of a rule with our own functions in the place of the library's.
 * @throws NotEvaluable
 */
export function withOwnFunctions(text: string, { renamed }: Checked): string {
  let changed = text;
  for (const { start, name, by } of renamed.toSorted((a, b) => b.start - a.start)) {
    const at = changed.indexOf(name, start);
    if (at < 0 || !/^[).\s]*$/.test(changed.slice(start, at))) throw new NotEvaluable(`${name} in another form`);
    changed = `${changed.slice(0, at)}${by}${changed.slice(at + name.length)}`;
  }
  return changed;
}
