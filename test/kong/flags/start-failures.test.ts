import { describe, expect, test } from 'vitest';
import { variableOf } from '../../../src/kong/flags/settings.ts';
import { startFailuresOf } from '../../../src/kong/flags/start-failures.ts';
import type { EnvValue } from '../../../src/kong/model/env-value.ts';
import type { Container } from '../../../src/kong/model/workload.ts';
import type { Place } from '../../../src/source/location.ts';
import { nowhere } from '../model-shorthand.ts';

const container: Container = {
  role: 'ingress-controller',
  name: 'ingress-controller',
  image: null,
  args: [],
  env: new Map(),
  unknownEnv: null,
};

const here: Place = { default: 'here' };

/** A container with these arguments, blanks between them. */
function withArgs(args: string): Container {
  return { ...container, args: args.split(' ').map((value) => ({ value, at: nowhere })) };
}

/** What keeps a release from starting with these arguments; no release: one that nothing tells. */
function failures(args: string, release: string | null): readonly string[] {
  return startFailuresOf(withArgs(args), release).map(({ reason }) => reason);
}

function failure(args: string, release: string | null): string | null {
  return failures(args, release)[0] ?? null;
}

/** A container with variables, `NAME=value`, whose others are not known. */
function withVariables(...variables: readonly string[]): Container {
  const env = variables.map((text): [string, EnvValue] => {
    const equals = text.indexOf('=');
    return [
      text.slice(0, equals),
      { kind: 'value', value: text.slice(equals + 1), at: here, node: null, entries: null },
    ];
  });
  return { ...container, env: new Map(env) };
}

const pair = 'must be a namespace and a name like kong/kong-proxy';
const domain = 'must be a domain and a path like konghq.com/kic-gateway-controller';
const neither = 'but must be true or false';

describe('a setting is checked from the release on that began to', () => {
  test.each([
    ['gateway-api-controller-name', 'kong', '2.8.2', '2.9.0', `is "kong", but ${domain}`],
    ['publish-service', 'proxy', '2.8.2', '2.9.0', `is "proxy", but ${pair}`],
    ['publish-service-udp', 'proxy', '2.8.2', '2.9.0', `is "proxy", but ${pair}`],
    ['kong-admin-svc', 'admin', '2.8.2', '2.9.0', `is "admin", but ${pair}`],
    ['gateway-to-reconcile', 'edge', '3.0.2', '3.1.0', `is "edge", but ${pair}`],
    [
      'feature-gates',
      'Nonsense=true',
      '2.0.7',
      '2.1.0',
      'sets the feature gate "Nonsense", which this version does not know',
    ],
    ['enable-controller-gwapi-gateway', 'no', '2.12.8', '3.0.0', `is "no", ${neither}`],
    ['enable-controller-gwapi-httproute', 'on', '2.12.8', '3.0.0', `is "on", ${neither}`],
    ['enable-controller-gwapi-reference-grant', '', '2.12.8', '3.0.0', `is "", ${neither}`],
    ['enable-controller-gwapi-grpcroute', 'yes', '3.1.6', '3.2.0', `is "yes", ${neither}`],
  ])('%s %s: not in %s, in %s', (flag, value, before, since, reason) => {
    // A variable: a flag that a release lacks would keep it from starting by itself.
    const given = withVariables(`${variableOf(flag)}=${value}`);
    expect(startFailuresOf(given, before)).toEqual([]);
    expect(startFailuresOf(given, since).map((each) => each.reason)).toEqual([`${variableOf(flag)} ${reason}`]);
  });
});

describe('a namespace and a name', () => {
  test.each(['kong/proxy', 'a/b'])('%s', (value) => {
    expect(failure(`--publish-service=${value}`, '3.5.3')).toBeNull();
  });

  test.each(['', '/', 'kong/', '/proxy', 'kong', 'a/b/c', 'a/b/', '//'])('not "%s"', (value) => {
    expect(failure(`--publish-service=${value}`, '3.5.3')).toBe(`--publish-service is "${value}", but ${pair}`);
  });
});

