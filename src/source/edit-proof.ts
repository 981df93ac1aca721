import type { ValueChange } from './change.ts';
import type { SourceFile } from './document.ts';
import { embeddedRoots } from './embedded.ts';
import { isJsonMap } from './write-yaml.ts';
import { isList, toJson } from './json.ts';
import type { LineIndex } from './line-index.ts';
import { isLocation } from './location.ts';
import type { Location } from './location.ts';
import type { Json, Node } from './node.ts';
import { parseYaml } from './parse.ts';

/**
 * Whether an edited text says exactly what the change asks for: the target has changed as wanted,
 * every other value and every comment is as before. Looks through YAML embedded in scalars.
 */
export function keepsEverythingElse(change: ValueChange, target: Node, before: SourceFile, after: string): boolean {
  if (!isLocation(target.at)) return false;
  const edited = parseYaml(before.path, after);
  if (edited.unread !== null || !sameTrouble(before, edited) || !sameComments(before, edited, change.kind === 'move'))
    return false;
  const comparison = new Comparison(target, target.at, wanted(change), before.lines, edited.lines);
  const same = comparison.all(
    before.documents.map((document) => document.root),
    edited.documents.map((document) => document.root),
  );
  return same && comparison.found;
}

function sameTrouble(old: SourceFile, edited: SourceFile): boolean {
  return old.unread === null && old.problems.length === edited.problems.length;
}

function sameComments(old: SourceFile, edited: SourceFile, inAnyOrder: boolean): boolean {
  const [one, other] = [old, edited].map(({ comments }) => {
    const texts = comments.map(({ text }) => text.trimEnd());
    return inAnyOrder ? texts.toSorted() : texts;
  });
  return one?.length === other?.length && one?.every((text, index) => text === other?.[index]) === true;
}

/** What the target must be afterwards. */
function wanted(change: ValueChange): (node: Node) => Json {
  return (node) => {
    switch (change.kind) {
      case 'set':
        return change.value;
      case 'append':
        return [...listOf(toJson(node)), change.value];
      case 'put':
        return putInto(toJson(node), change.path, change.value);
      case 'move':
        return moveIn(toJson(node), change);
    }
  };
}

function listOf(json: Json): readonly Json[] {
  return isList(json) ? json : [];
}

function putInto(json: Json, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const map = isJsonMap(json) ? json : {};
  return Object.fromEntries([
    ...Object.entries(map),
    [key, putInto(Object.hasOwn(map, key) ? map[key] : null, rest, value)],
  ]);
}

function moveIn(json: Json, { from, to }: Extract<ValueChange, { kind: 'move' }>): Json {
  return mergeInto(without(json, from), to, valueAt(json, from));
}

function valueAt(json: Json, path: readonly (string | number)[]): Json {
  return path.reduce<Json>((here, step) => childOf(here, step), json);
}

function childOf(json: Json, step: string | number): Json {
  if (isList(json)) return typeof step === 'number' ? json[step] : undefined;
  return isJsonMap(json) && typeof step === 'string' && Object.hasOwn(json, step) ? json[step] : undefined;
}

/** Without the value at a path, and without the maps that only held it; what the path begins with stays. */
function without(json: Json, [step, ...rest]: readonly (string | number)[]): Json {
  if (isList(json)) return json.map((item, index) => (index === step ? without(item, rest) : item));
  if (!isJsonMap(json) || typeof step !== 'string') return json;
  const { [step]: own, ...others } = json;
  const left = rest.length === 0 ? undefined : without(own, rest);
  return left === undefined || (isJsonMap(left) && Object.keys(left).length === 0)
    ? others
    : { ...others, [step]: left };
}

function mergeInto(json: Json, path: readonly (string | number)[], value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return isJsonMap(json) && isJsonMap(value) ? merged(json, value) : value;
  if (isList(json)) return json.map((item, index) => (index === step ? mergeInto(item, rest, value) : item));
  const map = isJsonMap(json) ? json : {};
  return { ...map, [step]: mergeInto(Object.hasOwn(map, step) ? map[step] : undefined, rest, value) };
}

function merged(one: { readonly [key: string]: Json }, other: { readonly [key: string]: Json }): Json {
  return Object.entries(other).reduce<Json>((all, [key, value]) => mergeInto(all, [key], value), one);
}

class Comparison {
  found = false;
  private readonly kind: Node['kind'];
  private readonly target: Location;
  private readonly desired: (node: Node) => Json;
  private readonly before: LineIndex;
  private readonly after: LineIndex;

  constructor({ kind }: Node, target: Location, desired: (node: Node) => Json, before: LineIndex, after: LineIndex) {
    this.kind = kind;
    this.target = target;
    this.desired = desired;
    this.before = before;
    this.after = after;
  }

  all(old: readonly Node[], edited: readonly Node[]): boolean {
    return old.length === edited.length && old.every((node, index) => this.same(node, edited[index]));
  }

  private same(old: Node, edited: Node | undefined): boolean {
    if (edited === undefined) return false;
    if (this.isTarget(old)) {
      this.found = true;
      return equal(toJson(edited), this.desired(old));
    }
    if (old.kind === 'map' && edited.kind === 'map') {
      if (old.entries.size !== edited.entries.size) return false;
      return [...old.entries].every(([key, entry]) => this.same(entry.value, edited.entries.get(key)?.value));
    }
    if (old.kind === 'list' && edited.kind === 'list') return this.all(old.items, edited.items);
    if (old.kind !== 'scalar' || edited.kind !== 'scalar') return false;
    return Object.is(old.value, edited.value) || this.sameInside(old, edited);
  }

  private isTarget({ kind, at }: Node): boolean {
    return isLocation(at) && at.start === this.target.start && at.end === this.target.end && kind === this.kind;
  }

  /** A scalar around the target may differ as text; what is written in it is compared instead. */
  private sameInside(old: Node, edited: Node): boolean {
    if (old.kind !== 'scalar' || edited.kind !== 'scalar' || !isLocation(old.at)) return false;
    if (old.at.start > this.target.start || this.target.end > old.at.end) return false;
    const inner = embeddedRoots(old, this.before);
    const editedInner = embeddedRoots(edited, this.after);
    if (!('roots' in inner) || !('roots' in editedInner)) return false;
    // Plain text is YAML too, and holds nothing but itself.
    return inner.roots.every(({ kind }) => kind !== 'scalar') && this.all(inner.roots, editedInner.roots);
  }
}

/** Deep equality of plain data; the order of keys does not matter. */
export function equal(a: Json, b: Json): boolean {
  if (isList(a) || isList(b)) {
    return isList(a) && isList(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (isJsonMap(a) && isJsonMap(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
  }
  return Object.is(a, b);
}
