import { kongPlugin } from '../kubernetes/kinds.ts';
import type { PluginRef, Route } from './route.ts';

/** A plugin that a route names, and which rules do; null for the whole route. */
export interface RoutePlugin {
  readonly ref: PluginRef;
  readonly rule: number | null;
}

/** The plugins of a route's annotation and of the ExtensionRefs of its rules. */
export function pluginsNamedBy({ plugins, rules }: Route): readonly RoutePlugin[] {
  return [
    ...plugins.map((ref) => ({ ref, rule: null })),
    ...rules.flatMap(({ filters }, rule) =>
      filters.flatMap(({ extension }) => {
        if (extension?.group !== kongPlugin.group || extension.kind !== kongPlugin.kind) return [];
        return [{ ref: { namespace: null, name: extension.name.value, at: extension.name.at }, rule }];
      }),
    ),
  ];
}
