import { describe, expect, test } from 'vitest';
import { render } from './release.ts';

/** A variable of Kong, as Helm 4.1 makes it: `?` for one that no value tells, null for none. */
function made(values: string, version: string, name: string): string | null {
  const [proxy] = render(values, version).workloads.flatMap(({ containers }) =>
    containers.filter(({ role }) => role === 'proxy'),
  );
  const value = proxy?.env.get(`KONG_${name}`);
  if (value === undefined) return null;
  return value.kind === 'unknown' ? '?' : value.value;
}

describe('what the chart gives Kong by itself', () => {
  test.each([
    ['3.4.1', '{}', 'LUA_PACKAGE_PATH', '/opt/?.lua;/opt/?/init.lua;;'],
    ['3.4.1', '{}', 'NGINX_DAEMON', 'off'],
    ['3.4.1', 'env: {nginx_daemon: "on"}', 'NGINX_DAEMON', 'off'],
    ['3.4.1', '{}', 'PROXY_STREAM_ACCESS_LOG', '/dev/stdout basic'],
    ['2.10.2', '{}', 'PROXY_STREAM_ACCESS_LOG', null],
    ['2.10.2', '{}', 'PROXY_ACCESS_LOG', '/dev/stdout'],
    ['3.4.1', '{}', 'STATUS_ACCESS_LOG', 'off'],
    ['3.4.1', 'ingressController: {enabled: false}', 'KIC', null],

    ['2.35.0', '{}', 'PLUGINS', 'bundled'],
    ['2.35.1', '{}', 'PLUGINS', null],
    ['2.35.1', 'plugins: {configMaps: []}', 'PLUGINS', 'bundled'],
    ['2.14.0', 'plugins: {configMaps: [{pluginName: a}, {pluginName: a}]}', 'PLUGINS', 'bundled,a,a'],
    ['2.15.0', 'plugins: {configMaps: [{pluginName: a}, {}], secrets: [{pluginName: a}]}', 'PLUGINS', 'bundled,a'],
    ['2.46.0', 'plugins: {preInstalled: "b,a"}', 'PLUGINS', 'bundled'],
    ['2.47.0', 'plugins: {preInstalled: "b,a"}', 'PLUGINS', 'bundled,b,a'],
    ['3.4.1', 'plugins: {preInstalled: "0,1,2,3,4,5,6,7,8,9,10"}', 'PLUGINS', 'bundled,0,1,10,2,3,4,5,6,7,8,9'],
    ['3.4.1', 'plugins: {configMaps: [{pluginName: a}]}\nenv: {plugins: bundled}', 'PLUGINS', 'bundled'],

    [
      '3.4.1',
      'admin: {ingress: {enabled: true, hostname: a.example.com, path: /x/}}',
      'ADMIN_API_URI',
      'http://a.example.com/x',
    ],
    [
      '3.4.1',
      'admin: {ingress: {enabled: true, hostname: a.example.com, tls: t}}',
      'ADMIN_GUI_API_URL',
      'https://a.example.com',
    ],
    ['2.26.3', 'admin: {ingress: {enabled: true, hostname: a.example.com}}', 'ADMIN_GUI_API_URL', null],
    ['3.4.1', 'admin: {tls: {client: {secretName: ca}}}', 'NGINX_ADMIN_SSL_VERIFY_CLIENT', 'on'],
    ['2.17.1', 'admin: {tls: {client: {secretName: ca}}}', 'NGINX_ADMIN_SSL_VERIFY_CLIENT', null],

    ['3.4.1', 'ingressController: {enabled: false}', 'DECLARATIVE_CONFIG', null],
    ['2.14.0', 'ingressController: {enabled: false}', 'DECLARATIVE_CONFIG', '/kong_dbless/kong.yml'],
    ['2.16.2', 'ingressController: {enabled: false}\ndblessConfig: {configMap: c}', 'DECLARATIVE_CONFIG', null],
    [
      '2.16.3',
      'ingressController: {enabled: false}\ndblessConfig: {configMap: c}',
      'DECLARATIVE_CONFIG',
      '/kong_dbless/kong.yml',
    ],

    ['2.7.0', 'env: {database: postgres}', 'PG_PORT', null],
    ['2.8.0', 'env: {database: postgres}', 'PG_PORT', '5432'],
    ['2.52.0', 'postgresql: {enabled: true}', 'PG_HOST', 'r-postgresql'],
    ['2.52.0', 'postgresql: {enabled: true, nameOverride: pg}', 'PG_HOST', 'r-pg'],
    ['2.52.0', 'postgresql: {enabled: true}', 'PG_PASSWORD', '?'],

    ['3.4.1', 'certificates: {enabled: true, proxy: {enabled: true}}', 'SSL_CERT', '?'],
    ['3.4.1', 'certificates: {proxy: {enabled: true}}', 'SSL_CERT', null],
    ['3.4.1', 'certificates: {enabled: true, proxy: null}', 'SSL_CERT', null],
    ['2.12.0', 'certificates: {enabled: true, proxy: {enabled: true}}', 'SSL_CERT', null],
    ['3.4.1', 'certificates: {enabled: true, proxy: {enabled: true}}\nenv: {ssl_cert: /c}', 'SSL_CERT', '/c'],

    ['3.4.1', '{}', 'ADMIN_GUI_LISTEN', null],
    [
      '3.4.1',
      'enterprise: {enabled: true}',
      'ADMIN_GUI_LISTEN',
      '0.0.0.0:8002, [::]:8002, 0.0.0.0:8445 http2 ssl, [::]:8445 http2 ssl',
    ],
    ['2.33.3', 'enterprise: {enabled: true}', 'ADMIN_GUI_LISTEN', '0.0.0.0:8002, 0.0.0.0:8445 http2 ssl'],
    ['3.4.1', 'enterprise: {enabled: true}', 'CLUSTER_TELEMETRY_LISTEN', 'off'],
    ['3.4.1', 'enterprise: {enabled: true, vitals: {enabled: false}}', 'VITALS', 'off'],
    [
      '3.4.1',
      'enterprise: {enabled: true}\nmanager: {ingress: {enabled: true, hostname: m}}',
      'ADMIN_GUI_URL',
      'http://m',
    ],
    [
      '3.4.1',
      'enterprise: {enabled: true, portal: {enabled: true}}\nportal: {ingress: {enabled: true, hostname: p}}',
      'PORTAL_GUI_PROTOCOL',
      'http',
    ],
    [
      '3.4.1',
      'enterprise: {enabled: true, portal: {enabled: true}}\nportal: {ingress: {enabled: true, tls: t}}',
      'PORTAL_GUI_PROTOCOL',
      'https',
    ],
    ['3.4.1', 'enterprise: {enabled: true, rbac: {enabled: true}}', 'ADMIN_GUI_AUTH', 'basic-auth'],
    ['3.4.1', 'enterprise: {enabled: true, rbac: {enabled: true}}', 'ADMIN_GUI_AUTH_CONF', null],
    [
      '3.4.1',
      'enterprise: {enabled: true, rbac: {enabled: true, admin_gui_auth: ldap-auth-advanced}}',
      'ADMIN_GUI_AUTH_CONF',
      '?',
    ],
    [
      '2.39.3',
      'enterprise: {enabled: true, rbac: {enabled: true, admin_gui_auth: openid-connect}}',
      'ADMIN_GUI_SESSION_CONF',
      null,
    ],
    [
      '2.40.0',
      'enterprise: {enabled: true, rbac: {enabled: true, admin_gui_auth: openid-connect}}\nimage: {tag: "3.5"}',
      'ADMIN_GUI_SESSION_CONF',
      '?',
    ],
    [
      '2.40.0',
      'enterprise: {enabled: true, rbac: {enabled: true, admin_gui_auth: openid-connect}}\nimage: {tag: "3.6"}',
      'ADMIN_GUI_SESSION_CONF',
      null,
    ],
    ['3.4.1', 'enterprise: {enabled: true}', 'SMTP_MOCK', 'on'],
    ['3.4.1', 'enterprise: {enabled: true, smtp: {enabled: true}}', 'SMTP_PORT', '587'],
    ['3.4.1', 'enterprise: {enabled: true, smtp: {enabled: true}}', 'SMTP_STARTTLS', '"true"'],
    ['3.4.1', 'enterprise: {enabled: true, license_secret: l}', 'LICENSE_DATA', '?'],
  ])('in %s with %j: KONG_%s is %j', (version, values, name, expected) => {
    expect(made(values, version, name)).toBe(expected);
  });

  test('is what Helm refuses where a block that it reads is none', () => {
    expect(render('enterprise: {enabled: true}\nmanager: {ingress: {enabled: true, path: null}}').failure?.reason).toBe(
      'manager.ingress.path is null, but the chart cuts it',
    );
  });
});
