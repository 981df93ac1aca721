import { pluginSchemas } from './data/plugin-schemas.ts';

/** The schemas of Kong's plugins as they are generated. Whoever imports this loads a hundred kilobytes. */
export function readPluginSchemas(): string {
  return pluginSchemas;
}
