import type { GroupKind } from './kind.ts';
import type { KubeObject } from './object.ts';

/** What identifies one object in a cluster; the namespace is null where nothing states it, and for what has none. */
export interface Identity extends GroupKind {
  readonly namespace: string | null;
  readonly name: string;
}

/** What an object is called. */
export function identityOf({ group, kind, namespace, name }: KubeObject): Identity {
  return { group, kind, namespace, name: name.value };
}

/** Things of one kind and name, in the order in which they stand. */
interface Alike<T> extends GroupKind {
  readonly things: T[];
  /** The namespace of each. */
  readonly namespaces: (string | null)[];
  /** The same by namespace; made where there are many, as of what every namespace has. */
  byNamespace: ReadonlyMap<string | null, readonly T[]> | null;
}

/** So many are looked through one by one. */
const few = 8;

/** What stands in a cluster, found by what a reference says of it. */
export class Targets<T> {
  readonly #things: Iterable<T>;
  readonly #identify: (thing: T) => Identity;
  #named: Map<string, Alike<T>[]> | null = null;

  /** @param identify what a thing is called */
  constructor(things: Iterable<T>, identify: (thing: T) => Identity) {
    this.#things = things;
    this.#identify = identify;
  }

  /** Many clusters hold nothing that asks. */
  get #byName(): ReadonlyMap<string, Alike<T>[]> {
    if (this.#named !== null) return this.#named;
    this.#named = new Map();
    for (const thing of this.#things) {
      const { group, kind, namespace, name } = this.#identify(thing);
      const kinds = this.#named.get(name);
      const alike = kinds?.find((each) => each.kind === kind && each.group === group);
      if (alike !== undefined) {
        alike.things.push(thing);
        alike.namespaces.push(namespace);
        continue;
      }
      const first: Alike<T> = { group, kind, things: [thing], namespaces: [namespace], byNamespace: null };
      if (kinds === undefined) this.#named.set(name, [first]);
      else kinds.push(first);
    }
    return this.#named;
  }

  /**
   * Whatever a reference may mean: what has its namespace, then what may have it, since either of the two states
   * none. A reference that finds nothing points to nothing that is known.
   */
  find({ group, kind, namespace, name }: Identity): readonly T[] {
    const alike = this.#alike(group, kind, name);
    if (alike === undefined) return [];
    const exact = standingIn(namespace, alike);
    const possible = possiblyIn(namespace, alike);
    return possible.length === 0 ? exact : [...exact, ...possible];
  }

  /** The one thing that a reference means; null where there is none, or several may be meant. */
  one({ group, kind, namespace, name }: Identity): T | null {
    const alike = this.#alike(group, kind, name);
    if (alike === undefined) return null;
    const [exact] = standingIn(namespace, alike);
    if (exact !== undefined) return exact;
    const possible = possiblyIn(namespace, alike);
    return possible.length === 1 ? (possible[0] ?? null) : null;
  }

  #alike(group: string, kind: string, name: string): Alike<T> | undefined {
    // Thousands ask: nothing is made for it.
    for (const each of this.#byName.get(name) ?? none) if (each.kind === kind && each.group === group) return each;
    return undefined;
  }
}

const none: readonly never[] = [];

/** What states a namespace, or states none as the reference does. */
function standingIn<T>(namespace: string | null, alike: Alike<T>): readonly T[] {
  const { things, namespaces } = alike;
  if (things.length === 1) return namespaces[0] === namespace ? things : none;
  if (things.length <= few) return things.filter((_, index) => namespaces[index] === namespace);
  alike.byNamespace ??= byNamespace(alike);
  return alike.byNamespace.get(namespace) ?? none;
}

/** What may stand in the namespace, since it states none, or the reference does not. */
function possiblyIn<T>(namespace: string | null, alike: Alike<T>): readonly T[] {
  if (namespace !== null) return standingIn(null, alike);
  return alike.things.filter((_, index) => alike.namespaces[index] !== null);
}

function byNamespace<T>({ things, namespaces }: Alike<T>): ReadonlyMap<string | null, readonly T[]> {
  const found = new Map<string | null, T[]>();
  for (const [index, thing] of things.entries()) {
    const namespace = namespaces[index] ?? null;
    const there = found.get(namespace);
    if (there === undefined) found.set(namespace, [thing]);
    else there.push(thing);
  }
  return found;
}
