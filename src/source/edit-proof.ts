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
  if (edited.unread !== null || !sameTrouble(before, edited) || !sameComments(before, edited)) return false;
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

function sameComments(old: SourceFile, edited: SourceFile): boolean {
  return (
    old.comments.length === edited.comments.length &&
    old.comments.every((comment, index) => comment.text.trimEnd() === edited.comments[index]?.text.trimEnd())
  );
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
    return 'roots' in inner && 'roots' in editedInner && this.all(inner.roots, editedInner.roots);
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
