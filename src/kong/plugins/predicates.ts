import { isList, isMap, member, type Value, type ValueMap } from '../../kubernetes/schema/model/value.ts';
import { hostFault, isAddressOrRange, isUrlFault, userInfoOf } from './addresses.ts';
import { luaFault } from './lua.ts';
import { isRegexFault } from './regex.ts';

/** What a value has to be instead, after "expects"; null where it is fine. */
type Predicate = (value: Value) => string | null;

const onText =
  (fault: (text: string) => string | null): Predicate =>
  (value) =>
    typeof value === 'string' ? fault(value) : null;

const onRecord =
  (fault: (record: ValueMap) => string | null): Predicate =>
  (value) =>
    isMap(value) ? fault(value) : null;

const headerName = 'a header name of letters, digits, "-" and "_"';

const isHeaderName = (text: string): boolean => /^[A-Za-z0-9_-]+$/.test(text);

/** Lua's `^([^:]+):*(.-)$`: a name and what follows its colons; null where nothing stands before them. */
function pairOf(text: string): { readonly name: string; readonly value: string } | null {
  const colon = text.indexOf(':');
  if (colon === 0 || text === '') return null;
  if (colon < 0) return { name: text, value: '' };
  return { name: text.slice(0, colon), value: text.slice(colon).replace(/^:+/, '') };
}

const periods = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;

function periodsFault(record: ValueMap): string | null {
  const given = periods.flatMap((period) => {
    const limit = member(record, period);
    return typeof limit === 'number' ? [{ period, limit }] : [];
  });
  for (const [index, { period, limit }] of given.entries()) {
    const lower = given.slice(index + 1).find((other) => other.limit < limit);
    if (lower !== undefined) return `a limit for ${lower.period} of at least that for ${period}, which is ${limit}`;
  }
  return null;
}

function rateLimitFault(record: ValueMap): string | null {
  const order = periodsFault(record);
  if (order !== null) return order;
  const rate = member(record, 'sync_rate');
  if (rate === -1 || typeof rate !== 'number') return null;
  if (member(record, 'policy') !== 'redis') return 'policy redis where sync_rate is set';
  return rate < 0.02 ? 'a sync_rate of at least 0.02, or -1' : null;
}

/** `is_present` of the plugin: neither absent nor null. */
const isPresent = (record: ValueMap, key: string): boolean => (member(record, key) ?? null) !== null;

function terminationFault(record: ValueMap): string | null {
  const has = (key: string): boolean => isPresent(record, key);
  if (has('message') && (has('content_type') || has('body'))) return 'message, or body with content_type, but not both';
  if (has('content_type') && !has('body')) return 'a body where content_type is set';
  const echoes = member(record, 'echo') === true;
  return echoes && (has('content_type') || has('body')) ? 'neither body nor content_type where echo is on' : null;
}

const flows = [
  'enable_authorization_code',
  'enable_implicit_grant',
  'enable_client_credentials',
  'enable_password_grant',
];

function attributeFault(record: ValueMap): string | null {
  return Object.values(record).some((value) => value === '') ? 'no empty text as an attribute' : null;
}

function authorizationFault(record: ValueMap): string | null {
  const endpoint = member(record, 'http_endpoint');
  const headers = member(record, 'headers');
  if (typeof endpoint !== 'string' || !isMap(headers) || userInfoOf(endpoint) === null) return null;
  const twice = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  return twice ? 'no Authorization header beside the user in http_endpoint' : null;
}

function tagsFault(value: Value): string | null {
  if (!isList(value)) return null;
  const names = value.map((tag) => member(tag, 'name'));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return typeof twice === 'string' ? `each tag once; "${twice.slice(0, 60)}" stands twice` : null;
}

/** The memory zones of a Kong as it comes from its makers; others can be added, so that those stay unjudged. */
function cacheFault(entity: Value): string | null {
  const config = member(entity, 'config');
  const memory = member(config, 'memory');
  if (member(config, 'strategy') !== 'memory' || isMap(memory) || isList(memory)) return null;
  return memory === null ? 'a memory record where strategy is memory' : null;
}

function statisticsFault(entity: Value): string | null {
  const logs = member(member(entity, 'logging'), 'log_statistics') === true;
  const isUnsupported =
    member(entity, 'route_type') === 'llm/v1/completions' &&
    member(member(entity, 'model'), 'provider') === 'anthropic';
  return logs && isUnsupported ? 'log_statistics off for completions of anthropic' : null;
}

function proxyFault(entity: Value): string | null {
  const url = member(member(entity, 'config'), 'proxy_url');
  const scheme = typeof url === 'string' ? /^([^:]+):\/\//.exec(url)?.[1] : undefined;
  return scheme !== undefined && scheme !== 'http' ? 'http as the scheme of proxy_url' : null;
}

const acmeKeys = ['kong_acme:renew_config:', 'kong_acme:renew_last_run', 'kong_acme:cert_key:'];

/** What the schemas state as code, written anew. Those that are not here judge nothing. */
const predicates: Readonly<Record<string, Predicate>> = {
  host: onText((text) => hostFault(text, { port: false, address: true })),
  'host-with-port': onText((text) => hostFault(text.replaceAll('*', 'abc'), { port: true, address: true })),
  'server-name': onText((text) => hostFault(text, { port: false, address: false })),
  'ip-or-cidr': onText((text) => (isAddressOrRange(text) ? null : 'an IP address or a CIDR range')),
  url: onText((text) => (isUrlFault(text) ? 'a URL with scheme and host' : null)),
  path: onText((text) => (/^\/(?:[\w.~/:@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/.test(text) ? null : 'a path as in a URL')),
  'header-name': onText((text) => (isHeaderName(text) ? null : headerName)),
  origin: onText((text) => (text !== '*' && isRegexFault(text) ? '"*" or a regular expression' : null)),
  lua: onText((text) => (luaFault(text) ? 'Lua that parses' : null)),
  'header-of-pair': onText((text) => (isHeaderName(pairOf(text)?.name ?? '') ? null : headerName)),
  'headers-of-pair': onText((text) => {
    const pair = pairOf(text);
    return isHeaderName(pair?.name ?? '') && isHeaderName(pair?.value ?? '') ? null : `two header names, "old:new"`;
  }),
  'named-value': onText((text) => ((pairOf(text)?.value ?? '') === '' ? 'a name and a value, "name:value"' : null)),
  'acme-namespace': onText((text) =>
    acmeKeys.some((key) => text.startsWith(key)) ? 'a namespace that is not reserved' : null,
  ),
  'rate-limits': onRecord(rateLimitFault),
  periods: onRecord(periodsFault),
  termination: onRecord(terminationFault),
  'oauth2-flow': onRecord((record) =>
    flows.some((flow) => isTruthy(member(record, flow))) ? null : `true for one of ${flows.join(', ')}`,
  ),
  attributes: onRecord(attributeFault),
  'one-authorization': onRecord(authorizationFault),
  'tag-names': tagsFault,
  'cache-memory': cacheFault,
  'llm-statistics': statisticsFault,
  'http-proxy': proxyFault,
  'storage-without-database': (entity) =>
    member(member(entity, 'config'), 'storage') === 'kong' ? 'another storage than kong, which needs a database' : null,
};

/** Of Lua: null is a value like any other. */
const isTruthy = (value: Value): boolean => value !== undefined && value !== false;

/** What a value lacks for a named check; null where it lacks nothing, and where the check is not known. */
export function faultOf(check: string, value: Value): string | null {
  return predicates[check]?.(value) ?? null;
}
