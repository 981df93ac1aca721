import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/kong/model/model.ts';
import { pinOf, publishServicesOf } from '../../src/kong/status/publish.ts';
import { serviceTargets } from '../../src/kong/status/service-targets.ts';
import { factOf, type Setting, type Settings } from '../../src/kong/flags/settings.ts';
import { unknown, type Place } from '../../src/source/location.ts';
import { nowhere, service } from './model-shorthand.ts';
import { kongDeployment, type KongDeploymentShape } from '../manifests/kong.ts';
import { viewOf } from './cluster-view.ts';

const here: Place = { path: 'all.yaml', start: 1, end: 2, line: 1, column: 2, endLine: 1, endColumn: 3 };
const byUser = (value: string): Setting => ({ kind: 'value', value, at: here, source: 'env' });
const byChart = (value: string): Setting => ({ kind: 'value', value, at: here, source: 'chart' });
const secret: Setting = { kind: 'unknown', reason: 'it comes from Secret s' };

/** A Service `namespace/name`. */
function named(name: string, more: Partial<Service> = {}): Service {
  const [namespace = '', own = ''] = name.split('/');
  return { ...service('80->8000', own), namespace, ...more };
}

/** What a controller with these settings publishes. */
function published(
  { publish, udp }: { readonly publish?: Setting; readonly udp?: Setting },
  { tree = [], rendered = true, fronts = [] }: { tree?: Service[]; rendered?: boolean; fronts?: Service[] } = {},
) {
  const fact = (setting: Setting | undefined) =>
    factOf<string | null>(setting, (text) => text, { value: null, from: 'a default' });
  const given = new Map([
    ['publish-service', publish],
    ['publish-service-udp', udp],
  ]);
  const settings: Settings = {
    read: (flag) => given.get(flag),
    readAll: () => [],
    types: new Map(),
    flags: [],
    fault: null,
  };
  const watchNamespaces = { certainty: 'defaulted', value: null, from: 'a default' } as const;
  const controller = { publishService: fact(publish), publishServiceUdp: fact(udp), watchNamespaces, settings };
  return publishServicesOf(controller, serviceTargets(tree), rendered, fronts);
}

describe('the publish Services of a controller', () => {
  test('the Service and then the UDP Service, with what the tree has of them', () => {
    const [proxy, udp] = [named('kong/proxy'), named('kong/udp')];
    const found = published({ publish: byUser('kong/proxy'), udp: byUser('kong/udp') }, { tree: [udp, proxy] });
    expect(found).toEqual([
      { role: 'publish', ref: { value: 'kong/proxy', at: here }, service: proxy, missing: null },
      { role: 'publish-udp', ref: { value: 'kong/udp', at: here }, service: udp, missing: null },
    ]);
  });

  test.each([
    ['neither is set', {}, []],
    ['the first is not known', { publish: secret, udp: byUser('kong/udp') }, ['publish-udp']],
    ['the second is not known', { publish: byUser('kong/proxy'), udp: secret }, ['publish']],
  ])('%s', (_, settings, roles) => {
    expect(published(settings).map(({ role }) => role)).toEqual(roles);
  });

  test('one that is taken by default stands at its default', () => {
    const settings: Settings = { read: () => undefined, readAll: () => [], types: new Map(), flags: [], fault: null };
    const publishService = { certainty: 'defaulted', value: 'kong/proxy', from: 'an assumption' } as const;
    const publishServiceUdp = { certainty: 'defaulted', value: null, from: 'Kong' } as const;
    const watchNamespaces = { certainty: 'defaulted', value: null, from: 'Kong' } as const;
    const controller = { publishService, publishServiceUdp, watchNamespaces, settings };
    expect(publishServicesOf(controller, serviceTargets([]), true, [])).toMatchObject([
      { ref: { value: 'kong/proxy', at: { default: 'an assumption' } } },
    ]);
  });
});

describe('a publish Service that is not in the tree', () => {
  const open = { unknownPart: 'a variable' };
  const table: readonly [string, Setting, { rendered?: boolean; fronts?: Service[] }, boolean, string][] = [
    ['may be elsewhere', byUser('kong/gone'), {}, false, 'Service kong/gone is not in the repository'],
    [
      'another of its namespace is in front of Kong',
      byUser('kong/gone'),
      { fronts: [named('kong/a'), named('kong/b')] },
      true,
      'Kong is behind Service kong/a and Service kong/b',
    ],
    [
      'one of another namespace proves nothing',
      byUser('kong/gone'),
      { fronts: [named('edge/a')] },
      false,
      'Service kong/gone is not in the repository',
    ],
    [
      'nor does one that is not known in full',
      byUser('kong/gone'),
      { fronts: [named('kong/a', open)] },
      false,
      'Service kong/gone is not in the repository',
    ],
    ['a chart does not make it', byChart('kong/gone'), {}, true, 'with these values the chart makes no such Service'],
    [
      'a chart makes others',
      byChart('kong/gone'),
      { fronts: [named('edge/a', { namespace: null }), named('edge/b')] },
      true,
      'with these values the chart makes Service default/a and Service edge/b instead',
    ],
    [
      'a chart that could not be rendered in full may make it',
      byChart('kong/gone'),
      { rendered: false },
      false,
      'Service kong/gone is not in the repository',
    ],
  ];
  test.each(table)('%s', (_, publish, given, certain, reason) => {
    expect(published({ publish }, given)).toMatchObject([{ service: null, missing: { certain, reason } }]);
  });

  test('no chart makes the UDP Service that a user names', () => {
    const found = published({ publish: byChart('kong/gone'), udp: byUser('kong/udp') });
    expect(found.map(({ missing }) => missing?.certain)).toEqual([true, false]);
  });
});

