import type { Breach } from './model/breach.ts';
import { olderItems, type IsUnchanged } from './ratcheting.ts';
import { objectRules } from './rules/rules.ts';
import { childOf, type SchemaPool, type SchemaNode } from './model/schema.ts';
import { isList, isMap, isUnclear, member, type Value } from './model/value.ts';

/** What the rules of a schema say of a value. */
export interface RuleVerdict {
  readonly breaches: readonly Breach[];
  readonly isUncertain: boolean;
  /** Whether a rule stands on some value that is not known here. */
  readonly hasUnknownRule: boolean;
}

/** The object that an update replaces; `before` is undefined for a new one. */
export interface Update {
  readonly before: Value;
  readonly isUnchanged: IsUnchanged;
}

/** Every rule of the schema at the value that it stands on. */
export function ruleBreaches(root: Value, schema: SchemaNode, pool: SchemaPool, update: Update): RuleVerdict {
  const breaches: Breach[] = [];
  const olderItem = olderItems();
  const isClear = !isUnclear(root);
  let isUncertain = !isClear;
  let hasUnknownRule = false;

  /** Where the value stands whose rules are asked. */
  const at: (string | number)[] = [];

  function inside(step: string | number, value: Value, node: SchemaNode, old: Value): void {
    at.push(step);
    below(value, node, old);
    at.pop();
  }

  function below(value: Value, node: SchemaNode, old: Value): void {
    if (value === undefined || value === null) return;
    if (typeof value === 'object' && !pool.hasRules(node)) return;
    for (const rule of node.rules ?? []) judge(rule, value, old);
    if (isList(value) && node.items !== undefined) {
      const items = pool.nodeOf(node.items);
      value.forEach((item, index) => inside(index, item, items, olderItem(old, item, node)));
    } else if (isMap(value)) {
      for (const [key, each] of Object.entries(value)) {
        const number = childOf(node, key);
        if (number !== undefined) inside(key, each, pool.nodeOf(number), member(old, key));
      }
    }
  }

  function judge(name: string | null, value: Value, old: Value): void {
    const rule = name !== null && Object.hasOwn(objectRules, name) ? objectRules[name] : undefined;
    if (rule === undefined) hasUnknownRule = true;
    if (rule === undefined || !(isClear || !isUnclear(value))) {
      isUncertain = true;
      return;
    }
    const isOldClear = old === undefined || !isUnclear(old);
    if (!isOldClear) isUncertain = true;
    for (const { at: inner, message, isFinal = false } of rule(value, isOldClear ? old : undefined)) {
      const stays = isFinal ? false : update.isUnchanged([...at]);
      if (stays === null) isUncertain = true;
      if (stays === false) breaches.push({ kind: 'rule', at: [...at, ...inner], message });
    }
  }

  below(root, schema, update.before);
  return { breaches, isUncertain, hasUnknownRule };
}
