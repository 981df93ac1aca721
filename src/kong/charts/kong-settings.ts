import { gte, lt } from 'semver';
import {
  byBytes,
  elements,
  equalsText,
  field,
  isNil,
  pathText,
  printed,
  RenderFailure,
  stringOf,
  truthy,
  type Value,
} from '../../helm/go-template.ts';
import type { Place } from '../../source/location.ts';
import { get } from '../../source/node.ts';
import type { Chart, RenderedEnv } from './chart.ts';
import { composed, type AutoEnv } from './env.ts';
import { lessThan } from './image-version.ts';
import { kongSettingTable, type Gives, type KongSetting } from './kong-setting-table.ts';
import { listens } from './listens.ts';
import { guarded } from './unknown.ts';

/** Sets the variables that the chart gives Kong by itself, besides those by which it listens. */
export function kongSettings(chart: Chart, env: AutoEnv): void {
  for (const setting of kongSettingTable) if (isOf(chart, setting)) set(env, setting.name, () => rowOf(chart, setting));
  for (const name of ['KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT', 'KONG_NGINX_ADMIN_SSL_CLIENT_CERTIFICATE'])
    set(env, name, () => adminClient(chart, name));
  certificates(chart, env);
  set(env, 'KONG_ADMIN_GUI_SESSION_CONF', () => sessionConf(chart));
  set(env, 'KONG_PG_HOST', () => postgresHost(chart));
  set(env, 'KONG_PG_PORT', () => postgresPort(chart));
  set(env, 'KONG_PG_PASSWORD', () => (truthy(path(chart, 'postgresql.enabled')) ? secret(chart) : null));
  set(env, 'KONG_DECLARATIVE_CONFIG', () => declarativeConfig(chart));
  set(env, 'KONG_PLUGINS', () => plugins(chart));
}

/** Sets a variable where there is one; one that hangs on an unknown value is unknown. */
function set(env: AutoEnv, name: string, make: () => RenderedEnv | null): void {
  const made = guarded(make);
  if (made !== null) env.set(name, made);
}

const path = (chart: Chart, dotted: string): Value => field(chart.values, ...dotted.split('.'));

function isOf({ features: { version } }: Chart, { from, before }: Pick<KongSetting, 'from' | 'before'>): boolean {
  return (from === undefined || gte(version, from)) && (before === undefined || lt(version, before));
}

const since = (chart: Chart, from: string): boolean => isOf(chart, { from });

/** Where a text comes from that no value decides. */
const ofChart = ({ features: { version } }: Chart): Place => ({ default: `kong/kong ${version}` });

function rowOf(chart: Chart, { gives, on = [], off, isNot }: KongSetting): RenderedEnv | null {
  if (!on.every((each) => truthy(path(chart, each)))) return null;
  if (off !== undefined && truthy(path(chart, off))) return null;
  if (isNot !== undefined && equalsText(path(chart, isNot[0]), isNot[1])) return null;
  const at = on.length === 0 ? ofChart(chart) : path(chart, on.at(-1) ?? '').at;
  return given(chart, gives, at);
}

function given(chart: Chart, gives: Gives, at: Place): RenderedEnv {
  if ('text' in gives) return composed(gives.text, at);
  if ('secret' in gives) return secret(chart);
  if ('url' in gives) return url(path(chart, gives.url));
  if ('listens' in gives) {
    const block = path(chart, gives.listens);
    const made = listens(chart, block);
    return composed(
      made.text,
      made.entries[0]?.at ?? block.at,
      made.entries.map((entry) => entry.at),
    );
  }
  const value = path(chart, 'value' in gives ? gives.value : gives.quoted);
  if ('quoted' in gives) return composed(isNil(value) ? '' : `"${printed(value)}"`, value.at);
  return { kind: 'value', value: isNil(value) ? null : printed(value), at: value.at, node: null, entries: null };
}

/** No value states it: it is read in the cluster. */
function secret(chart: Chart): RenderedEnv {
  return { kind: 'map', json: { valueFrom: { secretKeyRef: {} } }, at: ofChart(chart) };
}

function url(ingress: Value): RenderedEnv {
  const scheme = truthy(field(ingress, 'tls')) ? 'https' : 'http';
  const own = field(ingress, 'path');
  if (isNil(own)) throw new RenderFailure(`${pathText(own.path)} is null, but the chart cuts it`, own);
  const hostname = field(ingress, 'hostname');
  return composed(`${scheme}://${printed(hostname)}${stringOf(own).replace(/\/$/, '')}`, hostname.at);
}

/** The Admin API asks for client certificates where one of two values says of which authority. */
function adminClient(chart: Chart, name: string): RenderedEnv | null {
  if (!since(chart, '2.18.0') || !truthy(path(chart, 'admin'))) return null;
  const client = path(chart, 'admin.tls.client');
  if (!truthy(field(client, 'secretName')) && !truthy(field(client, 'caBundle'))) return null;
  return composed(name.endsWith('_CLIENT') ? 'on' : '/etc/admin-client-ca/tls.crt', client.at);
}

