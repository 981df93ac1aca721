/** What the chart gives a variable: a text, a value as it is, a block's listens, an Ingress's address, a key of a Secret. */
export type Gives =
  | { readonly text: string }
  | { readonly value: string }
  /** The value in quotes that are part of it. */
  | { readonly quoted: string }
  | { readonly listens: string }
  | { readonly url: string }
  | { readonly secret: string };

/** A variable that kong/kong gives Kong by itself. */
export interface KongSetting {
  readonly name: string;
  readonly gives: Gives;
  /** Paths of the values that have to be on, in the order in which the chart asks. */
  readonly on?: readonly string[];
  /** A path that has to be off. */
  readonly off?: string;
  /** A path that has to be another text than this one. */
  readonly isNot?: readonly [path: string, text: string];
  /** The first version that does, and the first that does no more. */
  readonly from?: string;
  readonly before?: string;
}

const enterprise = 'enterprise.enabled';
const portal = 'enterprise.portal.enabled';
const rbac = 'enterprise.rbac.enabled';
const smtp = 'enterprise.smtp.enabled';
const guiAuth = 'enterprise.rbac.admin_gui_auth';

function logs(programs: readonly string[], on?: readonly string[]): readonly KongSetting[] {
  const places = { ACCESS_LOG: '/dev/stdout', ERROR_LOG: '/dev/stderr' };
  return programs.flatMap((program) =>
    Object.entries(places).map(([log, text]): KongSetting => ({
      name: `KONG_${program}_${log}`,
      gives: { text: own.get(`${program}_${log}`) ?? text },
      from: '2.11.0',
      ...(on && { on }),
    })),
  );
}

const own: ReadonlyMap<string, string> = new Map([
  ['PROXY_STREAM_ACCESS_LOG', '/dev/stdout basic'],
  ['STATUS_ACCESS_LOG', 'off'],
]);

const mail: readonly KongSetting[] = [
  ...[
    'portal_emails_from',
    'portal_emails_reply_to',
    'admin_emails_from',
    'admin_emails_reply_to',
    'smtp_admin_emails',
    'smtp_host',
    'smtp_auth_type',
    'smtp_ssl',
    'smtp_port',
  ].map((key): KongSetting => ({
    name: `KONG_${key.toUpperCase()}`,
    gives: { value: `enterprise.smtp.${key}` },
    on: [enterprise, smtp],
  })),
  { name: 'KONG_SMTP_MOCK', gives: { text: 'off' }, on: [enterprise, smtp] },
  { name: 'KONG_SMTP_MOCK', gives: { text: 'on' }, on: [enterprise], off: smtp },
  { name: 'KONG_SMTP_STARTTLS', gives: { quoted: 'enterprise.smtp.smtp_starttls' }, on: [enterprise, smtp] },
  ...(
    [
      ['KONG_SMTP_USERNAME', { value: 'enterprise.smtp.auth.smtp_username' }],
      ['KONG_SMTP_PASSWORD', { secret: 'enterprise.smtp.auth.smtp_password_secret' }],
    ] as const
  ).map(([name, gives]): KongSetting => ({
    name,
    gives,
    on: [enterprise, smtp, 'enterprise.smtp.auth.smtp_username'],
  })),
];

const portalSettings: readonly KongSetting[] = [
  { name: 'KONG_PORTAL', gives: { text: 'on' } },
  { name: 'KONG_PORTAL_GUI_LISTEN', gives: { listens: 'portal' } },
  { name: 'KONG_PORTAL_API_LISTEN', gives: { listens: 'portalapi' } },
  { name: 'KONG_PORTAL_GUI_HOST', gives: { value: 'portal.ingress.hostname' }, on: ['portal.ingress.enabled'] },
  {
    name: 'KONG_PORTAL_GUI_PROTOCOL',
    gives: { text: 'https' },
    on: ['portal.ingress.enabled', 'portal.ingress.tls'],
  },
  {
    name: 'KONG_PORTAL_GUI_PROTOCOL',
    gives: { text: 'http' },
    on: ['portal.ingress.enabled'],
    off: 'portal.ingress.tls',
  },
  { name: 'KONG_PORTAL_API_URL', gives: { url: 'portalapi.ingress' }, on: ['portalapi.ingress.enabled'] },
];

/** All of them but those that are put together of several values. */
export const kongSettingTable: readonly KongSetting[] = [
  { name: 'KONG_LUA_PACKAGE_PATH', gives: { text: '/opt/?.lua;/opt/?/init.lua;;' } },
  ...logs(['PROXY', 'PROXY_STREAM', 'ADMIN', 'STATUS']),
  { name: 'KONG_KIC', gives: { text: 'on' }, on: ['ingressController.enabled'] },
  { name: 'KONG_ADMIN_GUI_API_URL', gives: { url: 'admin.ingress' }, on: ['admin.ingress.enabled'], from: '2.26.4' },
  { name: 'KONG_ADMIN_API_URI', gives: { url: 'admin.ingress' }, on: ['admin.ingress.enabled'] },
  ...logs(['PORTAL_API', 'PORTAL_GUI', 'ADMIN_GUI'], [enterprise]),
  { name: 'KONG_ADMIN_GUI_LISTEN', gives: { listens: 'manager' }, on: [enterprise] },
  { name: 'KONG_ADMIN_GUI_URL', gives: { url: 'manager.ingress' }, on: [enterprise, 'manager.ingress.enabled'] },
  { name: 'KONG_VITALS', gives: { text: 'off' }, on: [enterprise], off: 'enterprise.vitals.enabled' },
  { name: 'KONG_CLUSTER_TELEMETRY_LISTEN', gives: { listens: 'clustertelemetry' }, on: [enterprise] },
  ...portalSettings.map((setting): KongSetting => ({ ...setting, on: [enterprise, portal, ...(setting.on ?? [])] })),
  { name: 'KONG_ENFORCE_RBAC', gives: { text: 'on' }, on: [enterprise, rbac] },
  { name: 'KONG_ADMIN_GUI_AUTH', gives: { value: guiAuth }, on: [enterprise, rbac] },
  {
    name: 'KONG_ADMIN_GUI_AUTH_CONF',
    gives: { secret: 'enterprise.rbac.admin_gui_auth_conf_secret' },
    on: [enterprise, rbac],
    isNot: [guiAuth, 'basic-auth'],
  },
  ...mail,
  {
    name: 'KONG_LICENSE_DATA',
    gives: { secret: 'enterprise.license_secret' },
    on: [enterprise, 'enterprise.license_secret'],
  },
];
