import { describe, expect, test } from 'vitest';
import { place, render } from './release.ts';

/** Values that Helm refuses: the reason in a sentence, at the line that has to change. */
const cases: readonly [values: string, message: string, line: number, version?: string][] = [
  ['proxy:\n  http: null\n', 'proxy.http is null, but the chart reads proxy.http.enabled', 2],
  ['proxy:\n  tls: null\n', 'proxy.tls is null, but the chart reads proxy.tls.enabled', 2],
  ['proxy:\n  tls: {parameters: null}\n', 'proxy.tls.parameters is null, but the chart expects a list', 2],
  ['proxy:\n  http: {parameters: ssl}\n', 'proxy.http.parameters is the string "ssl", but the chart expects a list', 2],
  [
    'proxy:\n  stream: {containerPort: 9000, servicePort: 9000}\n',
    'proxy.stream must be a list of maps with containerPort and servicePort, and is one map',
    2,
  ],
  ['proxy:\n  stream:\n    - "9000"\n', 'proxy.stream[0] is not a map with containerPort and servicePort', 3],
  [
    'proxy:\n  nameOverride: "{{ .Release.Name }}-edge"\n',
    'proxy.nameOverride prints "{{ .Release.Name }}-edge" into the manifest, which YAML cannot read there',
    2,
  ],
  [
    'image:\n  tag: latest\n',
    'image.tag is "latest", from which the chart reads no version; set image.effectiveSemver',
    2,
  ],
  ['image:\n  tag: 3.9\n', 'image.tag is the number 3.9, but the chart expects a string (put it in quotes)', 2],
  [
    'env:\n  proxy_access_log: off\n',
    "env.proxy_access_log is the boolean false; write 'off' in quotes, else YAML reads a boolean, which Kong rejects",
    2,
  ],
  [
    'ingressController:\n  gatewayDiscovery:\n    enabled: true\n    generateAdminApiService: true\n',
    'ingressController.gatewayDiscovery.enabled and deployment.kong.enabled exclude each other: discovery needs Kong in a release of its own',
    3,
  ],
  ['postgresql:\n  enabled: true\n', 'postgresql.enabled needs postgresql.image.repository', 2],
];

describe('values that Helm refuses', () => {
  test.each(cases)('%j', (values, message, line) => {
    const { failure, services, workloads } = render(values);
    expect(failure?.message).toBe(`${message} (kong/kong 3.4.1)`);
    expect(place(failure?.at)).toBe(`values.yaml:${line}`);
    expect([...services, ...workloads]).toEqual([]);
  });

  test.each([
    ['proxy.nameOverride named nothing before 2.48.0', 'proxy: {nameOverride: "{{ .Release.Name }}-edge"}', '2.47.0'],
    ['tags were not read as versions before', 'image: {tag: latest}', '2.25.0'],
    ['boolean logs were let through', 'env: {proxy_access_log: off}', '2.15.3'],
    ['an empty stream is no failure', 'proxy: {stream: null}', '3.4.1'],
  ])('older charts were laxer: %s', (_why, values, version) => {
    expect(render(values, version).failure).toBeNull();
  });
});
