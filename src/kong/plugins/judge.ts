import type { Value, ValueMap } from '../../kubernetes/schema/model/value.ts';
import { checkFaults } from './entity-checks.ts';
import { filled } from './fill.ts';
import { CrashOnShorthand, prepared } from './prepare.ts';
import type { Refusal } from './refusal.ts';
import type { Field, PluginSchema, PluginSet } from './schema.ts';
import { fieldRefusals } from './validate.ts';

/** What a plugin is bound to, as Kong calls it. */
export type Binding = 'route' | 'service' | 'consumer';

/**
 * Why Kong refuses the configuration of a bundled plugin, as the controller sends it. Nothing is said of what the tree does
 * not tell, nor of checks that are code and were not written anew.
 * @param fills whether the controller fills the configuration in before
 * @param config what the manifest states; undefined within it is not known
 */
export function refusalsOf(
  schema: PluginSchema,
  config: ValueMap,
  bindings: readonly Binding[],
  set: PluginSet,
  fills = true,
): readonly Refusal[] {
  const record = set.field(schema.config);
  const bound = bindings.filter((binding) => schema.takesNo.includes(binding));
  const refused = bound.map((to): Refusal => ({ path: [], problem: { kind: 'binding', to } }));
  return [...refused, ...configRefusals(schema, record, fills ? filled(record, config, set) : config, set)];
}

/** A configuration with all that Kong adds to it; null where its code fails at it. */
export function completedConfig(schema: PluginSchema, config: ValueMap, set: PluginSet): ValueMap | null {
  try {
    return prepared(set.field(schema.config), config, ['config'], set);
  } catch (error) {
    if (error instanceof CrashOnShorthand) return null;
    throw error;
  }
}

function configRefusals(schema: PluginSchema, record: Field, config: ValueMap, set: PluginSet): readonly Refusal[] {
  try {
    const value: Value = prepared(record, config, ['config'], set);
    const whole: Field = { type: 'record', fields: [['config', schema.config]] };
    return unique([
      ...fieldRefusals(record, value, ['config'], set),
      ...checkFaults(whole, { config: value }, [], set, schema.checks),
    ]);
  } catch (error) {
    if (error instanceof CrashOnShorthand) return error.refusals;
    throw error;
  }
}

/** A field that is refused by itself and by a condition is told once. */
function unique(refusals: readonly Refusal[]): readonly Refusal[] {
  const seen = new Set<string>();
  return refusals.filter(({ path, problem }) => {
    const key = JSON.stringify([path, problem.kind === 'together' ? problem.needed : '']);
    return !seen.has(key) && seen.add(key);
  });
}