describe('the name of a controller', () => {
  const longest = `${'a'.repeat(251)}/b`;

  test.each([
    'konghq.com/kic-gateway-controller',
    'a/b',
    'a.b/x',
    'ab--cd.ef-gh.io/x',
    'a-1.b2.io/A/b._~%!$&()*+,;=:-',
    longest,
  ])('%s', (value) => {
    expect(failure(`--gateway-api-controller-name=${value}`, '3.5.3')).toBeNull();
  });

  test.each([
    '',
    'kong',
    'konghq.com/',
    '/kic',
    'Konghq.com/kic',
    'konghq..com/kic',
    '-konghq.com/kic',
    'konghq-.com/kic',
    'konghq.com-/kic',
    'konghq.com/kic?',
    'konghq.com/a#b',
    `a${longest}`,
  ])('not "%s"', (value) => {
    expect(failure(`--gateway-api-controller-name=${value}`, '3.5.3')).toBe(
      `--gateway-api-controller-name is "${value}", but ${domain}`,
    );
  });
});

describe('switches', () => {
  test.each(['1', 't', 'T', 'true', 'TRUE', 'True', '0', 'f', 'F', 'false', 'FALSE', 'False'])('%s', (value) => {
    expect(failure(`--enable-controller-gwapi-gateway=${value}`, '3.5.3')).toBeNull();
  });

  test.each(['tRUE', 'yes', 'off', '2', 'truer', 'xfalse'])('not %s', (value) => {
    expect(failure(`--enable-controller-gwapi-gateway=${value}`, '3.5.3')).toContain(neither);
  });
});

describe('feature gates', () => {
  const unread = 'but must be pairs like GatewayAlpha=true, and';

  test.each<[gates: string, release: string, reason: string | null]>([
    ['', '3.5.3', null],
    ['GatewayAlpha=true,', '3.5.3', null],
    ['GatewayAlpha=1,FillIDs=T', '3.5.3', null],
    ['GatewayAlpha', '3.5.3', `is "GatewayAlpha", ${unread} "GatewayAlpha" is none`],
    ['GatewayAlpha=yes', '3.5.3', `is "GatewayAlpha=yes", ${unread} "GatewayAlpha=yes" is neither true nor false`],
    ['gatewayalpha=true', '3.5.3', 'sets the feature gate "gatewayalpha", which this version does not know'],
    [
      'GatewayAlpha=true,Knative=false',
      '3.0.0',
      'sets the feature gate "Knative", which this version does not know since 3.0',
    ],
    // KongCustomEntity is there from 3.2 on and on by default from 3.3 on; it needs FillIDs.
    ['FillIDs=false', '3.2.4', null],
    ['FillIDs=false', '3.3.0', 'turns FillIDs off, which KongCustomEntity needs'],
    ['FillIDs=false,KongCustomEntity=false', '3.3.0', null],
    ['FillIDs=false,KongCustomEntity=true', '3.2.4', 'turns FillIDs off, which KongCustomEntity needs'],
    ['FillIDs=true,KongCustomEntity=true', '3.5.3', null],
    ['KongCustomEntity=true', '3.5.3', null],
  ])('"%s" under %s', (gates, release, reason) => {
    expect(failure(`--feature-gates=${gates}`, release)).toBe(reason === null ? null : `--feature-gates ${reason}`);
  });

  test('several flags are merged, and from 3.4.4 on each stands alone', () => {
    const args = '--feature-gates=FillIDs=false --feature-gates=KongCustomEntity=false';
    expect(failures(args, '3.4.3')).toEqual([]);
    expect(failures(args, '3.4.4')).toEqual(['--feature-gates turns FillIDs off, which KongCustomEntity needs']);
  });

  test('a gate that some release knew is no fault of one that is not told', () => {
    expect(failures('--feature-gates=Gateway=true', null)).toEqual([]);
    expect(failure('--feature-gates=Nonsense=true', null)).toContain('"Nonsense"');
  });
});

