import { gte, lt } from 'semver';
import { field, truthy } from '../../helm/go-template.ts';
import type { Chart, TemplateRead } from './chart.ts';
import { checkIfKnown, knownTrue } from './unknown.ts';

/** When a template reads a path: `from` the first chart version that does, `before` the first that does no more. */
interface Read {
  readonly path: string;
  readonly when: TemplateRead['when'];
  readonly from?: string;
  readonly before?: string;
}

/**
 * Paths whose parents must be maps, or the chart stops with a nil pointer. What the Services and
 * listens read themselves is not repeated here.
 */
const reads: readonly Read[] = [
  { path: 'autoscaling.enabled', when: 'always' },
  { path: 'podDisruptionBudget.enabled', when: 'always' },
  { path: 'podSecurityPolicy.enabled', when: 'always' },
  { path: 'serviceMonitor.enabled', when: 'always', from: '2.43.0' },
  { path: 'ingressController.rbac.create', when: 'always' },
  { path: 'ingressController.admissionWebhook.enabled', when: 'always' },
  { path: 'ingressController.adminApi.tls.client.enabled', when: 'always', from: '2.18.0' },
  { path: 'ingressController.konnect.license.enabled', when: 'always', from: '2.50.0' },
  { path: 'deployment.test.enabled', when: 'always', before: '2.40.0' },
  { path: 'deployment.serviceAccount.create', when: 'always' },
  { path: 'manager.enabled', when: 'always', from: '2.33.0' },
  { path: 'admin.enabled', when: 'always', from: '2.33.0' },
  { path: 'ingressController.konnect.enabled', when: 'always', from: '2.40.0' },
  { path: 'deployment.prefixDir.sizeLimit', when: 'pod', from: '2.11.0' },
  { path: 'deployment.tmpDir.sizeLimit', when: 'pod', from: '2.11.0' },
  { path: 'env.database', when: 'pod', before: '2.16.5' },
  { path: 'env.database', when: 'kong' },
  { path: 'image.pullSecrets', when: 'pod' },
  { path: 'plugins.configMaps', when: 'pod' },
  { path: 'containerSecurityContext.enabled', when: 'pod', from: '3.0.2' },
  { path: 'admin.tls.client.secretName', when: 'pod', from: '2.18.0' },
  { path: 'dblessConfig.configMap', when: 'kongEnv', from: '2.15.2' },
  { path: 'admin.http.enabled', when: 'kong' },
  { path: 'admin.tls.enabled', when: 'kong' },
  { path: 'admin.ingress.enabled', when: 'kongEnv' },
  { path: 'status.http.enabled', when: 'kong' },
  { path: 'status.tls.enabled', when: 'kong' },
  { path: 'cluster.tls.enabled', when: 'kong' },
  { path: 'proxy.http.enabled', when: 'kong' },
  { path: 'proxy.tls.enabled', when: 'kong' },
  { path: 'enterprise.enabled', when: 'kongEnv' },
  { path: 'manager.enabled', when: 'kong', from: '2.26.3' },
  { path: 'clustertelemetry.enabled', when: 'kong' },
  { path: 'deployment.kong.initContainers.clearStalePid.enabled', when: 'kong', from: '3.4.0' },
  { path: 'ingressController.admissionWebhook.certificate.provided', when: 'webhook' },
  { path: 'ingressController.admissionWebhook.service.labels', when: 'webhook', from: '2.17.1' },
  { path: 'ingressController.admissionWebhook.objectSelector.matchLabels', when: 'webhook', from: '2.42.0' },
  { path: 'ingressController.rbac.gatewayAPI.enabled', when: 'controller', from: '2.50.0' },
  { path: 'ingressController.gatewayDiscovery.enabled', when: 'controller', from: '2.17.0' },
  { path: 'manager.http.enabled', when: 'notes' },
  { path: 'manager.http.enabled', when: 'manager' },
  { path: 'manager.tls.enabled', when: 'manager' },
  { path: 'manager.ingress.enabled', when: 'manager' },
  { path: 'manager.http.enabled', when: 'enterprise' },
  { path: 'manager.tls.enabled', when: 'enterprise' },
  { path: 'manager.ingress.enabled', when: 'enterprise' },
  { path: 'portal.http.enabled', when: 'enterprise' },
  { path: 'portal.tls.enabled', when: 'enterprise' },
  { path: 'portalapi.http.enabled', when: 'enterprise' },
  { path: 'portalapi.tls.enabled', when: 'enterprise' },
  { path: 'clustertelemetry.tls.enabled', when: 'enterprise' },
  { path: 'enterprise.vitals.enabled', when: 'enterprise' },
  { path: 'enterprise.portal.enabled', when: 'enterprise' },
  { path: 'enterprise.rbac.enabled', when: 'enterprise' },
  { path: 'enterprise.smtp.enabled', when: 'enterprise' },
];

/** Fails as Helm does when something on the way to a path that the chart reads is not a map. */
export function checkReads(chart: Chart, kong: boolean, controller: boolean): void {
  const isOn = (...path: readonly string[]): boolean => knownTrue(() => truthy(field(chart.values, ...path)));
  const active: Record<TemplateRead['when'], boolean> = {
    always: true,
    pod: kong || controller,
    kong,
    controller,
    webhook: controller && isOn('ingressController', 'admissionWebhook', 'enabled'),
    kongEnv: kong || (controller && chart.features.kongEnvInEveryPod),
    notes: chart.features.managerNotes && isOn('manager', 'enabled'),
    manager: kong && chart.features.managerAlways && isOn('manager', 'enabled'),
    enterprise: kong && isOn('enterprise', 'enabled'),
  };
  for (const { keys, when } of chart.reads) {
    if (active[when]) checkIfKnown(() => field(chart.values, ...keys));
  }
}

/** What the templates of one exact version of kong/kong read. */
export function readsOf(version: string): readonly TemplateRead[] {
  const alive = reads.filter(
    ({ from, before }) => (from === undefined || gte(version, from)) && (before === undefined || lt(version, before)),
  );
  return alive.map(({ path, when }) => ({ keys: path.split('.'), when }));
}
