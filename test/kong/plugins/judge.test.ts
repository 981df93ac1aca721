import { describe, expect, test } from 'vitest';
import type { ValueMap } from '../../../src/kubernetes/schema/model/value.ts';
import { refusalsOf, type Binding } from '../../../src/kong/plugins/judge.ts';
import { createPublishedPlugins } from '../../../src/kong/plugins/published.ts';
import type { Refusal } from '../../../src/kong/plugins/refusal.ts';

const published = createPublishedPlugins();

function judged(plugin: string, config: ValueMap, kong = '3.9.1', bindings: readonly Binding[] = ['route']): string[] {
  const [set] = published.setsOf(kong);
  const schema = set?.plugin(plugin);
  if (set === undefined || schema === null || schema === undefined) throw new Error(`no ${plugin} in Kong ${kong}`);
  return refusalsOf(schema, config, bindings, set).map(told);
}

function told({ path, problem }: Refusal): string {
  const where = path.join('.');
  switch (problem.kind) {
    case 'value':
    case 'crash':
      return `${where}: ${problem.expected}${problem.kind === 'crash' ? ', or Kong fails' : ''}`;
    case 'together':
      return `${where}: needs ${problem.needed}`;
    case 'unknown-field':
      return `${where}: unknown${problem.nearest === null ? '' : `, ${problem.nearest}?`}`;
    case 'missing':
      return `${where}: missing`;
    case 'binding':
      return `not on a ${problem.to}`;
  }
}

const redis = { minute: 5, policy: 'redis' };

/** What the controller sends of a configuration, as Kong judges it. */
const cases: readonly (readonly [plugin: string, kong: string, config: ValueMap, refusals: readonly string[]])[] = [
  // Types are not converted.
  ['rate-limiting', '3.9.1', { minute: 5 }, []],
  ['rate-limiting', '3.9.1', { minute: '5' }, ['config.minute: a number']],
  ['rate-limiting', '3.9.1', { minute: 0 }, ['config.minute: more than 0']],
  ['tcp-log', '3.9.1', { host: 'logs', port: 0.5 }, ['config.port: an integer']],
  ['tcp-log', '3.9.1', { host: 'logs', port: 70_000 }, ['config.port: 0 to 65535']],
  ['acl', '3.9.1', { allow: 'admin' }, ['config.allow: a list']],
  ['jwt', '3.9.1', { anonymous: '' }, ['config.anonymous: at least 1 character']],
  ['http-log', '3.9.1', { http_endpoint: 'http://a', method: 'post' }, ['config.method: one of POST, PUT, PATCH']],
  // Fields by release.
  ['key-auth', '3.9.1', { realm: 'shop' }, []],
  ['key-auth', '3.4.2', { realm: 'shop' }, ['config.realm: unknown']],
  ['key-auth', '3.9.1', { key_name: ['apikey'] }, ['config.key_name: unknown, key_names?']],
  ['udp-log', '3.9.1', { host: 'a' }, ['config.port: missing']],
  // A null is no default, and a map in the wrong place is left out by the controller.
  ['key-auth', '3.9.1', { key_names: null }, ['config.key_names: missing']],
  ['cors', '3.9.1', { origins: { value: '*' } }, []],
  ['file-log', '3.9.1', { path: { value: '/a' } }, ['config.path: missing']],
  ['ai-prompt-template', '3.9.1', { templates: [] }, ['config.templates: missing']],
  ['request-transformer', '3.9.1', { add: [] }, []],
  ['request-transformer', '3.9.1', { add: ['x:1'] }, ['config.add.0: a map of named fields instead of a list']],
  // Conditions over several fields.
  ['acl', '3.9.1', { allow: ['a'], deny: ['b'] }, ['needs exactly one of config.allow, config.deny']],
  ['rate-limiting', '3.9.1', redis, [': needs config.redis.host where config.policy is redis']],
  ['rate-limiting', '3.9.1', { ...redis, redis: { host: 'redis' } }, []],
  [
    'rate-limiting',
    '3.9.1',
    { minute: 100, hour: 50 },
    ['config: needs a limit for hour of at least that for minute, which is 100'],
  ],
  ['rate-limiting', '3.9.1', { minute: 5, policy: 'cluster' }, ['config.policy: one of local, redis']],
  ['aws-lambda', '3.9.1', { aws_key: 'a' }, [': needs all of config.aws_key, config.aws_secret, or none of them']],
  ['request-termination', '3.9.1', { content_type: 'text/plain' }, ['config: needs a body where content_type is set']],
  // Names of before.
  ['rate-limiting', '3.9.1', { ...redis, redis_host: 'redis' }, []],
  ['rate-limiting', '3.6.1', { ...redis, redis_host: 'redis' }, []],
  [
    'rate-limiting',
    '3.9.1',
    { ...redis, redis_host: 'a', redis_port: '6379' },
    ['config.redis_port: an integer, or Kong fails'],
  ],
  [
    'rate-limiting',
    '3.9.1',
    { ...redis, redis_host: 'a', redis: { host: 'b' } },
    ['config.redis_host: the same value as redis.host, or Kong fails'],
  ],
  ['rate-limiting', '3.6.1', { ...redis, redis_host: 'a', redis: { host: 'b' } }, []],
  // What the schemas state as code.
  ['http-log', '3.9.1', { http_endpoint: 'logs.example.com/x' }, ['config.http_endpoint: a URL with scheme and host']],
  [
    'ldap-auth',
    '3.9.1',
    { ldap_host: 'ldap://a', base_dn: 'dc=x', attribute: 'cn' },
    ['config.ldap_host: a host name or IP address without scheme and port'],
  ],
  [
    'ip-restriction',
    '3.9.1',
    { deny: ['10.0.0.256', 'fe80::/10', '::1'] },
    ['config.deny.0: an IP address or a CIDR range'],
  ],
  ['cors', '3.9.1', { origins: ['*.example.com'] }, ['config.origins.0: "*" or a regular expression']],
  ['cors', '3.9.1', { origins: ['*', '^https://(a|b)[.]example[.]com$'] }, []],
  ['pre-function', '3.9.1', { access: ['if true then'] }, ['config.access.0: Lua that parses']],
  ['pre-function', '3.9.1', { access: ['if a then b(")") end -- end'] }, []],
  ['pre-function', '3.9.1', { access: ['return "a\\z\n  b"'] }, []],
  ['pre-function', '3.9.1', { access: ['--[[ if ]] local a = [==[ ( ]] ]==] repeat until a[1]'] }, []],
  ['pre-function', '3.9.1', { access: ['local a = [=[ x ]]'] }, ['config.access.0: Lua that parses']],
  ['pre-function', '3.9.1', { access: ["kong.log('a"] }, ['config.access.0: Lua that parses']],
  // A reference to a vault, where the field takes one and where not.
  ['datadog', '3.9.1', { host: '{vault://env/host}' }, []],
  [
    'tcp-log',
    '3.9.1',
    { host: '{vault://env/host}', port: 1 },
    ['config.host: a host name or IP address without scheme and port'],
  ],
  // What is not known is not judged, nor a condition that reads it.
  ['rate-limiting', '3.9.1', { minute: undefined }, []],
  ['rate-limiting', '3.9.1', { minute: 5, policy: undefined, redis: { host: undefined } }, []],
  ['acl', '3.9.1', { allow: undefined }, []],
];

