import { expect, test } from 'vitest';
import { recogniseRoutingChart } from '../../../src/gitops/charts/recognise-routing-chart.ts';

test.each([
  ['oci://ghcr.io/bjw-s-labs/helm/app-template', null, 'app-template'],
  ['oci://ghcr.io/bjw-s/helm/app-template/', null, 'app-template'],
  ['app-template', 'oci://ghcr.io/bjw-s-labs/helm', 'app-template'],
  ['app-template', 'https://bjw-s-labs.github.io/helm-charts/', 'app-template'],
  ['bjw-s/app-template', 'https://bjw-s.github.io/helm-charts', 'app-template'],
  ['podinfo', 'https://stefanprodan.github.io/podinfo', 'podinfo'],
  ['grafana', 'https://grafana-community.github.io/helm-charts', 'grafana'],
  ['kube-prometheus-stack', 'https://prometheus-community.github.io/helm-charts', 'kube-prometheus-stack'],
  ['oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack', null, 'kube-prometheus-stack'],
  ['argo-cd', 'ghcr.io/argoproj/argo-helm', 'argo-cd'],
  ['argo-cd', 'https://argoproj.github.io/argo-helm', 'argo-cd'],
  ['grafana', 'https://charts.bitnami.com/bitnami', undefined],
  ['app-template', null, undefined],
  ['app-template', 'https://charts.acme.io', undefined],
  ['oci://ghcr.io/acme/helm/app-template', null, undefined],
  ['oci://ghcr.io/bjw-s-labs/helm/multus', null, undefined],
  ['kong', 'https://bjw-s-labs.github.io/helm-charts', undefined],
])('%s of %s is %s', (reference, repository, expected) => {
  expect(recogniseRoutingChart(reference, repository)?.name).toBe(expected);
});
