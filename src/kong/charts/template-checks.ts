import {
  RenderFailure,
  elements,
  equalsText,
  field,
  hasKey,
  int64,
  isNil,
  mapOf,
  stringOf,
  truthy,
  type Value,
} from '../../helm/go-template.ts';
import type { Chart } from './chart.ts';
import { atLeast, imageVersion, lessThan } from './image-version.ts';
import { imageOf } from './env.ts';
import { kongEnv } from './kong-env.ts';
import { chartName, checkNames } from './names.ts';
import { checkServiceSettings } from './service.ts';
import { checkReads } from './template-reads.ts';
import { checkIfKnown, knownTrue } from './unknown.ts';

/**
 * Executes, for its failures alone, what the rest of the chart reads: Helm renders all templates
 * or none, so a null in a corner that is no concern of ours still stops the release.
 */
export function checkTemplates(chart: Chart): void {
  const kong = knownTrue(() => truthy(field(chart.values, 'deployment', 'kong', 'enabled')));
  const controller = knownTrue(() => truthy(field(chart.values, 'ingressController', 'enabled')));
  checkReads(chart, kong, controller);
  checkIfKnown(() => checkNotes(chart));
  if (kong || controller) checkPod(chart, kong, controller);
  const kongEnvAlone = !kong && controller && chart.features.kongEnvInEveryPod;
  if (kongEnvAlone) checkIfKnown(() => [kongEnv(chart), imageOf(field(chart.values, 'image'))]);
  if (kong || kongEnvAlone) checkDblessLengths(chart);
  if (kong) checkStreams(chart);
  checkImages(chart, kong, controller);
  checkIfKnown(() => checkPostgres(chart));
  checkIfKnown(() => checkDisruptionBudget(chart));
}

/** The notes that Helm prints at the end are a template like any other. */
function checkNotes(chart: Chart): void {
  stringOf(field(chart.values, 'proxy', 'type'));
  const account = field(chart.values, 'ingressController', 'serviceAccount');
  if (hasKey(field(chart.values, 'ingressController'), 'serviceAccount')) mapOf(account);
}

function checkPod(chart: Chart, kong: boolean, controller: boolean): void {
  const { values } = chart;
  checkIfKnown(() => chartName(chart));
  checkIfKnown(() => checkNames(chart));
  if (controller && knownTrue(() => truthy(field(values, 'ingressController', 'rbac', 'create')))) {
    const namespaces = field(values, 'ingressController', 'watchNamespaces');
    checkIfKnown(() => (truthy(namespaces) ? elements(namespaces) : []));
  }
  for (const key of ['deploymentAnnotations', 'podAnnotations', 'extraLabels', 'secretVolumes'])
    checkIfKnown(() => elements(field(values, key)));
  for (const key of ['extraConfigMaps', 'extraSecrets']) checkItems(values, [key], 'name');
  for (const key of ['configMaps', 'secrets']) checkItems(values, ['plugins', key], 'pluginName');
  if (controller && !kong && !chart.features.kongEnvInEveryPod) return;
  checkIfKnown(() => checkDatabase(chart, controller));
}

function checkItems(values: Value, path: readonly string[], key: string): void {
  checkIfKnown(() => {
    for (const item of elements(field(values, ...path))) checkIfKnown(() => field(item, key));
  });
}

function checkDatabase(chart: Chart, controller: boolean): void {
  if (!equalsText(field(chart.values, 'env', 'database'), 'off')) field(chart.values, 'waitImage', 'enabled');
  else if (!controller) checkDbless(chart);
}

/** Container ports are written for every entry, whether or not a Service or a listen takes it up. */
function checkStreams(chart: Chart): void {
  const { values } = chart;
  checkIfKnown(() => mapOf(field(values, 'migrations')));
  const manager = field(values, 'manager');
  if (chart.features.managerAlways && knownTrue(() => truthy(field(manager, 'enabled'))))
    checkServiceSettings(chart, manager);
  checkIfKnown(() => {
    for (const entry of elements(field(values, 'proxy', 'stream')))
      checkIfKnown(() => checkProtocol(field(entry, 'protocol')));
  });
  checkItems(values, ['udpProxy', 'stream'], 'containerPort');
}

function checkDblessLengths(chart: Chart): void {
  if (!chart.features.dblessLengths) return;
  for (const key of ['configMap', 'secret', 'config'])
    checkIfKnown(() => withLength(field(chart.values, 'dblessConfig', key)));
}

function checkProtocol(protocol: Value): void {
  if (truthy(protocol)) equalsText(protocol, 'UDP');
}

function checkDbless(chart: Chart): void {
  const dbless = field(chart.values, 'dblessConfig');
  field(dbless, 'configMap');
  const { dblessSources } = chart.features;
  if (dblessSources === 'free') return;
  const sources = ['configMap', 'secret', 'config'].filter((key) => truthy(withLength(field(dbless, key))));
  if (sources.length > 1) {
    throw new RenderFailure(
      `dblessConfig sets ${sources.join(' and ')}; only one source of the configuration may be set`,
      dbless,
    );
  }
  if (sources.length === 0 && dblessSources === 'one') {
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
  const { features, values } = chart;
  const image = field(values, 'image');
  const own = field(values, 'ingressController', 'image');
  if ((features.versionLabels && (kong || controller)) || (kong && features.readinessByVersion))
    checkIfKnown(() => imageVersion(chart, image));
  if (controller) checkIfKnown(() => imageVersion(chart, own));
  const oldReadiness = (): boolean => lessThan(chart, image, '3.3.0') || (controller && lessThan(chart, own, '2.11.0'));
  if (kong && features.readinessByVersion && knownTrue(oldReadiness))
    checkIfKnown(() => field(values, 'readinessProbe', 'httpGet', 'path'));
  const hasRules =
    features.facadeRules && controller && knownTrue(() => truthy(field(values, 'ingressController', 'rbac', 'create')));
  if (hasRules && knownTrue(() => atLeast(chart, own, '3.1.0')))
    checkIfKnown(() => field(values, 'ingressController', 'env', 'feature_gates'));
}

function checkPostgres(chart: Chart): void {
  const postgres = field(chart.values, 'postgresql');
  // Helm always makes a map of the key of a dependency.
  if (isNil(postgres) || !truthy(field(postgres, 'enabled')) || !chart.features.postgresImageRequired) return;
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
  const what = scaled ? 'autoscaling.minReplicas' : 'replicaCount';
  throw new RenderFailure(`podDisruptionBudget.enabled needs ${what} above 1`, field(budget, 'enabled'));
}