describe('words', () => {
  test.each<[args: string, release: string, reason: string | null]>([
    [
      '/kong-ingress-controller',
      '3.5.13',
      'the word "/kong-ingress-controller" is no flag, and the controller takes no other words',
    ],
    [
      '--update-status false',
      '3.5.13',
      'the word "false" stands behind --update-status, which takes no value behind a blank; write --update-status=false',
    ],
    ['--update-status=false', '3.5.13', null],
    ['version', '3.5.13', '"version" makes the program print something and end'],
    ['--publish-service kong/proxy --help', '3.5.13', '"--help" makes the program print something and end'],
    ['--publish-service', '3.5.13', '--publish-service needs a value'],
    ['-publish-service=a/b', '3.5.13', '"-publish-service=a/b" is no flag; flags begin with two dashes and a letter'],
    [
      '--kong-admin-init-retries -1',
      '3.5.13',
      '--kong-admin-init-retries is "-1", but must be a whole number without a sign',
    ],
    ['--log-reduce-redundancy', '3.5.13', '--log-reduce-redundancy is no flag of this version'],
    ['--gateway-to-reconcile=a/b', '3.0.2', '--gateway-to-reconcile is no flag of this version (it came with 3.1.0)'],
    ['--leader-elect', '3.5.13', '--leader-elect is no flag of this version (the last version that has it is 2.12.8)'],
    ['--leader-elect', '2.12.8', null],
    // Some patches of 3.5 know the flag, and 3.5 may be any of them.
    [
      '--konnect-config-sync-concurrency=3',
      '3.5.3',
      '--konnect-config-sync-concurrency is no flag of this version (it came with 3.5.4)',
    ],
    ['--konnect-config-sync-concurrency=3', '3.5', null],
    // Releases that are not known may know more flags.
    ['--brand-new=3', '3.6.0', null],
    ['--brand-new=3', '3.5', '--brand-new is no flag of this version'],
    ['--update-status=yes', '3.6.0', '--update-status is "yes", but must be true or false'],
    // What is filled in elsewhere may be anything.
    ['${EXTRA} --nonsense', '3.5.13', null],
    ['--publish-service=${NAME}', '3.5.13', null],
    ['-- nonsense', '3.5.13', null],
  ])('%s under %s', (args, release, reason) => {
    expect(failure(args, release)).toBe(reason);
  });

  test('a word or a flag proves nothing where nothing tells the version', () => {
    expect(failures('nonsense', null)).toEqual([]);
    expect(failures('--nonsense', null)).toEqual([]);
    expect(failures('--update-status=yes', null)).toHaveLength(1);
  });

  test('a misspelt flag is meant to be the one beside it', () => {
    expect(startFailuresOf(withArgs('--publish-servce=a/b'), '3.5.13')[0]?.meant?.text).toBe('--publish-service=a/b');
    expect(startFailuresOf(withArgs('--nonsense=a/b'), '3.5.13')[0]?.meant).toBeNull();
  });
});

describe('values by release', () => {
  test.each<[variable: string, release: string, reason: string | null]>([
    ['CONTROLLER_LOG_LEVEL=warn', '2.12.8', null],
    ['CONTROLLER_LOG_LEVEL=warn', '3.0.0', 'is "warn", but must be one of error, info, debug, trace'],
    ['CONTROLLER_LOG_FORMAT=console', '2.12.8', 'is "console", but must be one of text, json'],
    ['CONTROLLER_LOG_FORMAT=console', '3.0.0', null],
    ['CONTROLLER_GATEWAY_DISCOVERY_DNS_STRATEGY=dns', '3.4.2', 'is "dns", but must be one of ip, service, pod'],
    ['CONTROLLER_GATEWAY_DISCOVERY_DNS_STRATEGY=dns', '3.4.3', null],
    ['CONTROLLER_METRICS_ACCESS_FILTER=on', '3.4.2', null],
    ['CONTROLLER_METRICS_ACCESS_FILTER=on', '3.4.3', 'is "on", but must be one of off, rbac'],
    ['CONTROLLER_SYNC_PERIOD=10', '3.5.13', 'is "10", but must be a duration with a unit like 10s'],
    ['CONTROLLER_KONG_ADMIN_CONCURRENCY=many', '3.5.13', 'is "many", but must be a whole number'],
    ['CONTROLLER_PROXY_SYNC_SECONDS=3s', '3.5.13', 'is "3s", but must be a number'],
    ['CONTROLLER_WATCH_NAMESPACE="apps"', '3.5.13', null],
    ['CONTROLLER_WATCH_NAMESPACE=a"b', '3.5.13', 'is "a"b", but has a quote where none may stand'],
    ['CONTROLLER_PUBLISH_SERVICE=', '3.5.13', `is "", but ${pair}`],
    ['CONTROLLER_NO_SUCH_FLAG=x', '3.5.13', null],
  ])('%s under %s', (variable, release, reason) => {
    const name = variable.slice(0, variable.indexOf('='));
    const expected = reason === null ? [] : [`${name} ${reason}`];
    expect(startFailuresOf(withVariables(variable), release).map((each) => each.reason)).toEqual(expected);
  });
});

