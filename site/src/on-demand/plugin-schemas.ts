let loaded: string | null = null;
let isAsked = false;

/** In place of the engine's own: until `loadPluginSchemas` was called, a review that meets a plugin ends in an error. */
export function readPluginSchemas(): string {
  isAsked = true;
  if (loaded === null) throw new Error('The schemas of plugins are not loaded.');
  return loaded;
}

/** Loads the schemas where a review ended for want of them; whether it has to be made again. */
export async function loadPluginSchemas(): Promise<boolean> {
  if (!isAsked || loaded !== null) return false;
  const module = await import('../../../src/kong/plugins/plugin-schemas.ts');
  loaded = module.readPluginSchemas();
  return true;
}
