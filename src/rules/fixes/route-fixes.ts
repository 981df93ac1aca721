import { readReferenceGrant, type GrantFrom, type GrantTo } from '../../gatewayapi/reference-grant.ts';
import type { BackendRef } from '../../gatewayapi/route.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { ValueChange } from '../../source/change.ts';
import { isTypingError } from '../../source/near-name.ts';
import { get } from '../../source/node.ts';

/**
 * The hostname that was meant where a listener takes another one: the first labels are kept where only the domain
 * behind them is another, which lacks labels of the listener's or has a typing error. Null where nothing is that near.
 */
export function meantHostname(asked: string, taken: string): string | null {
  if (asked.includes('*') || asked === taken) return null;
  if (!taken.startsWith('*.')) return isTypingError(asked, taken) ? taken : null;
  const domain = taken.slice('*.'.length);
  const first = asked.indexOf('.');
  if (first < 0) return null;
  const [label, rest] = [asked.slice(0, first), asked.slice(first + 1)];
  const isParent = rest.includes('.') && domain.endsWith(`.${rest}`);
  return isParent || isTypingError(rest, domain) ? `${label}.${domain}` : null;
}

/** Adds the one entry that the only grant lacks which is for the same objects, or for the same backend. */
export function permitBackend(ref: BackendRef, objects: readonly KubeObject[]): readonly ValueChange[] | null {
  const { from, to } = ref;
  const there = objects.flatMap((object) => {
    const grant = object.namespace === to.namespace ? readReferenceGrant(object) : null;
    return grant?.isClear === true ? [grant] : [];
  });
  const isFrom = (each: GrantFrom): boolean =>
    each.group === from.group && each.kind === from.kind && each.namespace === from.namespace;
  const isTo = (each: GrantTo): boolean =>
    each.group === to.group && each.kind === to.kind && (each.name === null || each.name === to.name);
  const forUs = there.filter((grant) => grant.from.some(isFrom));
  const [only, second] = forUs;
  if (only !== undefined) {
    const entry = { group: '', kind: to.kind, name: to.name };
    return second === undefined ? appended(only.object, 'to', entry) : null;
  }
  const [other, third] = there.filter((grant) => grant.to.some(isTo));
  if (other === undefined || third !== undefined || from.namespace === null) return null;
  return appended(other.object, 'from', { group: from.group, kind: from.kind, namespace: from.namespace });
}

function appended(
  grant: KubeObject,
  key: string,
  value: Readonly<Record<string, string>>,
): readonly ValueChange[] | null {
  const list = get(grant.root, 'spec', key);
  return list?.kind === 'list' ? [{ kind: 'append', list, value }] : null;
}
