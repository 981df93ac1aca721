import { describe, expect, test } from 'vitest';
import { evaluatedVersion } from '../../../src/kong/charts/known-versions.ts';
import { defaultTags } from '../../../src/kong/charts/versions.ts';
import { render, variable } from './release.ts';

describe('which version is evaluated', () => {
  test.each([
    ['kong/kong', '3.4.1', '3.4.1', null],
    ['kong/kong', 'v2.38.0', '2.38.0', null],
    [
      'kong/kong',
      '^2.26.0',
      '2.52.0',
      '"^2.26.0" is not one exact version of kong/kong; evaluated as kong/kong 2.52.0',
    ],
    [
      'kong/kong',
      '>=2.4, <2.30',
      '2.29.0',
      '">=2.4, <2.30" is not one exact version of kong/kong; evaluated as kong/kong 2.29.0',
    ],
    ['kong/kong', '2.60.0', '2.52.0', 'kong/kong 2.60.0 is not a version known here; evaluated as kong/kong 2.52.0'],
    [
      'kong/kong',
      '9.0.0',
      '3.4.1',
      'kong/kong 9.0.0 is newer than every version known here; evaluated as kong/kong 3.4.1',
    ],
    ['kong/kong', '2.3.0', null, 'kong/kong 2.3.0 is too old to be evaluated; the oldest is 2.4.0'],
    ['kong/ingress', '0.3.0', null, 'kong/ingress 0.3.0 is too old to be evaluated; the oldest is 0.4.0'],
    ['kong/ingress', '*', '0.24.0', 'no version of kong/ingress is named; evaluated as kong/ingress 0.24.0'],
    [
      'kong/kong',
      '2.17.0-rc.4',
      '2.17.0',
      'kong/kong 2.17.0-rc.4 is not a version known here; evaluated as kong/kong 2.17.0',
    ],
  ] as const)('%s %s', (chart, wanted, version, unverified) => {
    expect(evaluatedVersion(chart, wanted, '')).toEqual({ version, unverified });
  });

  test('a chart that is too old gives nothing but the reason', () => {
    expect(render('{}', '2.3.0')).toMatchObject({
      failure: null,
      services: [],
      workloads: [],
      unverified: { cause: 'unknown-version', reason: expect.stringContaining('too old') },
    });
  });
});

describe('what changed between versions of kong/kong', () => {
  const streams =
    'proxy: {stream: [{containerPort: 9002, servicePort: 9002, protocol: UDP}]}\nudpProxy: {enabled: true, stream: [{containerPort: 53, servicePort: 53}]}';
  test.each([
    ['2.13.1', '0.0.0.0:9002 udp, 0.0.0.0:53', 'stream-53'],
    ['2.14.0', '0.0.0.0:9002 udp, 0.0.0.0:53 udp', 'streamudp-53'],
    ['2.34.0', '0.0.0.0:9002 udp, [::]:9002 udp, 0.0.0.0:53 udp, [::]:53 udp', 'streamudp-53'],
  ])('%s listens on %s', (version, listen, port) => {
    const rendered = render(streams, version);
    expect(variable(rendered, 'KONG_STREAM_LISTEN')).toBe(listen);
    expect(rendered.services[1]?.ports.map(({ name }) => name)).toEqual([port]);
  });

  test.each([
    ['2.16.5', 'r-kong-proxy', 'n/r-kong-proxy'],
    ['2.17.0', 'r-kong-proxy', 'n/edge'],
    ['2.48.0', 'edge', 'n/edge'],
  ])('with proxy.nameOverride %s names the Service %s and publishes %s', (version, service, published) => {
    const rendered = render('proxy: {nameOverride: edge}', version);
    expect(rendered.services[0]?.name).toBe(service);
    expect(variable(rendered, 'CONTROLLER_PUBLISH_SERVICE')).toBe(published);
  });

  test.each([
    ['2.4.0', '2.5', '2.0'],
    ['2.26.5', '3.3', '2.11'],
    ['2.41.1', '3.6', '3.3'],
    ['3.4.1', '3.9', '3.5'],
  ])('%s brings Kong %s and controller %s', (version, kong, controller) => {
    expect(defaultTags(version)).toEqual({ kong, controller });
  });
});
