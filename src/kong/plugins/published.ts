import { readPluginSchemas } from './plugin-schemas.ts';
import type { Field, PluginSchema, PluginSet } from './schema.ts';

/** The plugins of published releases of Kong; read when they are first asked for. */
export interface PublishedPlugins {
  /**
   * The plugins of the releases that a version may mean: of one for `3.9.1`, of every patch release for `3.9`. Releases
   * with the same plugins count once; none for a version that is not known.
   */
  setsOf(version: string): readonly PluginSet[];
}

/** The generated file, as scripts/plugin-schemas.ts writes it. */
interface Data {
  readonly releases: readonly (readonly [release: string, set: number])[];
  readonly sets: readonly Readonly<Record<string, number>>[];
  readonly nodes: readonly (Field | PluginSchema)[];
}

/** The plugins with a memory of their own: whoever judges many keeps one. */
export function createPublishedPlugins(): PublishedPlugins {
  let parsed: Data | null = null;
  return {
    setsOf(version) {
      parsed ??= JSON.parse(readPluginSchemas()) as Data;
      const { releases, sets, nodes } = parsed;
      const meant = releases.filter(([release]) => release === version || release.startsWith(`${version}.`));
      const distinct = new Map(meant.map(([release, set]) => [set, release]));
      return [...distinct].map(([set, release]) => pluginSet(release, sets[set] ?? {}, nodes));
    },
  };
}

function pluginSet(release: string, plugins: Readonly<Record<string, number>>, nodes: Data['nodes']): PluginSet {
  return {
    release,
    names: Object.keys(plugins),
    plugin: (name) => (Object.hasOwn(plugins, name) ? (nodes[plugins[name] ?? -1] as PluginSchema) : null),
    field: (number) => nodes[number] as Field,
  };
}
