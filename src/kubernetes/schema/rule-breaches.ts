import type { Breach } from './model/breach.ts';
import { quoted } from './model/quoted.ts';
import { olderItems, type IsUnchanged } from './ratcheting.ts';
import type { RuleBreach } from './rules/rule.ts';
import { objectRules } from './rules/rules.ts';
import { childOf, type SchemaPool, type SchemaNode } from './model/schema.ts';
import type { StatedRule } from './model/stated-rule.ts';
import { isList, isMap, isUnclear, member, type Path, type Value } from './model/value.ts';

/** What the rules of a schema say of a value. */
export interface RuleVerdict {
  readonly breaches: readonly Breach[];
  readonly isUncertain: boolean;
  /** Whether a rule stands on some value that cannot be judged here. */
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
    for (const rule of node.rules ?? []) judge(rule, value, old, node);
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

  function judge(name: string | StatedRule | null, value: Value, old: Value, node: SchemaNode): void {
    const rule = typeof name === 'string' ? objectRules[name] : name;
    if (rule === undefined || rule === null) hasUnknownRule = true;
    if (rule === undefined || rule === null || !(isClear || !isUnclear(value))) {
      isUncertain = true;
      return;
    }
    const isOldClear = old === undefined || !isUnclear(old);
    if (!isOldClear) isUncertain = true;
    const before = isOldClear ? old : undefined;
    const found = typeof rule === 'function' ? rule(value, before) : stated(rule, value, before, node);
    if (found === null) [hasUnknownRule, isUncertain] = [true, true];
    for (const { at: inner, message, isFinal = false } of found ?? []) {
      const stays = isFinal ? false : update.isUnchanged([...at]);
      if (stays === null) isUncertain = true;
      if (stays === false) breaches.push({ kind: 'rule', at: [...at, ...inner], message });
    }
  }

  /** What breaks a rule of a definition that the repository holds; null where that cannot be told. */
  function stated(rule: StatedRule, value: Value, old: Value, node: SchemaNode): readonly RuleBreach[] | null {
    const { outcome, readsOld } = pool.judge(rule, node, value, old);
    if (outcome === null) return null;
    if (outcome === 'kept') return [];
    const field = at.findLast((step) => typeof step === 'string');
    const said = rule.message === null ? '' : `, ${quoted(rule.message)}`;
    const message = `${field ?? 'the object'} breaks a rule of its definition${said}`;
    const isFinal = outcome === 'failing' || readsOld ? ({ isFinal: true } as const) : {};
    return guiltyItems(rule, value, node).map((inner) => ({ at: inner, message, ...isFinal }));
  }

  /** The items of a list that break a rule by themselves, where others keep it; else the list. */
  function guiltyItems(rule: StatedRule, value: Value, node: SchemaNode): readonly Path[] {
    if (!isList(value)) return [[]];
    const guilty = value.flatMap((item, index) =>
      pool.judge(rule, node, [item], undefined).outcome === 'kept' ? [] : [[index]],
    );
    return guilty.length > 0 && guilty.length < value.length ? guilty : [[]];
  }

  below(root, schema, update.before);
  return { breaches, isUncertain, hasUnknownRule };
}
