import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { admit } from '../../../src/kubernetes/schema/admit.ts';
import { pathText, type Value } from '../../../src/kubernetes/schema/model/value.ts';
import { published } from './published.ts';
import { kindOf } from './rule-cases.ts';

const api = 'gateway.networking.k8s.io/v1';
const kong = 'configuration.konghq.com';
const objects: Readonly<Record<string, (spec: string) => Value>> = {
  HTTPRoute: (spec) => parse(`{apiVersion: ${api}, kind: HTTPRoute, metadata: {name: a}, spec: ${spec}}`) as Value,
  Gateway: (listeners) =>
    parse(`{apiVersion: ${api}, kind: Gateway, metadata: {name: a}, spec: {gatewayClassName: kong, listeners: ${listeners}}}`) as Value,
  KongPlugin: (rest) => parse(`{apiVersion: ${kong}/v1, kind: KongPlugin, metadata: {name: a}, ${rest}}`) as Value,
  KongUpstreamPolicy: (spec) =>
    parse(`{apiVersion: ${kong}/v1beta1, kind: KongUpstreamPolicy, metadata: {name: a}, spec: ${spec}}`) as Value,
  labels: (labels) => parse(`{apiVersion: ${api}, kind: HTTPRoute, metadata: {name: a, labels: ${labels}}, spec: {}}`) as Value,
}; // prettier-ignore

/** The places at which an update is refused. */
function refusals(kind: string, old: string, changed: string): readonly string[] {
  const make = objects[kind];
  if (make === undefined) throw new Error(`no ${kind} here`);
  const object = make(changed);
  const definitions = kind.startsWith('Kong') ? 'kic 3.5.0' : 'gateway-api 1.7.0 standard';
  return admit(object, kindOf(object, definitions), published, make(old)).breaches.map(({ at }) => pathText(at));
}

const one = '{name: a, port: 70000, protocol: HTTP}';
const clash = '{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}';
const twins = '{name: a, port: 80, protocol: HTTP}, {name: a, port: 81, protocol: HTTP}';
const headers = '{headers: [{name: a, value: b}, {name: a, value: c}]}';
const sources = 'plugin: cors, config: {a: 1}, configFrom: {secretKeyRef: {name: a, key: b}}';

describe('what was wrong before an update', () => {
  test.each<[what: string, kind: string, old: string, changed: string]>([
    ['a bad hostname, another part of spec', 'HTTPRoute', '{hostnames: [A]}', '{hostnames: [A], rules: [{}]}'],
    ['a bad path in a list that stays', 'HTTPRoute', '{rules: [{matches: [{path: {value: a}}]}]}', '{rules: [{matches: [{path: {value: a}}]}], hostnames: [a]}'],
    ['an enumeration in a list that stays', 'HTTPRoute', '{rules: [{matches: [{path: {type: Prefix}}]}]}', '{rules: [{matches: [{path: {type: Prefix}}]}], hostnames: [a]}'],
    ['a bad port, another listener', 'Gateway', `[${one}]`, `[${one}, {name: b, port: 80, protocol: HTTP}]`],
    ['a bad port, the hostname of that listener', 'Gateway', `[${one}]`, '[{name: a, port: 70000, protocol: HTTP, hostname: a}]'],
    ['a clash, nothing', 'Gateway', `[${clash}]`, `[${clash}]`],
    ['a header that is no map, a header twice', 'HTTPRoute', '{rules: [{matches: [{headers: [1]}]}]}', `{rules: [{matches: [${headers}]}]}`],
    ['a header twice, once more', 'HTTPRoute', `{rules: [{matches: [${headers}]}]}`, '{rules: [{matches: [{headers: [{name: a, value: b}, {name: a, value: c}, {name: a, value: d}]}]}]}'],
  ])('is forgiven: %s', (_, kind, old, changed) => {
    expect(refusals(kind, old, changed)).toEqual([]);
  }); // prettier-ignore

  test.each<[what: string, kind: string, old: string, changed: string, at: readonly string[]]>([
    ['a bad hostname, one more', 'HTTPRoute', '{hostnames: [A]}', '{hostnames: [A, b]}', ['spec.hostnames[0]']],
    ['a bad path, a port in any rule', 'HTTPRoute', '{rules: [{matches: [{path: {value: a}}]}, {backendRefs: [{name: a, port: 80}]}]}', '{rules: [{matches: [{path: {value: a}}]}, {backendRefs: [{name: a, port: 81}]}]}', ['spec.rules[0].matches[0].path.value']],
    ['a clash, a third listener', 'Gateway', `[${clash}]`, `[${clash}, {name: c, port: 81, protocol: HTTP}]`, ['spec.listeners[1]']],
    ['one name twice, nothing', 'Gateway', `[${twins}]`, `[${twins}]`, ['spec.listeners[1].name']],
    ['TLS without certificates, nothing', 'Gateway', '[{name: a, port: 443, protocol: HTTPS, tls: {}}]', '[{name: a, port: 443, protocol: HTTPS, tls: {}}]', ['spec.listeners[0].tls']],
    ['both sources, nothing', 'KongPlugin', sources, sources, ['configFrom']],
    ['a policy that hashes without saying so, nothing', 'KongUpstreamPolicy', '{hashOn: {input: ip}}', '{hashOn: {input: ip}}', ['spec']],
    ['a bad label, nothing', 'labels', '{a: b c}', '{a: b c}', ['metadata.labels.a']],
    ['a bad port, on another listener', 'Gateway', `[${one}]`, '[{name: b, port: 70000, protocol: HTTP}]', ['spec.listeners[0].port']],
  ])('is refused: %s', (_, kind, old, changed, at) => {
    expect(refusals(kind, old, changed)).toEqual(at);
  }); // prettier-ignore

  test('what is not told on either side may be the same', () => {
    const make = (hostname: Value): Value => ({
      ...(objects['HTTPRoute']?.('{}') as object),
      spec: { hostnames: ['A', hostname] },
    });
    const kind = kindOf(make('a'), 'gateway-api 1.7.0 standard');
    expect(admit(make(undefined), kind, published, make('a'))).toMatchObject({ breaches: [], isUncertain: true });
    expect(admit(make('a'), kind, published, make(undefined))).toMatchObject({ breaches: [], isUncertain: true });
  });
});
