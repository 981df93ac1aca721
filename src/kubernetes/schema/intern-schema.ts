import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ruleNames } from './data/rule-names.ts';
import type { StatedRule } from './model/stated-rule.ts';
import type { SchemaNode } from './model/schema.ts';
import { isList, isMap, mapOf, member, type Value } from './model/value.ts';

/** What a schema says that is not known here; nobody can tell then whether the API server takes an object. */
export type UnknownPart = 'keyword' | 'rule' | 'pattern' | 'depth';

/** Where nodes are kept, and what is known beside them. */
export interface NodeStore {
  /** The number of a node that is equal to this one, if need be a new one. */
  numberOf(node: SchemaNode): number;
  /** Whether a pattern may be held against any text: some take time without bound. */
  knowsPattern(pattern: string): boolean;
  /** What stands for a rule: its name, or null for one that cannot be judged. */
  ruleFor(rule: StatedRule): string | StatedRule | null;
  /** Told of each part that is not known, with where it stands. */
  missed(part: UnknownPart, what: string): void;
}

/** A schema that no API server would serve. */
export class UnreadableSchema extends Error {}

type Check = (value: Value) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isTexts: Check = (value) => isList(value) && value.every(isText);
const isAnything: Check = () => true;

/** Our name of a keyword, and what stands under it; those that are not here say nothing about what is valid. */
const keywords: Readonly<Record<string, readonly [name: keyof SchemaNode, check: Check]>> = {
  type: ['type', isText],
  required: ['required', isTexts],
  enum: ['enum', isList],
  default: ['default', isAnything],
  nullable: ['nullable', isBoolean],
  minimum: ['minimum', isNumber],
  maximum: ['maximum', isNumber],
  minLength: ['minLength', isNumber],
  maxLength: ['maxLength', isNumber],
  minItems: ['minItems', isNumber],
  maxItems: ['maxItems', isNumber],
  minProperties: ['minProperties', isNumber],
  maxProperties: ['maxProperties', isNumber],
  pattern: ['pattern', isText],
  format: ['format', isText],
  'x-kubernetes-list-type': ['listType', isText],
  'x-kubernetes-list-map-keys': ['listMapKeys', isTexts],
  'x-kubernetes-preserve-unknown-fields': ['preservesUnknown', isBoolean],
  'x-kubernetes-int-or-string': ['isIntOrString', isBoolean],
  'x-kubernetes-embedded-resource': ['isEmbedded', isBoolean],
};
const ignored = ['description', 'title', 'example', 'externalDocs', 'x-kubernetes-map-type', 'uniqueItems'];

/** Deeper schemas are nobody's: the API server bounds their size too. */
const deepest = 60;
/** Alternatives within alternatives are asked again and again. */
const deepestForms = 3;

/**
 * The number of a structural schema, whose equal parts stand once.
 * @throws UnreadableSchema
 */
export function internSchema(schema: Value, store: NodeStore, where: string): number {
  let misses = 0;
  const counting: NodeStore = {
    ...store,
    missed(part, what) {
      misses++;
      store.missed(part, what);
    },
  };
  return intern(withoutStatus(schema), { store: counting, misses: () => misses, where, depth: 0, forms: 0 });
}

interface Place {
  readonly store: NodeStore;
  /** How many parts were not known so far. */
  readonly misses: () => number;
  readonly where: string;
  readonly depth: number;
  readonly forms: number;
}

function intern(schema: Value, place: Place): number {
  const { store, misses, where, depth, forms } = place;
  if (!isMap(schema)) throw new UnreadableSchema(`${where}: a schema is no map`);
  if (depth > deepest) throw new UnreadableSchema(`${where}: a schema is nested too deep`);
  const node: Record<string, unknown> = {};
  const below = (inner: Value, part: string): number =>
    intern(inner, { ...place, where: `${where}${part}`, depth: depth + 1 });
  const rules: (string | StatedRule | null)[] = [];
  const miss = (part: UnknownPart, what: string): void => {
    store.missed(part, `${what} at ${where}`);
    rules.push(null);
  };
  const alternative = (inner: Value): number => intern(inner, { ...place, depth: depth + 1, forms: forms + 1 });
  const isTooManifold = forms >= deepestForms;
  for (const [keyword, value] of Object.entries(schema).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (keyword === 'properties' && isMap(value)) {
      const properties = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
      node['properties'] = mapOf(properties.map(([key, inner]) => [key, below(inner, `.${key}`)]));
    } else if (keyword === 'items') node['items'] = below(value, '[]');
    else if (keyword === 'additionalProperties') {
      if (isMap(value)) node['additionalProperties'] = below(value, '{}');
      else if (value === true) node['preservesUnknown'] = true;
    } else if (keyword === 'not' || ['oneOf', 'anyOf', 'allOf'].includes(keyword)) {
      const before = misses();
      const made = isTooManifold ? null : formsOf(keyword, value);
      if (made === null) miss('depth', keyword);
      // Of alternatives that are not all known nobody can tell how many a value fits.
      else if (misses() > before) rules.push(null);
      else node[keyword] = made;
    } else if (keyword === 'x-kubernetes-validations') {
      if (!isList(value)) throw new UnreadableSchema(`${where}: ${keyword} is no list`);
      rules.push(...value.map((each) => ruleOf(each, place)));
    } else if (Object.hasOwn(keywords, keyword)) keep(keyword, value);
    else if (!ignored.includes(keyword)) miss('keyword', keyword);
  }
  if (rules.length > 0 || isList(member(schema, 'x-kubernetes-validations'))) node['rules'] = rules;
  return store.numberOf(node);

  function formsOf(keyword: string, value: Value): number | readonly number[] {
    if (keyword === 'not') return alternative(value);
    if (!isList(value)) throw new UnreadableSchema(`${where}: ${keyword} is no list`);
    return value.map(alternative);
  }

  function keep(keyword: string, value: Value): void {
    const [name, check] = keywords[keyword] ?? ['type', isAnything];
    if (!check(value)) throw new UnreadableSchema(`${where}: ${keyword} has a value of a wrong type`);
    if (keyword === 'pattern' && typeof value === 'string' && !store.knowsPattern(value)) miss('pattern', value);
    else node[name] = value;
  }
}

function ruleOf(rule: Value, { store, where }: Place): string | StatedRule | null {
  const [expression, message] = [member(rule, 'rule'), member(rule, 'message')];
  if (typeof expression !== 'string') throw new UnreadableSchema(`${where}: a rule has no expression`);
  // Whether such a rule is asked of a new object is another matter.
  const isPlain = member(rule, 'optionalOldSelf') !== true;
  const found = isPlain ? store.ruleFor({ expression, message: typeof message === 'string' ? message : null }) : null;
  if (found === null) store.missed('rule', `${digestOf(expression)} ${where}`);
  return found;
}

/** Our name of a published rule, whose expression is known by its digest, so that none of it stands here. */
export function publishedName(expression: string): string | undefined {
  const digest = digestOf(expression);
  return Object.hasOwn(ruleNames, digest) ? ruleNames[digest] : undefined;
}

function digestOf(expression: string): string {
  return bytesToHex(sha256(utf8ToBytes(expression))).slice(0, 12);
}

/** A status that somebody writes into a manifest is dropped without a look. */
function withoutStatus(schema: Value): Value {
  const properties = member(schema, 'properties');
  if (!isMap(schema) || !isMap(properties) || !Object.hasOwn(properties, 'status')) return schema;
  return { ...schema, properties: { ...properties, status: { 'x-kubernetes-preserve-unknown-fields': true } } };
}
