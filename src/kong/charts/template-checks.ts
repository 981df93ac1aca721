import {
  RenderFailure,
  elements,
  equalsText,
  field,
  int64,
  isNil,
  truthy,
  type Value,
} from '../../gitops/helm/go-template.ts';
import type { Chart } from './chart.ts';
import { imageVersion, lessThan } from './image-version.ts';

/**
 * Executes, for its failures alone, what the rest of the chart reads: Helm renders all templates
 * or none, so a null in a corner that is no concern of ours still stops the release.
 */
export function checkTemplates(chart: Chart): void {
  const { values } = chart;
  const kong = truthy(field(values, 'deployment', 'kong', 'enabled'));
  const controller = truthy(field(values, 'ingressController', 'enabled'));
  if (kong || controller) checkPod(chart, controller);
  if (kong) checkKong(chart, controller);
  checkImages(chart, kong, controller);
  checkPostgres(chart);
  checkDisruptionBudget(chart);
}

function checkPod(chart: Chart, controller: boolean): void {
  const { values } = chart;
  field(values, 'autoscaling', 'enabled');
  field(values, 'deployment', 'serviceAccount', 'create');
  equalsText(field(values, 'env', 'database'), 'off');
  elements(field(values, 'deploymentAnnotations'));
  elements(field(values, 'podAnnotations'));
  if (!controller && equalsText(field(values, 'env', 'database'), 'off')) checkDbless(chart);
}

function checkKong(chart: Chart, controller: boolean): void {
  const { values } = chart;
  for (const block of ['admin', 'proxy', 'status']) {
    field(values, block, 'http', 'enabled');
    field(values, block, 'tls', 'enabled');
  }
  field(values, 'cluster', 'tls', 'enabled');
  for (const block of ['proxy', 'udpProxy']) {
    for (const entry of elements(field(values, block, 'stream'))) equalsText(field(entry, 'protocol'), 'UDP');
  }
  const manager = field(values, 'manager');
  if (
    truthy(field(manager, 'enabled')) &&
    (truthy(field(manager, 'http', 'enabled')) || truthy(field(manager, 'tls', 'enabled')))
  ) {
    field(manager, 'ingress', 'enabled');
  }
  field(values, 'enterprise', 'enabled');
  if (controller) field(values, 'ingressController', 'admissionWebhook', 'enabled');
}

function checkDbless(chart: Chart): void {
  const dbless = field(chart.values, 'dblessConfig');
  const sources = ['configMap', 'secret', 'config'].filter((key) => truthy(withLength(field(dbless, key))));
  if (chart.features.dblessSources === 'free') return;
  if (sources.length > 1)
    throw new RenderFailure(
      `dblessConfig sets ${sources.join(' and ')}; only one source of the configuration may be set`,
      dbless,
    );
  if (sources.length === 0 && chart.features.dblessSources === 'one') {
    throw new RenderFailure('without a controller and a database, dblessConfig must name a configuration', dbless);
  }
}

/** `len` takes no null. */
function withLength(value: Value): Value {
  if (isNil(value)) throw new RenderFailure(`${value.path.join('.')} is null, but the chart takes its length`, value);
  return value;
}

/** Image tags have to read as versions where the chart compares or prints them. */
function checkImages(chart: Chart, kong: boolean, controller: boolean): void {
  const image = field(chart.values, 'image');
  if ((chart.features.versionLabels && (kong || controller)) || (kong && chart.features.readinessByVersion))
    imageVersion(chart, image);
  if (controller) lessThan(chart, field(chart.values, 'ingressController', 'image'), '2.0.0');
}

function checkPostgres(chart: Chart): void {
  const postgres = field(chart.values, 'postgresql');
  if (!truthy(field(postgres, 'enabled')) || !chart.features.postgresImageRequired) return;
  const missing = ['repository', 'tag'].find((key) => equalsText(field(postgres, 'image', key), ''));
  if (missing === undefined) return;
  throw new RenderFailure(`postgresql.enabled needs postgresql.image.${missing}`, field(postgres, 'enabled'));
}

function checkDisruptionBudget(chart: Chart): void {
  const budget = field(chart.values, 'podDisruptionBudget');
  if (!truthy(field(budget, 'enabled')) || !chart.features.budgetNeedsReplicas) return;
  const scaling = field(chart.values, 'autoscaling');
  const scaled = truthy(field(scaling, 'enabled'));
  const replicas = scaled ? field(scaling, 'minReplicas') : field(chart.values, 'replicaCount');
  if (int64(replicas) > 1) return;
  throw new RenderFailure(
    `podDisruptionBudget.enabled needs ${scaled ? 'autoscaling.minReplicas' : 'replicaCount'} above 1`,
    field(budget, 'enabled'),
  );
}
