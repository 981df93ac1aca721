import type { Listener } from '../../../gatewayapi/gateway.ts';
import { placeholderIn } from '../../../gatewayapi/placeholder.ts';
import type { ParentRef, Route } from '../../../gatewayapi/route.ts';
import type { Located } from '../../../source/location.ts';
import { covers } from './hostnames.ts';
import { traitsOf } from './kind-traits.ts';
import type { JudgedParent } from './parents.ts';

/** The hostnames that reach Kong: none stands for every host. */
export interface EffectiveHostnames {
  readonly sent: readonly string[];
  /** Hostnames of the route that are left out without a word. */
  readonly dropped: readonly Located<string>[];
}

/** The listeners that count for a parent: the named one, or all. */
function listenersOf({ gateway, ref }: JudgedParent): readonly Listener[] {
  const all = (gateway?.listeners ?? []).map(({ listener }) => listener);
  return isWhole(ref) ? all : all.filter(({ name }) => name.value === ref.sectionName?.value);
}

function isWhole({ sectionName }: ParentRef): boolean {
  return sectionName === null;
}

/**
 * The hostnames of a route that Kong gets: of an HTTPRoute those that its listeners let through, whatever their protocol
 * and state; of others their own. Null where it is not known.
 * @param own the parents that the controller looks at, in order
 */
export function effectiveHostnames(
  { kind, hostnames }: Route,
  own: readonly JudgedParent[],
  expressions: boolean | string,
): EffectiveHostnames | null {
  const written = hostnames.map(({ value }) => value);
  const { hostnames: rule } = traitsOf(kind, own[0]?.controller ?? null);
  if (rule === 'none') return { sent: [], dropped: [] };
  if (rule === 'own' || (rule === 'own-or-borrowed' && written.length > 0)) return { sent: written, dropped: [] };
  const listeners = own.flatMap(listenersOf);
  if ([...hostnames, ...listeners.flatMap(({ hostname }) => hostname ?? [])].some(isFilledIn)) return null;
  if (rule === 'own-or-borrowed') {
    if (typeof expressions === 'string') return null;
    const borrowed = listeners.flatMap(({ hostname }) => hostname?.value ?? []);
    return { sent: expressions ? [] : borrowed, dropped: [] };
  }
  if (written.length === 0) return { sent: union(own), dropped: [] };
  const narrowed = hostnames.map((hostname) => ({ hostname, sent: narrow(hostname.value, listeners) }));
  return {
    sent: narrowed.flatMap(({ sent }) => sent ?? []),
    dropped: narrowed.filter(({ sent }) => sent === null).map(({ hostname }) => hostname),
  };
}

function isFilledIn({ value }: Located<string>): boolean {
  return placeholderIn(value) !== null;
}

/** The first listener that shares requests with a hostname decides: the narrower of the two is kept. */
function narrow(hostname: string, listeners: readonly Listener[]): string | null {
  for (const listener of listeners) {
    const own = listener.hostname?.value ?? '';
    if (own === '' || covers(own, hostname)) return hostname;
    if (covers(hostname, own)) return own;
  }
  return null;
}

/** Protocols whose listeners lend their hostname to a route without any. */
const lending: readonly string[] = ['HTTP', 'HTTPS', 'TLS'];

function union(own: readonly JudgedParent[]): readonly string[] {
  const hostnames = own.flatMap((parent) =>
    listenersOf(parent)
      .filter(({ protocol }) => !isWhole(parent.ref) || lending.includes(protocol.value))
      .map(({ hostname }) => hostname?.value ?? null),
  );
  const known = hostnames.flatMap((hostname) => hostname ?? []);
  return known.length < hostnames.length ? [] : known;
}
