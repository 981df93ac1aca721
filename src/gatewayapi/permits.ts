import { onceFor } from '../source/once-for.ts';
import type { GroupKind } from '../kubernetes/kind.ts';
import { isSameGroup, type ReferenceGrant } from './reference-grant.ts';
import type { Reference } from './references.ts';

/** Whose references a grant lets in. */
type From = Pick<ReferenceGrant['from'][number], 'group' | 'kind' | 'namespace'>;

/** The grants that may stand in one namespace. */
export class GrantsThere {
  readonly all: readonly ReferenceGrant[];
  /** Whether one of them may stand elsewhere, or say something else, in the cluster. */
  readonly isOpen: boolean;
  #byFrom: ReadonlyMap<string, ReadonlySet<ReferenceGrant>> | null = null;
  readonly #names = new Map<string, ReadonlySet<string | null>>();

  constructor(all: readonly ReferenceGrant[]) {
    this.all = all;
    this.isOpen = all.some((grant) => grant.namespace === null || !grant.isClear);
  }

  /** The names that objects of one kind and namespace may use of a kind; null among them: all. Empty where no grant is for both. */
  names(from: From, { group, kind }: GroupKind): ReadonlySet<string | null> {
    const key = JSON.stringify([keyOf(from), group, kind]);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    this.#byFrom ??= byFrom(this.all);
    const names = [...(this.#byFrom.get(keyOf(from)) ?? [])].flatMap(({ to }) =>
      to.filter((each) => each.group === group && each.kind === kind).map(({ name }) => name),
    );
    const found = new Set(names);
    this.#names.set(key, found);
    return found;
  }
}

function byFrom(grants: readonly ReferenceGrant[]): ReadonlyMap<string, ReadonlySet<ReferenceGrant>> {
  const found = new Map<string, Set<ReferenceGrant>>();
  for (const grant of grants)
    for (const from of grant.from) {
      const key = keyOf(from);
      const alike = found.get(key);
      if (alike === undefined) found.set(key, new Set([grant]));
      else alike.add(grant);
    }
  return found;
}

function keyOf({ group, kind, namespace }: From): string {
  return JSON.stringify([group, kind, namespace]);
}

const byNamespace = onceFor((grants: readonly ReferenceGrant[]) => ({
  stated: Map.groupBy(grants, ({ namespace }) => namespace),
  there: new Map<string, GrantsThere>(),
}));

/** The grants of a list that stand in a namespace, or may. */
export function grantsIn(grants: readonly ReferenceGrant[], namespace: string): GrantsThere {
  const { stated, there } = byNamespace(grants);
  const known = there.get(namespace);
  if (known !== undefined) return known;
  const found = new GrantsThere([...(stated.get(namespace) ?? []), ...(stated.get(null) ?? [])]);
  there.set(namespace, found);
  return found;
}

/**
 * Whether an object may name another one: in its own namespace it may, in another one a grant there has to allow
 * it. What has no namespace, or none that is known, needs no grant. For the group of the target `core` counts as
 * the empty one.
 */
export function permits(grants: readonly ReferenceGrant[], { from, to }: Pick<Reference, 'from' | 'to'>): boolean {
  if (to.namespace === null || from.namespace === null || to.namespace === from.namespace) return true;
  const there = grantsIn(grants, to.namespace);
  const groups = isSameGroup(to.group, '') ? ['', 'core'] : [to.group];
  return groups.some((group) => {
    const names = there.names({ ...from, namespace: from.namespace ?? '' }, { group, kind: to.kind });
    return names.has(null) || names.has(to.name);
  });
}