/** Variables about certificates of cert-manager, by what has to be on for them. */
const certified: readonly (readonly [on: readonly string[], from: string, names: readonly string[]])[] = [
  [['certificates.cluster.enabled', 'cluster.enabled'], '2.22.0', ['CLUSTER_MTLS', 'CLUSTER_SERVER_NAME']],
  [['certificates.cluster.enabled', 'cluster.enabled'], '2.13.0', ['CLUSTER_CA_CERT', ...pair('CLUSTER')]],
  [['certificates.proxy.enabled'], '2.13.0', pair('SSL')],
  [['certificates.admin.enabled'], '2.13.0', pair('ADMIN_SSL')],
  [['enterprise.enabled', 'certificates.admin.enabled'], '2.13.0', pair('ADMIN_GUI_SSL')],
  [['enterprise.enabled', 'certificates.manager.enabled'], '2.52.0', pair('ADMIN_GUI_SSL')],
  [
    ['enterprise.enabled', 'certificates.portal.enabled'],
    '2.13.0',
    [...pair('PORTAL_API_SSL'), ...pair('PORTAL_GUI_SSL')],
  ],
];

function pair(name: string): readonly string[] {
  return [`${name}_CERT`, `${name}_CERT_KEY`];
}

/** The chart sets them where the cluster has cert-manager, which no file tells. */
function certificates(chart: Chart, env: AutoEnv): void {
  for (const [on, from, names] of certified) {
    if (!since(chart, from)) continue;
    for (const name of names)
      set(env, `KONG_${name}`, () => {
        if (!['certificates.enabled', ...on].every((each) => isOn(chart, each))) return null;
        const reason = 'it is set where the cluster has cert-manager';
        return { kind: 'unknown', reason, at: ofChart(chart) };
      });
  }
}

/** What is read in some clusters alone stops no release where it is not there. */
function isOn(chart: Chart, dotted: string): boolean {
  const node = get(chart.values.node, ...dotted.split('.'));
  return node !== undefined && truthy({ ...chart.values, node });
}

/** The session of Kong Manager, from a Secret. */
function sessionConf(chart: Chart): RenderedEnv | null {
  if (!['enterprise.enabled', 'enterprise.rbac.enabled'].every((each) => truthy(path(chart, each)))) return null;
  const rbac = path(chart, 'enterprise.rbac');
  const isOpenId = (): boolean => equalsText(field(rbac, 'admin_gui_auth'), 'openid-connect');
  const isSet = since(chart, '2.40.0')
    ? !isOpenId() || lessThan(chart, path(chart, 'image'), '3.6.0')
    : since(chart, '2.39.3')
      ? !isOpenId()
      : !since(chart, '2.39.0') || truthy(field(rbac, 'session_conf_secret'));
  return isSet ? secret(chart) : null;
}

function postgresHost(chart: Chart): RenderedEnv | null {
  const postgresql = path(chart, 'postgresql');
  if (!truthy(field(postgresql, 'enabled'))) return null;
  const override = field(postgresql, 'nameOverride');
  const name = `${chart.release}-${truthy(override) ? printed(override) : 'postgresql'}`.slice(0, 63);
  return composed(name.replace(/-$/, ''), postgresql.at);
}

function postgresPort(chart: Chart): RenderedEnv | null {
  if (truthy(path(chart, 'postgresql.enabled'))) {
    const port = path(chart, since(chart, '2.8.0') ? 'postgresql.service.ports.postgresql' : 'postgresql.service.port');
    return composed(printed(port), port.at);
  }
  const database = since(chart, '2.8.0') ? path(chart, 'env.database') : null;
  return database !== null && equalsText(database, 'postgres') ? composed('5432', database.at) : null;
}

/** The file that Kong reads where neither a controller nor a database tells it anything. */
function declarativeConfig(chart: Chart): RenderedEnv | null {
  if (truthy(path(chart, 'ingressController.enabled')) || !equalsText(path(chart, 'env.database'), 'off')) return null;
  const dbless = path(chart, 'dblessConfig');
  const sources = ['configMap', 'secret', 'config'].filter((key) => truthy(field(dbless, key))).length;
  const isSet = since(chart, '2.16.3') ? sources === 1 : since(chart, '2.15.2') ? sources > 1 : true;
  return isSet ? composed('/kong_dbless/kong.yml', dbless.at) : null;
}

/** Those that Kong brings, and those that the values mount or name. */
function plugins(chart: Chart): RenderedEnv | null {
  const all = path(chart, 'plugins');
  if (since(chart, '2.35.1') && !truthy(all)) return null;
  const mounted = ['configMaps', 'secrets'].flatMap((key) =>
    elements(field(all, key)).flatMap((plugin) => {
      const name = field(plugin, 'pluginName');
      return isNil(name) ? [] : [printed(name)];
    }),
  );
  const names = ['bundled', ...mounted, ...(since(chart, '2.47.0') ? preInstalled(field(all, 'preInstalled')) : [])];
  return composed((since(chart, '2.15.0') ? [...new Set(names)] : names).join(','), all.at);
}

/** In the order in which Go visits the keys that Sprig's `split` gives the parts: `_0`, `_1`, `_10`, `_2`. */
function preInstalled(value: Value): readonly string[] {
  if (!truthy(value)) return [];
  const parts = stringOf(value).split(',');
  return parts
    .map((part, i) => ({ part, key: `_${i}` }))
    .toSorted((a, b) => byBytes(a.key, b.key))
    .map(({ part }) => part);
}
