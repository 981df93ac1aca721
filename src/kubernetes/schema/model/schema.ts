import type { RuleOutcome, StatedRule } from './stated-rule.ts';
import type { Value } from './value.ts';

/**
 * The structural schema of a value, as a CustomResourceDefinition states it in OpenAPI v3, without descriptions.
 * Sub-schemas are numbers of nodes in one pool, because the kinds and versions of a bundle share most of theirs.
 */
export interface SchemaNode {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly properties?: Readonly<Record<string, number>>;
  /** The schema of values under keys that `properties` does not name. */
  readonly additionalProperties?: number;
  readonly items?: number;
  readonly required?: readonly string[];
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly oneOf?: readonly number[];
  readonly anyOf?: readonly number[];
  readonly allOf?: readonly number[];
  readonly not?: number;
  /** `x-kubernetes-list-type`: `map` and `set` allow no duplicates. */
  readonly listType?: 'atomic' | 'map' | 'set';
  /** `x-kubernetes-list-map-keys`. */
  readonly listMapKeys?: readonly string[];
  /** `x-kubernetes-preserve-unknown-fields`. */
  readonly preservesUnknown?: boolean;
  /** `x-kubernetes-int-or-string`. */
  readonly isIntOrString?: boolean;
  /** `x-kubernetes-embedded-resource`. */
  readonly isEmbedded?: boolean;
  /**
   * `x-kubernetes-validations`: rules by name, as a definition of a repository states one that is not known here, or
   * null for what cannot be judged at all.
   */
  readonly rules?: readonly (string | StatedRule | null)[];
}

/** The number of the schema of what stands under a key of a map; undefined where none is stated. */
export function childOf({ properties, additionalProperties }: SchemaNode, key: string): number | undefined {
  return properties && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
}

/** One version of one kind as a set of CustomResourceDefinitions serves it. */
export interface ServedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  /** The number of the root's node. */
  readonly root: number;
}

/** What the API server fills in, as far as several schemas agree on it; without anything else of a schema. */
export interface DefaultsTree {
  /** The default with all that is filled in below it; undefined where there is none. */
  readonly value: Value;
  /** Whether a null stays one by some of the schemas. */
  readonly nullable: boolean;
  readonly fields: ReadonlyMap<string, DefaultsTree>;
  /** Below every key of a map. */
  readonly others: DefaultsTree | null;
  readonly items: DefaultsTree | null;
}

/** What a stated rule says of a value, and whether it compares it with the one before. */
export interface StatedVerdict {
  readonly outcome: RuleOutcome;
  readonly readsOld: boolean;
}

/** Nodes by their numbers, and what is worked out for them once. */
export interface SchemaPool {
  nodeOf(number: number): SchemaNode;
  /** Whether a text holds a match of a pattern of Go's regexp; null where that would be too much work. */
  matches(pattern: string, text: string): boolean | null;
  /** What a rule of a definition that a repository holds says of a value of the node; null where that cannot be told. */
  judge(rule: StatedRule, node: SchemaNode, value: Value, old: Value): StatedVerdict;
  /** Whether a default stands at a node or below it. */
  hasDefaults(node: SchemaNode): boolean;
  /** The fields of a node that have a default, with their schemas. */
  fieldsWithDefault(node: SchemaNode): readonly (readonly [string, SchemaNode])[];
  /** What all schemas with these numbers fill in; null where there is nothing. */
  commonDefaults(numbers: readonly number[]): DefaultsTree | null;
  /** Whether a rule stands at a node or below it. */
  hasRules(node: SchemaNode): boolean;
}
