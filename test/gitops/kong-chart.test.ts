import { describe, expect, test } from 'vitest';
import { recogniseChart } from '../../src/gitops/model/kong-chart.ts';

describe('a chart is one of Kong’s by its name and where it comes from', () => {
  test.each<[string, string | null, string | null]>([
    ['kong', 'https://charts.konghq.com', 'kong/kong'],
    ['ingress', 'https://charts.konghq.com/', 'kong/ingress'],
    ['kong/kong', null, 'kong/kong'],
    ['kong/ingress', null, 'kong/ingress'],
    ['kong', 'kong', 'kong/kong'],
    ['kong', '@kong', 'kong/kong'],
    ['kong', 'alias:kong', 'kong/kong'],
    ['kong', 'https://github.com/Kong/charts', 'kong/kong'],
    ['kong', 'git@github.com:Kong/charts.git', 'kong/kong'],
    ['kong', 'oci://registry.corp.example/kong', 'kong/kong'],
    ['ingress', 'registry.corp.example:5000/kong', 'kong/ingress'],
    ['oci://ghcr.io/kong/kong', null, 'kong/kong'],
    ['kong', 'https://helm.corp.example', 'kong/kong?'],
    // The last step of an OCI address is the chart, not who publishes it.
    ['oci://ghcr.io/corp/charts/kong', null, 'kong/kong?'],
    ['corp/kong', null, 'kong/kong?'],
    ['kong', null, 'kong/kong?'],
    ['./charts/kong', null, 'kong/kong?'],
    // Any vendor may call a chart "ingress".
    ['ingress', 'https://helm.corp.example', null],
    ['./ingress', null, null],
    ['bitnami/kong', null, null],
    ['kong', 'oci://registry-1.docker.io/bitnamicharts', null],
    ['oci://registry-1.docker.io/bitnamicharts/kong', null, null],
    ['kong-operator', 'https://charts.konghq.com', 'kong/kong-operator'],
    ['kong-operator', 'https://helm.corp.example', 'kong/kong-operator?'],
    ['kong/gateway-operator', null, 'kong/gateway-operator'],
    ['gateway-operator', 'https://helm.corp.example', null],
    ['kongress', 'https://kong.example', null],
  ])('%s from %s', (reference, repository, expected) => {
    const found = recogniseChart(reference, repository);
    expect(found && `${found.chart}${found.doubt === null ? '' : '?'}`).toBe(expected);
  });

  test.each([
    [[], 'no repository of the chart kong is named'],
    [['https://github.com/Kong/charts/tree/main/charts/kong'], null],
    [['https://github.com/someone/fork'], 'no repository of the chart kong is named'],
  ])('the links %j of its own Chart.yaml', (links, doubt) => {
    const found = recogniseChart('kong', null, links);
    expect([found?.chart, found?.doubt?.reason ?? null]).toEqual(['kong/kong', doubt]);
  });
});
