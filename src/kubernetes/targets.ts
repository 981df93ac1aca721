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

interface Named<T> {
  readonly thing: T;
  readonly namespace: string | null;
}

/** What stands in a cluster, found by what a reference says of it. */
export class Targets<T> {
  readonly #things: Iterable<T>;
  readonly #identify: (thing: T) => Identity;
  #named: Map<string, Named<T>[]> | null = null;

  /** @param identify what a thing is called */
  constructor(things: Iterable<T>, identify: (thing: T) => Identity) {
    this.#things = things;
    this.#identify = identify;
  }

  /** Many clusters hold nothing that asks. */
  get #byName(): ReadonlyMap<string, readonly Named<T>[]> {
    if (this.#named !== null) return this.#named;
    this.#named = new Map();
    for (const thing of this.#things) {
      const { group, kind, namespace, name } = this.#identify(thing);
      const key = `${group}/${kind} ${name}`;
      const alike = this.#named.get(key);
      if (alike === undefined) this.#named.set(key, [{ thing, namespace }]);
      else alike.push({ thing, namespace });
    }
    return this.#named;
  }

  /**
   * Whatever a reference may mean: what has its namespace, then what may have it, since either of the two states
   * none. A reference that finds nothing points to nothing that is known.
   */
  find(to: Identity): readonly T[] {
    const { exact, possible } = this.#alike(to);
    return [...exact, ...possible];
  }

  /** The one thing that a reference means; null where there is none, or several may be meant. */
  one(to: Identity): T | null {
    const { exact, possible } = this.#alike(to);
    return exact[0] ?? (possible.length === 1 ? (possible[0] ?? null) : null);
  }

  #alike({ group, kind, namespace, name }: Identity): {
    readonly exact: readonly T[];
    readonly possible: readonly T[];
  } {
    const exact: T[] = [];
    const possible: T[] = [];
    for (const each of this.#byName.get(`${group}/${kind} ${name}`) ?? []) {
      if (each.namespace === namespace) exact.push(each.thing);
      else if (each.namespace === null || namespace === null) possible.push(each.thing);
    }
    return { exact, possible };
  }
}
