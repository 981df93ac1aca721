import { expect, test } from 'vitest';
import { objectsOfChart } from '../../../src/gitops/charts/objects-of-chart.ts';
import { releaseOf } from './made-objects.ts';

const values =
  'route: { main: { enabled: true, timeouts: { request: 5s }, parentRefs: [{ name: edge, namespace: kong }] } }';

/** The exact version or the range of Grafana's chart, and what becomes of its route. */
test.each([
  ['12.11.1', null, 'timeouts'],
  ['11.3.0', null, 'timeouts'],
  ['11.2.9', null, 'no timeouts'],
  ['8.0.0', null, 'release 8.0.0 of the chart grafana is not known here'],
  ['13.0.0', null, 'release 13.0.0 of the chart grafana is not known here'],
  [null, '11.6.x', 'timeouts'],
  [null, '~10.4.0', 'no timeouts'],
  [null, '11.x', 'a range'],
  [null, '*', 'a range'],
  [null, '>=12', 'a range'],
])('version %s, range %s: %s', (version, range, expected) => {
  const release = releaseOf('grafana', version ?? '', values);
  const chartVersion = version === null ? ({ certainty: 'unknown', reason: 'a range' } as const) : release.chartVersion;
  const { objects, unverified } = objectsOfChart({ ...release, chartVersion, chartRange: range });
  const route = objects.find(({ kind }) => kind === 'HTTPRoute');
  const made = JSON.stringify(route?.root, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
  const found = route === undefined ? null : made.includes('"timeouts"') ? 'timeouts' : 'no timeouts';
  expect(found ?? unverified.map(({ reason }) => reason).join()).toBe(expected);
});

test('values without a parent of a route are nobody’s concern', () => {
  expect(objectsOfChart(releaseOf('grafana', '8.0.0', 'replicas: 2'))).toEqual({ objects: [], unverified: [] });
});

test('what is not known of one part leaves the others', () => {
  const route = '{ main: { enabled: true, parentRefs: [{ name: edge, namespace: kong }] } }';
  const text = `prometheus: { route: ${route} }\nalertmanager: { namespaceOverride: alerts, route: ${route} }\nthanosRuler: { route: ${route} }`;
  const { objects, unverified } = objectsOfChart(releaseOf('kube-prometheus-stack', '88.5.3', text));
  expect(objects.filter(({ kind }) => kind === 'HTTPRoute').map(({ name }) => name.value)).toEqual([
    'echo-kube-prometheus-stack-prometheus',
  ]);
  expect(unverified.map(({ reason }) => reason)).toEqual([
    'Alertmanager goes to a namespace of its own; routes of thanosRuler.route are not read here',
  ]);
});