describe('settings that may not stand together', () => {
  const tls = ['CONTROLLER_KONNECT_TLS_CLIENT_CERT=c', 'CONTROLLER_KONNECT_TLS_CLIENT_KEY=k'];
  const konnect = ['CONTROLLER_KONNECT_SYNC_ENABLED=true', 'CONTROLLER_KONG_ADMIN_SVC=kong/admin'];
  const sound = [...konnect, 'CONTROLLER_KONNECT_CONTROL_PLANE_ID=p', ...tls];

  test.each<[what: string, variables: readonly string[], release: string, reason: string | null]>([
    [
      'Konnect without its Admin API',
      konnect.slice(0, 1),
      '3.5.13',
      'CONTROLLER_KONNECT_SYNC_ENABLED needs CONTROLLER_KONG_ADMIN_SVC, which is not set',
    ],
    [
      'Konnect without a control plane',
      [...konnect, ...tls],
      '3.5.13',
      'CONTROLLER_KONNECT_SYNC_ENABLED needs CONTROLLER_KONNECT_CONTROL_PLANE_ID, which is not set',
    ],
    [
      'Konnect without a runtime group',
      [...konnect, ...tls],
      '2.12.8',
      'CONTROLLER_KONNECT_SYNC_ENABLED needs CONTROLLER_KONNECT_RUNTIME_GROUP_ID, which is not set',
    ],
    [
      'Konnect without a certificate',
      sound.slice(0, 3),
      '3.5.13',
      'CONTROLLER_KONNECT_SYNC_ENABLED needs CONTROLLER_KONNECT_TLS_CLIENT_CERT or CONTROLLER_KONNECT_TLS_CLIENT_CERT_FILE, which is not set',
    ],
    [
      'Konnect without a key',
      sound.slice(0, 4),
      '3.5.13',
      'CONTROLLER_KONNECT_TLS_CLIENT_CERT needs CONTROLLER_KONNECT_TLS_CLIENT_KEY or CONTROLLER_KONNECT_TLS_CLIENT_KEY_FILE, which is not set',
    ],
    ['Konnect with all', sound, '3.5.13', null],
    ['Konnect that is off', ['CONTROLLER_KONNECT_SYNC_ENABLED=false', tls[0] ?? ''], '3.5.13', null],
    [
      'Konnect, too often',
      [...sound, 'CONTROLLER_KONNECT_UPLOAD_CONFIG_PERIOD=9s'],
      '3.3.0',
      'CONTROLLER_KONNECT_UPLOAD_CONFIG_PERIOD is 9s, but must be at least 10s',
    ],
    ['the same before it was checked', [...sound, 'CONTROLLER_KONNECT_UPLOAD_CONFIG_PERIOD=9s'], '3.2.4', null],
    [
      'a client certificate without its key',
      ['CONTROLLER_KONG_ADMIN_TLS_CLIENT_CERT_FILE=/c'],
      '2.12.8',
      'CONTROLLER_KONG_ADMIN_TLS_CLIENT_CERT_FILE needs CONTROLLER_KONG_ADMIN_TLS_CLIENT_KEY or CONTROLLER_KONG_ADMIN_TLS_CLIENT_KEY_FILE, which is not set',
    ],
    [
      'two tokens',
      ['CONTROLLER_KONG_ADMIN_TOKEN=a', 'CONTROLLER_KONG_ADMIN_TOKEN_FILE=/b'],
      '3.0.0',
      'CONTROLLER_KONG_ADMIN_TOKEN_FILE and CONTROLLER_KONG_ADMIN_TOKEN exclude each other, and both are set',
    ],
    [
      'two tokens before there were files',
      ['CONTROLLER_KONG_ADMIN_TOKEN=a', 'CONTROLLER_KONG_ADMIN_TOKEN_FILE=/b'],
      '2.12.8',
      null,
    ],
    [
      'a fallback without its gate',
      ['CONTROLLER_USE_LAST_VALID_CONFIG_FOR_FALLBACK=true'],
      '3.2.0',
      'CONTROLLER_USE_LAST_VALID_CONFIG_FOR_FALLBACK needs the feature gate FallbackConfiguration=true, which is off',
    ],
    [
      'a fallback with its gate',
      ['CONTROLLER_USE_LAST_VALID_CONFIG_FOR_FALLBACK=true', 'CONTROLLER_FEATURE_GATES=FallbackConfiguration=true'],
      '3.2.0',
      null,
    ],
    [
      'checks too often',
      ['CONTROLLER_KONG_ADMIN_SVC=kong/admin', 'CONTROLLER_GATEWAY_DISCOVERY_READINESS_CHECK_INTERVAL=2s'],
      '3.3.0',
      'CONTROLLER_GATEWAY_DISCOVERY_READINESS_CHECK_INTERVAL is 2s, but must be at least 3s',
    ],
    [
      'checks that overlap',
      ['CONTROLLER_KONG_ADMIN_SVC=kong/admin', 'CONTROLLER_GATEWAY_DISCOVERY_READINESS_CHECK_TIMEOUT=10s'],
      '3.3.0',
      'CONTROLLER_GATEWAY_DISCOVERY_READINESS_CHECK_TIMEOUT is 10s, but must be shorter than the interval between checks (10s, the default)',
    ],
    ['checks of nothing', ['CONTROLLER_GATEWAY_DISCOVERY_READINESS_CHECK_TIMEOUT=10s'], '3.3.0', null],
    [
      'both addresses as variables',
      ['CONTROLLER_KONG_ADMIN_SVC=kong/admin', 'CONTROLLER_KONG_ADMIN_URL=http://kong'],
      '2.12.8',
      null,
    ],
  ])('%s (%s, %s)', (_, variables, release, reason) => {
    expect(startFailuresOf(withVariables(...variables), release).map((each) => each.reason)).toEqual(
      reason === null ? [] : [reason],
    );
  });

  test('both addresses on the command line, until 3.4.3', () => {
    const args = '--kong-admin-svc=kong/admin --kong-admin-url=http://kong';
    expect(failure(args, '3.4.3')).toBe('--kong-admin-url and --kong-admin-svc exclude each other, and both are set');
    expect(failure(args, '3.4.4')).toBeNull();
    expect(failure(args, '3.4')).toBeNull();
  });

  test('what hangs on a setting that is not known is not told', () => {
    const env = withVariables(...konnect).env;
    expect(startFailuresOf({ ...container, env, unknownEnv: 'a Secret fills the rest' }, '3.5.13')).toEqual([]);
  });
});

