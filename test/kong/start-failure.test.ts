import { describe, expect, test } from 'vitest';
import { settingsOf, variableOf, type Settings } from '../../src/kong/read/settings.ts';
import { startFailureOf } from '../../src/kong/read/start-failure.ts';
import type { Container, EnvValue } from '../../src/kong/model/workload.ts';
import type { Place } from '../../src/source/location.ts';
import { nowhere } from './model-shorthand.ts';

const container: Container = {
  role: 'ingress-controller',
  name: 'ingress-controller',
  image: null,
  args: [],
  env: new Map(),
  unknownEnv: null,
};

/** What keeps a release from starting with these arguments, `--flag=value` with blanks between them. */
function failure(args: string, release: string, assumed = false): string | null {
  const words = args.split(' ').map((value) => ({ value, at: nowhere }));
  return startFailureOf(settingsOf({ ...container, args: words }), release, assumed)?.reason ?? null;
}

const here: Place = { default: 'here' };

/** The settings of a controller with one variable, whose others are not known. */
function variable(name: string, value: string): Settings {
  const given: EnvValue = { kind: 'value', value, at: here, node: null, entries: null };
  return settingsOf({ ...container, env: new Map([[name, given]]), unknownEnv: 'a Secret fills the rest' });
}

const pair = 'must be a namespace and a name like kong/kong-proxy';
const domain = 'must be a domain and a path like konghq.com/kic-gateway-controller';
const neither = 'which is neither true nor false';

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
      'sets the feature gate "Nonsense", which version 2.1.0 does not know',
    ],
    ['enable-controller-gwapi-gateway', 'no', '2.12.8', '3.0.0', `is "no", ${neither}`],
    ['enable-controller-gwapi-httproute', 'on', '2.12.8', '3.0.0', `is "on", ${neither}`],
    ['enable-controller-gwapi-reference-grant', '', '2.12.8', '3.0.0', `is "", ${neither}`],
    ['enable-controller-gwapi-grpcroute', 'yes', '3.1.6', '3.2.0', `is "yes", ${neither}`],
  ])('%s %s: not in %s, in %s', (flag, value, before, since, reason) => {
    // A variable: a flag that a release lacks would keep it from starting by itself.
    const settings = variable(variableOf(flag), value);
    expect(startFailureOf(settings, before, false)).toBeNull();
    expect(startFailureOf(settings, since, false)?.reason).toBe(`${variableOf(flag)} ${reason}`);
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
  const unread = 'cannot be read:';

  test.each<[gates: string, release: string, reason: string | null]>([
    ['', '3.5.3', null],
    ['GatewayAlpha=true,', '3.5.3', null],
    ['GatewayAlpha=1,FillIDs=T', '3.5.3', null],
    ['GatewayAlpha', '3.5.3', `${unread} "GatewayAlpha" in the feature gates is not a pair like GatewayAlpha=true`],
    ['GatewayAlpha=yes', '3.5.3', `${unread} "GatewayAlpha=yes" in the feature gates is neither true nor false`],
    ['gatewayalpha=true', '3.5.3', 'sets the feature gate "gatewayalpha", which version 3.5.3 does not know'],
    [
      'GatewayAlpha=true,Knative=false',
      '3.0.0',
      'sets the feature gate "Knative", which version 3.0.0 does not know since 3.0',
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

  test('a gate that some release knew is no fault of an assumed one', () => {
    expect(failure('--feature-gates=Gateway=true', '3.5', true)).toBeNull();
    expect(failure('--feature-gates=Nonsense=true', '3.5', true)).toContain('"Nonsense"');
    expect(failure('--feature-gates=Gateway=true,Nonsense=true', '3.5', true)).toContain('"Nonsense"');
  });
});

describe('which setting is told', () => {
  test('a variable by its own name, at its place', () => {
    expect(startFailureOf(variable('CONTROLLER_KONG_ADMIN_SVC', 'x'), '3.5.3', false)).toEqual({
      reason: `CONTROLLER_KONG_ADMIN_SVC is "x", but ${pair}`,
      at: here,
    });
  });

  test('nothing of what is not known', () => {
    expect(startFailureOf(variable('CONTROLLER_PUBLISH_SERVICE', 'kong/proxy'), '3.5.3', false)).toBeNull();
    expect(startFailureOf(variable('CONTROLLER_PUBLISH_SERVICE', '${SERVICE}'), '3.5.3', false)).toBeNull();
  });

  test('of a flag that is given twice the wrong one, in either order', () => {
    expect(failure('--kong-admin-svc=a/b --kong-admin-svc=x', '3.5.3')).toContain('"x"');
    expect(failure('--kong-admin-svc=x --kong-admin-svc=a/b', '3.5.3')).toContain('"x"');
  });
});
