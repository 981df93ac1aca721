import type { MapNode, Node } from '../../source/node.ts';
import { defaulted } from './defaults.ts';
import { formatProblem } from './model/formats.ts';
import type { SchemaNode, SchemaPool, ServedKind } from './model/schema.ts';
import { lengthOf, member, put, type Value } from './model/value.ts';
import { remembered } from './pool.ts';
import { ruleBreaches } from './rule-breaches.ts';
import type { ObjectRule } from './rules/rule.ts';
import { objectRules } from './rules/rules.ts';
import { structureBreaches } from './structure.ts';

/** What a value comes to of which it is not certain at once that nothing is wrong with it. */
const unsure = Symbol('unsure');

/** The value of a node as it is stored, where it certainly keeps its schema. */
type Check = (node: Node) => Value | typeof unsure;

const never: Check = () => unsure;

/**
 * Whether the API server certainly takes an object of a kind as it stands, its metadata aside: all fields are known, all
 * bounds and rules kept. Most objects are taken: of those nothing is copied, and no path or message made, in one pass over
 * their nodes. What is not certain here, `admit` says.
 */
export type QuickCheck = (root: MapNode, kind: ServedKind) => boolean;

/** @param isPlain whether a text is what the API server gets, and nothing of it is filled in on the way there */
export function createQuickCheck(pool: SchemaPool, isPlain: (text: string) => boolean): QuickCheck {
  const checkOf: (schema: SchemaNode) => Check = remembered((schema) => withRules(schema, structureOf(schema)));
  const rootOf = remembered((root: number) => {
    const schema = pool.nodeOf(root);
    return withRules(schema, mapCheck(schema, true));
  });
  const below = (number: number | undefined): Check | null => {
    if (number === undefined) return null;
    let check: Check | null = null;
    return (node) => (check ??= checkOf(pool.nodeOf(number)))(node);
  };

  function structureOf(schema: SchemaNode): Check {
    const { type, oneOf, anyOf, allOf, not, enum: choice, isEmbedded, preservesUnknown, isIntOrString } = schema;
    const isOpen = isEmbedded === true || preservesUnknown === true || isIntOrString === true;
    if (isOpen || [oneOf, anyOf, allOf, not].some((form) => form !== undefined)) return never;
    if (type === 'object') return choice === undefined ? mapCheck(schema, false) : never;
    if (type === 'array') return choice === undefined ? listCheck(schema) : never;
    return type === undefined ? never : scalarCheck(schema);
  }

  function withRules({ rules = [] }: SchemaNode, check: Check): Check {
    if (rules.length === 0) return check;
    const known = rules.map((rule): ObjectRule | undefined =>
      typeof rule === 'string' ? objectRules[rule] : undefined,
    );
    if (known.includes(undefined)) return never;
    const all = known.filter((rule) => rule !== undefined);
    return (node) => {
      const value = check(node);
      return value === unsure || all.some((rule) => rule(value).length > 0) ? unsure : value;
    };
  }

  function scalarCheck(schema: SchemaNode): Check {
    const { type, enum: choice } = schema;
    const fits = type === 'string' ? textFits(schema) : numberFits(schema);
    return (node) => {
      if (node.kind !== 'scalar') return unsure;
      const { value } = node;
      const isFit = type === 'boolean' ? typeof value === 'boolean' : fits(value);
      return isFit && (choice === undefined || choice.includes(value)) ? value : unsure;
    };
  }

  function textFits({ minLength = 0, maxLength = Infinity, pattern, format }: SchemaNode): (value: unknown) => boolean {
    return (value) =>
      typeof value === 'string' &&
      value.length <= maxLength &&
      (minLength === 0 || lengthOf(value) >= minLength) &&
      (pattern === undefined || pool.matches(pattern, value) === true) &&
      (format === undefined || formatProblem(format, value) === null) &&
      isPlain(value);
  }

  function listCheck({ items, minItems = 0, maxItems = Infinity, listType, listMapKeys = [] }: SchemaNode): Check {
    const each = below(items);
    if (each === null) return never;
    const keys = listType === 'map' ? listMapKeys : null;
    return (node) => {
      if (node.kind !== 'list' || node.items.length < minItems || node.items.length > maxItems) return unsure;
      const list: Value[] = [];
      for (const item of node.items) {
        const value = each(item);
        if (value === unsure) return unsure;
        list.push(value);
      }
      const isKeyed = list.length > 1 && (listType === 'map' || listType === 'set');
      return isKeyed && haveTwins(list, keys) ? unsure : list;
    };
  }

  function mapCheck(schema: SchemaNode, isRoot: boolean): Check {
    const { required = [], additionalProperties, minProperties = 0, maxProperties = Infinity } = schema;
    const fields = new Map(Object.entries(schema.properties ?? {}).map(([key, number]) => [key, below(number)]));
    if (isRoot) for (const key of ofEveryObject) fields.set(key, asItStands);
    if (isRoot) fields.set('status', never);
    const others = below(additionalProperties);
    const defaults = defaultsOf(schema);
    if (defaults === null) return never;
    return (node) => {
      if (node.kind !== 'map') return unsure;
      const map: Record<string, Value> = {};
      for (const { key, value } of node.entries.values()) {
        const check = fields.get(key) ?? (isPlain(key) ? others : null);
        const made = check === null ? unsure : check(value);
        if (made === unsure) return unsure;
        put(map, key, made);
      }
      let size = node.entries.size;
      for (const [key, value] of defaults) {
        if (node.entries.has(key)) continue;
        put(map, key, value);
        size += 1;
      }
      if (size < minProperties || size > maxProperties) return unsure;
      return required.every((key) => Object.hasOwn(map, key)) ? map : unsure;
    };
  }

  /** The fields that are filled in; null where it is not certain that what is filled in keeps its schema. */
  function defaultsOf(schema: SchemaNode): readonly (readonly [string, Value])[] | null {
    // Data of the CustomResourceDefinition: JSON, as the object is.
    const all = pool.fieldsWithDefault(schema).map(([key, field]) => {
      const { value } = defaulted(field.default as Value, field, pool);
      return { key, field, value };
    });
    const isSound = all.every(({ field, value }) => structureBreaches(value, field, pool).length === 0);
    const keepRules = all.every(({ field, value }) => {
      const { breaches, isUncertain } = ruleBreaches(value, field, pool, {
        before: undefined,
        isUnchanged: () => false,
      });
      return breaches.length === 0 && !isUncertain;
    });
    return isSound && keepRules ? all.map(({ key, value }) => [key, value]) : null;
  }

  return (root, { root: number }) => rootOf(number)(root) !== unsure;
}

/** Judged apart, and read by no rule that is asked here. */
const ofEveryObject: readonly string[] = ['apiVersion', 'kind', 'metadata'];
const asItStands: Check = () => '';

function numberFits({ type, minimum, maximum, format }: SchemaNode): (value: unknown) => boolean {
  const least = minimum ?? (format === 'int32' ? -(2 ** 31) : -Infinity);
  const most = maximum ?? (format === 'int32' ? 2 ** 31 - 1 : Infinity);
  return (value) =>
    typeof value === 'number' && (type === 'number' || Number.isInteger(value)) && value >= least && value <= most;
}

/** Whether two items have the same values of the keys; with null, whether two are the same. */
function haveTwins(list: readonly Value[], keys: readonly string[] | null): boolean {
  const seen = new Set(list.map((item) => JSON.stringify(keys === null ? item : keys.map((key) => member(item, key)))));
  return seen.size < list.length;
}