describe('the Services that a Gateway is pinned to', () => {
  const udp = '{name: CONTROLLER_PUBLISH_SERVICE_UDP, value: kong/udp}';
  const fromSecret = (name: string) => `{name: ${name}, valueFrom: {secretKeyRef: {name: s, key: k}}}`;
  const of = (version: string): KongDeploymentShape => ({ image: `kong/kubernetes-ingress-controller:${version}` });

  /** The annotation of 3.x and that of 2.x on a Gateway. */
  function pinned(pin: string | null, former: string | null = null, at: Place = nowhere) {
    const located = (value: string | null) => (value === null ? null : { value, at });
    return { publishServicePin: located(pin), formerPin: located(former) };
  }

  /** `kong/proxy=publish`: every item with what it matches. */
  function items(
    pin: string | null,
    shape: KongDeploymentShape | null,
    former: string | null = null,
  ): readonly string[] {
    const [controller = null] = shape === null ? [] : viewOf(kongDeployment(shape)).controllers;
    return pinOf(pinned(pin, former), controller).map(({ value, matches }) => `${value}=${String(matches)}`);
  }

  test.each<[string, string | null, KongDeploymentShape | null, readonly string[]]>([
    ['no pin', null, {}, []],
    ['both Services', 'kong/proxy,kong/udp', { controller: udp }, ['kong/proxy=publish', 'kong/udp=publish-udp']],
    ['another Service', 'kong/proxy,kong/old', { controller: udp }, ['kong/proxy=publish', 'kong/old=null']],
    ['no UDP Service is set', 'kong/udp', {}, ['kong/udp=null']],
    [
      'the UDP Service is not known',
      'kong/proxy,kong/udp',
      { controller: fromSecret('CONTROLLER_PUBLISH_SERVICE_UDP') },
      ['kong/proxy=publish', 'kong/udp=unknown'],
    ],
    [
      'the Service is not known',
      'kong/proxy,kong/udp',
      { controller: `${udp}, ${fromSecret('CONTROLLER_PUBLISH_SERVICE')}` },
      ['kong/proxy=unknown', 'kong/udp=publish-udp'],
    ],
    ['no controller', 'kong/proxy', null, ['kong/proxy=unknown']],
    // 3.4.0 began to take blanks off and to leave out what is empty then.
    ['blanks', ' kong/proxy , ', of('3.4.0'), ['kong/proxy=publish']],
    ['nothing but blanks and commas', ' , ', of('3.4.0'), []],
    ['nothing', '', of('3.4.0'), []],
    ['blanks before', ' kong/proxy , ', of('3.3.1'), [' kong/proxy =null', ' =null']],
    ['a comma at the end before', 'kong/proxy,', of('3.3.1'), ['kong/proxy=publish', '=null']],
    ['nothing before', '', of('3.0.2'), ['=null']],
    ['an image that names no release', ' kong/proxy , ', of('latest'), ['kong/proxy=publish']],
    // Releases before 3.0 read another annotation.
    ['an annotation of later releases', 'kong/old', of('2.12.8'), []],
  ])('%s: "%s"', (_, pin, shape, expected) => {
    expect(items(pin, shape)).toEqual(expected);
  });

  test.each<[string, string, KongDeploymentShape, readonly string[]]>([
    ['2.x has one of its own', 'kong/proxy', of('2.12.8'), ['kong/proxy=publish']],
    ['what was meant for the class', 'true', of('2.12.8'), ['true=null']],
    ['no blank is taken off', 'kong/proxy, kong/udp', of('2.10.0'), ['kong/proxy=publish', ' kong/udp=null']],
    ['nothing counts as absent', '', of('2.10.0'), []],
    ['a comma at the end', 'kong/proxy,', of('2.10.0'), ['kong/proxy=publish', '=null']],
    ['one name until 2.9', 'kong/proxy,kong/udp', of('2.9.3'), ['kong/proxy,kong/udp=null']],
    ['nothing before 2.6', 'kong/old', of('2.5.1'), []],
    ['3.x ignores it', 'kong/old', of('3.0.0'), []],
  ])('the annotation of 2.x, %s: "%s"', (_, former, shape, expected) => {
    expect(items(null, shape, former)).toEqual(expected);
  });

  test('a version that is not known is read as the newest', () => {
    const [controller = null] = viewOf(kongDeployment()).controllers;
    const undated = controller && { ...controller, version: unknown('a hole') };
    expect(pinOf(pinned(' kong/proxy '), undated)).toMatchObject([{ value: 'kong/proxy', matches: 'publish' }]);
  });

  test('an item stands where the annotation does', () => {
    expect(pinOf(pinned('kong/proxy', null, here), null)[0]?.at).toBe(here);
  });
});