describe('which setting is told', () => {
  test('a variable by its own name, at its place', () => {
    expect(startFailuresOf(withVariables('CONTROLLER_KONG_ADMIN_SVC=x'), '3.5.3')).toEqual([
      {
        cause: 'malformed-value',
        about: 'kong-admin-svc',
        reason: `CONTROLLER_KONG_ADMIN_SVC is "x", but ${pair}`,
        likely: null,
        at: here,
        meant: null,
      },
    ]);
  });

  test('nothing of what is not known', () => {
    expect(startFailuresOf(withVariables('CONTROLLER_PUBLISH_SERVICE=kong/proxy'), '3.5.3')).toEqual([]);
    expect(startFailuresOf(withVariables('CONTROLLER_PUBLISH_SERVICE=${SERVICE}'), '3.5.3')).toEqual([]);
  });

  test('of a flag that is given twice the wrong one, in either order', () => {
    expect(failure('--kong-admin-svc=a/b --kong-admin-svc=x', '3.5.3')).toContain('"x"');
    expect(failure('--kong-admin-svc=x --kong-admin-svc=a/b', '3.5.3')).toContain('"x"');
  });

  test('each that is wrong, and the variable where a flag is misspelt', () => {
    const both = {
      ...withVariables('CONTROLLER_LOG_LEVEL=INFO'),
      args: withArgs('--update-status=no --publish-servce=a/b').args,
    };
    expect(
      startFailuresOf(both, '3.5.13').map(({ cause, about, meant }) => [cause, about, meant?.text ?? null]),
    ).toEqual([
      ['unknown-flag', 'publish-servce', '--publish-service=a/b'],
      ['malformed-value', 'update-status', '--update-status=false'],
      ['malformed-value', 'log-level', null],
    ]);
  });

  test('variables in arguments are filled in', () => {
    const args = withArgs('--publish-service=$(SPACE)/proxy --watch-namespace=$(OTHER)').args;
    expect(startFailuresOf({ ...withVariables('SPACE=kong'), args }, '3.5.13')).toEqual([]);
    expect(startFailuresOf({ ...withVariables('SPACE='), args }, '3.5.13')).toHaveLength(1);
  });
});
