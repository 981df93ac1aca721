import type { Value } from '../../kubernetes/schema/model/value.ts';

export type FieldType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'set' | 'map' | 'record';

/** What Kong's schema says of a value beside its type. Source: kong/db/schema/init.lua, `validators_order`. */
export interface Bounds {
  readonly equals?: Value;
  readonly oneOf?: readonly (string | number)[];
  readonly notOneOf?: readonly string[];
  readonly above?: number;
  readonly between?: readonly [number, number];
  /** Length in bytes of a text, items of a list or entries of a map. */
  readonly lenMin?: number;
  readonly lenMax?: number;
  readonly startsWith?: string;
  readonly matches?: string;
  readonly matchesNone?: readonly string[];
  readonly matchesAll?: readonly string[];
  readonly matchesAny?: readonly string[];
  readonly isRegex?: boolean;
  /** An item that the list must have. */
  readonly contains?: string;
  /** The name of a check that the schema states as code. */
  readonly check?: string;
}

/** A field of a plugin's configuration. Numbers are those of other fields in the generated data. */
export interface Field extends Bounds {
  readonly type: FieldType;
  readonly required?: boolean;
  readonly default?: Value;
  /** Kong makes a value where none is given, and the controller leaves it out. */
  readonly auto?: boolean;
  /** A reference to a vault stands for any text. */
  readonly referenceable?: boolean;
  readonly elements?: number;
  readonly keys?: number;
  readonly values?: number;
  readonly fields?: readonly (readonly [name: string, field: number])[];
  readonly shorthands?: readonly Shorthand[];
  readonly checks?: readonly EntityCheck[];
}

/** A name of before, which Kong replaces before it looks at the record. */
export interface Shorthand {
  readonly name: string;
  readonly field: number;
  /** Where in the record its value goes; nowhere for one that is dropped. */
  readonly into: readonly string[];
  /** The fields for which it stands, as the controller is told of them. */
  readonly replaces?: readonly (readonly string[])[];
  /** Whether Kong fails where it and the new field are given and differ. */
  readonly exclusive?: boolean;
  /** Whether a new field beside it counts. */
  readonly yields?: boolean;
  readonly fromNull?: Value;
  readonly fromOff?: Value;
}

/** A condition over several fields, by their paths in the record. */
export type EntityCheck =
  | { readonly kind: 'at-least-one-of' | 'only-one-of' | 'all-or-none'; readonly fields: readonly string[] }
  | {
      readonly kind: 'conditional';
      readonly if: string;
      readonly matches: Bounds;
      readonly field: string;
      readonly must: Bounds & { readonly required?: boolean };
    }
  | {
      readonly kind: 'one-of-if';
      readonly if: string;
      readonly matches: Bounds;
      readonly fields: readonly string[];
      readonly unless?: Bounds;
      readonly otherwise?: readonly string[];
    }
  | { readonly kind: 'custom'; readonly check: string; readonly fields: readonly string[] };

/** What is known of one bundled plugin. */
export interface PluginSchema {
  /** The kinds of Kong's entities that it may not be bound to. */
  readonly takesNo: readonly string[];
  readonly config: number;
  readonly checks: readonly EntityCheck[];
}

/** The bundled plugins of one release of Kong. */
export interface PluginSet {
  /** `3.9.1`. */
  readonly release: string;
  readonly names: readonly string[];
  plugin(name: string): PluginSchema | null;
  field(number: number): Field;
}
