import { unknown, type Fact } from '../../source/location.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import { isRelease, valuesPrefix } from '../model/origin.ts';
import { plainReleaseOf, settingOf } from './plain-kong.ts';
import type { PluginSetup } from '../model/plugin-setup.ts';
import type { Container, Workload } from '../model/workload.ts';

/** Where images look for plugins: a file mounted there makes another plugin of a name. */
const mounted = /\/kong\/plugins(?:\/([^/]+))?(?:\/|$)/;

/** The plugins of the Kong that a container is; unknown where it is not plain Kong without a database. */
export function pluginSetupOf(workload: Workload, container: Container): Fact<PluginSetup> {
  const { env } = container;
  const release = plainReleaseOf(container);
  if (release.certainty === 'unknown') return release;
  const listed = (settingOf(container, 'PLUGINS') ?? 'bundled').split(',').map((name) => name.trim());
  const added = [...chartPlugins(workload), ...mountedPlugins(workload)];
  if (listed.includes('?') || added.includes(null)) return unknown('it is not known which plugins Kong has');
  const names = [...listed, ...added].flatMap((name) => (name === null || name === 'bundled' ? [] : [name]));
  const isOther = env.has('KONG_LUA_PACKAGE_PATH') || added.length > 0;
  const bundled = listed.includes('bundled');
  if (!bundled && isOther) return unknown('it is not known which plugins Kong has');
  return { ...release, value: { release: release.value, bundled, others: names } };
}

/** The plugins that the values of a chart mount; null for one whose name is not known. */
function chartPlugins({ origin }: Workload): readonly (string | null)[] {
  if (!isReleaseOrigin(origin)) return [];
  const plugins = get(origin.values, ...valuesPrefix(origin, 'proxy'), 'plugins');
  if (plugins === undefined || isEmpty(plugins)) return [];
  if (plugins.kind !== 'map') return [null];
  return [...plugins.entries.values()].flatMap(({ value }) => {
    if (isEmpty(value)) return [];
    const items = listAt(value);
    return items.length === 0 ? [null] : items.map((item) => stringAt(item, 'pluginName')?.value ?? null);
  });
}

const isReleaseOrigin = (
  origin: Workload['origin'],
): origin is Extract<Workload['origin'], { chartVersion: unknown }> => isRelease(origin);

function isEmpty(node: Node): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  return node.kind === 'map' ? node.entries.size === 0 : node.kind === 'scalar' && node.value === null;
}

/** The names of plugins that files are mounted over; null for all of them. */
function mountedPlugins({ origin }: Workload): readonly (string | null)[] {
  const root = isReleaseOrigin(origin) ? origin.values : origin.root;
  return [...textsOf(root)].flatMap((text) => {
    const found = mounted.exec(text);
    return found === null ? [] : [found[1] ?? null];
  });
}

function* textsOf(node: Node): Iterable<string> {
  if (node.kind === 'scalar' && typeof node.value === 'string') yield node.value;
  if (node.kind === 'list') for (const item of node.items) yield* textsOf(item);
  if (node.kind === 'map') for (const { value } of node.entries.values()) yield* textsOf(value);
}
