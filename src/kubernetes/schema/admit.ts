import type { Admission } from './model/admission.ts';
import { blocksRules } from './model/breach.ts';
import { defaulted } from './defaults.ts';
import { judgeMetadata } from './core/metadata.ts';
import { pruned } from './prune.ts';
import { comparedWith, hasStrayItem, withoutForgiven, type IsUnchanged } from './ratcheting.ts';
import { ruleBreaches } from './rule-breaches.ts';
import type { SchemaPool, SchemaNode, ServedKind } from './model/schema.ts';
import { structureBreaches } from './structure.ts';
import { has, isMap, mapOf, type Value } from './model/value.ts';

/**
 * The API server's verdict on an object of a custom kind, in the order in which it looks: metadata is decoded, unknown
 * fields go, defaults come, the structure is checked, and rules where the structure lets it. With `old` it is that on
 * an update, as from Kubernetes 1.33 on; without, that on a new object.
 * Source: https://github.com/kubernetes/apiextensions-apiserver (pkg/apiserver/schema, pkg/registry/customresource).
 */
export function admit(object: Value, kind: ServedKind, pool: SchemaPool, old?: Value): Admission {
  const root = pool.nodeOf(kind.root);
  const metadata = judgeMetadata(object, 'subdomain', kind.isNamespaced);
  if (metadata.undecodable.length > 0) {
    return { breaches: metadata.undecodable, unknownFields: [], stored: object, ...nothingOpen };
  }
  const { stored, unknownFields } = storedForm(object, root, pool);
  const before = old === undefined ? undefined : storedForm(old, root, pool).stored;
  const isUnchanged: IsUnchanged = before === undefined ? () => false : comparedWith(before, stored, root, pool);
  let isOpen = false;
  const structure = withoutForgiven(
    structureBreaches(stored, root, pool, [], () => {
      isOpen = true;
    }),
    isUnchanged,
    () =>
      hasStrayItem(before, root, pool) ||
      structureBreaches(before, root, pool).some(({ kind: each }) => each === 'duplicate'),
  );
  const breaches = [...metadata.breaches, ...structure.breaches];
  const rules = breaches.some(blocksRules) ? noRules : ruleBreaches(stored, root, pool, { before, isUnchanged });
  return {
    breaches: [...breaches, ...rules.breaches],
    unknownFields: [...metadata.unknownFields, ...unknownFields],
    stored,
    isUncertain: structure.isUncertain || rules.isUncertain || isOpen,
    hasUnknownRule: rules.hasUnknownRule || isOpen,
  };
}

const nothingOpen = { isUncertain: false, hasUnknownRule: false };
const noRules = { breaches: [], ...nothingOpen };

/** What the API server would keep of an object; nobody can state a status by applying one. */
function storedForm(object: Value, root: SchemaNode, pool: SchemaPool): Pick<Admission, 'stored' | 'unknownFields'> {
  const { value, unknownFields } = pruned(object, root, pool);
  const withoutStatus =
    isMap(value) && has(value, 'status') ? mapOf(Object.entries(value).filter(([key]) => key !== 'status')) : value;
  return { stored: defaulted(withoutStatus, root, pool).value, unknownFields };
}