describe('what Kong refuses of a plugin', () => {
  test.each(cases)('%s of Kong %s: %j', (plugin, kong, config, refusals) => {
    const found = judged(plugin, config, kong);
    expect(found.length > 0).toBe(refusals.length > 0);
    expect(found.slice(0, refusals.length)).toEqual(refusals.map((each) => expect.stringContaining(each)));
  });

  test('a plugin that takes no route', () => {
    const config = { account_email: 'a@example.com', tos_accepted: true };
    expect(judged('acme', config)).toEqual(['not on a route']);
    expect(judged('acme', config, '3.9.1', [])).toEqual([]);
    expect(judged('key-auth', {}, '3.9.1', ['consumer'])).toEqual(['not on a consumer']);
  });
});

describe('the releases of Kong', () => {
  test.each([
    ['3.9.1', ['3.9.1']],
    ['3.10', []],
    ['2.8.1', []],
  ])('%s', (version, releases) => {
    expect(published.setsOf(version).map(({ release }) => release)).toEqual(releases);
  });

  test('a minor release stands for its patch releases', () => {
    expect(published.setsOf('3.4').every(({ release }) => release.startsWith('3.4.'))).toBe(true);
    expect(published.setsOf('3.4')).not.toHaveLength(0);
  });

  test.each([
    ['3.4.2', 37],
    ['3.6.1', 43],
    ['3.9.1', 45],
  ])('%s has %i plugins', (version, count) => {
    expect(published.setsOf(version)[0]?.names).toHaveLength(count);
  });

  test('every plugin of every release is whole', () => {
    const sets = ['3.4', '3.5', '3.6', '3.7', '3.8', '3.9'].flatMap((version) => published.setsOf(version));
    expect(sets.length).toBeGreaterThan(6);
    for (const set of sets) {
      for (const name of set.names) {
        const schema = set.plugin(name);
        expect(schema && set.field(schema.config).type).toBe('record');
        expect(() => schema && refusalsOf(schema, {}, [], set)).not.toThrow();
      }
    }
  });
});
