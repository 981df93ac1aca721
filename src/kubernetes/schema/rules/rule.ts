import { plain, quoted } from '../model/quoted.ts';
import { isEqual, isList, isMap, member, has, type Path, type Value, type ValueMap } from '../model/value.ts';

/** What breaks a rule: the place below the value that the rule stands on, and what is wrong there. */
export interface RuleBreach {
  readonly at: Path;
  readonly message: string;
  /**
   * Whether no update is forgiven it: the published rule cannot be evaluated over such a value, or it compares with what
   * was before.
   */
  readonly isFinal?: true;
}

/**
 * One validation rule of a CustomResourceDefinition: what in a value breaks it, or nothing. The value has passed the
 * checks of its structure that come before rules. `old` is the value that an update replaces; undefined for a new one.
 */
export type ObjectRule = (self: Value, old?: Value) => readonly RuleBreach[];

export const holds: readonly RuleBreach[] = [];

export function broken(message: string, ...at: Path): readonly RuleBreach[] {
  return [{ at, message }];
}

/** The same where the published rule asks for what is not there, and so fails instead of saying no. */
export function failing(message: string, ...at: Path): readonly RuleBreach[] {
  return [{ at, message, isFinal: true }];
}

export function itemsOf(value: Value, key?: string): readonly Value[] {
  const list = key === undefined ? value : member(value, key);
  return isList(list) ? list : [];
}

export function textOf(value: Value, key: string): string | undefined {
  const text = member(value, key);
  return typeof text === 'string' ? text : undefined;
}

/** As much of a path as is there. */
export function existing(value: Value, keys: readonly string[]): readonly string[] {
  const [key, ...rest] = keys;
  return key !== undefined && has(value, key) ? [key, ...existing(member(value, key), rest)] : [];
}

/** Absent and empty are one to many rules. */
export function isGiven(value: Value, key: string): boolean {
  const given = member(value, key);
  return has(value, key) && given !== '' && given !== 0;
}

/** `member` belongs to one value of `field`: with another one it must not stand there. */
export function onlyWith(key: string, field: string, wanted: string): ObjectRule {
  return (self) =>
    has(self, key) && member(self, field) !== wanted
      ? broken(`${key} is only for ${field} ${wanted}, and ${stated(self, field)}`, key)
      : holds;
}

function stated(self: Value, field: string): string {
  return has(self, field) ? `${field} is ${plain(member(self, field))}` : `there is no ${field}`;
}

/** One value of `field` cannot do without `member`. */
export function neededWith(key: string, field: string, wanted: string): ObjectRule {
  return (self) =>
    !has(self, key) && member(self, field) === wanted ? broken(`${key} is required with ${field} ${wanted}`) : holds;
}

/** `member` with that value of `field`, and with no other. */
export function exactlyWith(key: string, field: string, wanted: string): ObjectRule {
  const needed = neededWith(key, field, wanted);
  const only = onlyWith(key, field, wanted);
  return (self) => [...needed(self), ...only(self)];
}

/** At most one item of a list has that value of `field`. */
export function atMostOne(field: string, wanted: string): ObjectRule {
  return (self) => {
    const found = indexesOf(self, (item) => member(item, field) === wanted);
    return found
      .slice(1)
      .flatMap((index) => broken(`${field} ${wanted} may stand once in this list; keep one of them`, index, field));
  };
}

export function indexesOf(list: Value, matches: (item: Value) => boolean): readonly number[] {
  return itemsOf(list).flatMap((item, index) => (matches(item) ? [index] : []));
}

/** No two items may have one key; null leaves an item out. The breach is at the field of the item, if there is one. */
export function unique(
  keyOf: (item: Value) => unknown,
  message: (item: Value) => string,
  ...field: readonly string[]
): ObjectRule {
  return (self) => {
    const seen = new Set<string>();
    return itemsOf(self).flatMap((item, index) => {
      const key = keyOf(item);
      if (key === null) return holds;
      const text = JSON.stringify(key);
      if (seen.has(text)) return broken(message(item), index, ...field);
      seen.add(text);
      return holds;
    });
  };
}

/** The items of a list have different values of `field`, as far as they state it. */
export function uniqueField(field: string, what: string): ObjectRule {
  return unique(
    (item) => (has(item, field) ? member(item, field) : null),
    (item) => `${field} ${plain(member(item, field))} must differ from that of every other ${what}`,
    field,
  );
}

/** Both may not stand side by side. */
export function notBoth(one: string, other: string): ObjectRule {
  return (self) => (has(self, one) && has(self, other) ? broken(beside(other, one), other) : holds);
}

export function beside(second: string, first: string): string {
  return `${second} may not stand beside ${first}; keep one of them`;
}

/** The rule for the value below a chain of keys, where it is there. */
export function below(keys: readonly string[], rule: ObjectRule): ObjectRule {
  return (self) => {
    let value = self;
    for (const key of keys) {
      if (!has(value, key)) return holds;
      value = member(value, key);
    }
    return rule(value).map((found) => ({ ...found, at: [...keys, ...found.at] }));
  };
}

/** A rule that stands at the root and reads `spec` without asking whether there is one: it fails where there is none. */
export function ofSpec(rule: ObjectRule): ObjectRule {
  return (self, old) => (has(self, 'spec') ? rule(self, old) : failing('spec is required'));
}

/** What never changes once it is there. */
export function immutable(what: string, ...keys: readonly string[]): ObjectRule {
  return (self, old) => {
    if (old === undefined) return holds;
    const valueOf = (value: Value): Value => keys.reduce<Value>((inner, key) => member(inner, key), value);
    return isEqual(valueOf(self), valueOf(old))
      ? holds
      : failing(`${what} cannot be changed; it was ${quoted(valueOf(old))}`, ...keys);
  };
}

/** Entries of a map that break a condition. */
export function keysThat(breaks: (key: string, value: Value) => boolean, message: (key: string) => string): ObjectRule {
  return (self) =>
    isMap(self)
      ? entriesOf(self).flatMap(([key, value]) => (breaks(key, value) ? broken(message(quoted(key)), key) : holds))
      : holds;
}

function entriesOf(map: ValueMap): readonly (readonly [string, Value])[] {
  return Object.entries(map);
}
