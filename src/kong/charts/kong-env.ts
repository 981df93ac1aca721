import { RenderFailure, field, hasKey, isNil, mapOf, sortedKeys, truthy, type Value } from '../../helm/go-template.ts';
import type { Chart, RenderedEnv } from './chart.ts';
import { composed, overlay, sorted, type AutoEnv } from './env.ts';
import { listens, portMaps, streamListens, type Listens } from './listens.ts';
import { kongSettings } from './kong-settings.ts';
import { guarded } from './unknown.ts';

/** The environment of Kong: what the chart derives, then `env` as KONG_*, then `customEnv` under its own names. */
export function kongEnv(chart: Chart): ReadonlyMap<string, RenderedEnv> {
  const env: AutoEnv = new Map();
  const values = chart.values;
  kongSettings(chart, env);
  adminListen(chart, env);
  setListen(env, 'KONG_PROXY_LISTEN', field(values, 'proxy'), () => listens(chart, field(values, 'proxy')));
  setListen(env, 'KONG_STREAM_LISTEN', field(values, 'proxy', 'stream'), () => streamListens(chart));
  setListen(env, 'KONG_STATUS_LISTEN', field(values, 'status'), () => listens(chart, field(values, 'status')));
  setPortMaps(chart, env);
  setListen(env, 'KONG_CLUSTER_LISTEN', field(values, 'cluster'), () => listens(chart, field(values, 'cluster')));
  refuseBooleanLogs(chart);
  overlay(env, field(values, 'env'), 'KONG_');
  if (chart.features.customEnv) overlay(env, field(values, 'customEnv'), '');
  // Below all that the values say stands one more.
  env.set('KONG_NGINX_DAEMON', composed('off', { default: `kong/kong ${chart.features.version}` }));
  return sorted(env, field(values, 'env'));
}

function adminListen(chart: Chart, env: AutoEnv): void {
  const admin = field(chart.values, 'admin');
  if (!truthy(admin)) return;
  setListen(env, 'KONG_ADMIN_LISTEN', admin, () => listens(chart, admin, adminAddresses(chart, admin)));
}

/** While the admin Service is off, the Admin API listens on the loopback addresses alone. */
function adminAddresses(chart: Chart, admin: Value): readonly string[] | undefined {
  const { dualStack, streamAddress } = chart.features;
  const enabled = truthy(field(admin, 'enabled'));
  if (dualStack) return !enabled && !hasKey(admin, 'addresses') ? ['127.0.0.1', '[::1]'] : undefined;
  if (streamAddress && truthy(field(admin, 'address'))) return undefined;
  return [enabled ? '0.0.0.0' : '127.0.0.1'];
}

function setListen(env: AutoEnv, name: string, origin: Value, make: () => Listens): void {
  env.set(
    name,
    guarded((): RenderedEnv => {
      const made = make();
      return composed(
        made.text,
        made.entries[0]?.at ?? origin.at,
        made.entries.map((entry) => entry.at),
      );
    }),
  );
}

function setPortMaps(chart: Chart, env: AutoEnv): void {
  const proxy = field(chart.values, 'proxy');
  const maps = guarded((): RenderedEnv | null =>
    truthy(field(proxy, 'enabled')) ? composed(portMaps(chart), proxy.at) : null,
  );
  if (maps !== null) env.set('KONG_PORT_MAPS', maps);
}

function refuseBooleanLogs(chart: Chart): void {
  const env = field(chart.values, 'env');
  if (!chart.features.refusesBooleanLog || isNil(env) || env.node?.kind === 'unknown') return;
  const map = mapOf(env);
  for (const key of sortedKeys(map)) {
    const value = field(env, key);
    if (!key.includes('_log') || value.node?.kind !== 'scalar' || typeof value.node.value !== 'boolean') continue;
    throw new RenderFailure(
      `env.${key} is the boolean ${value.node.value}; write 'off' in quotes, else YAML reads a boolean, which Kong rejects`,
      value,
    );
  }
}
