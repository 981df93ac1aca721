import { joinDoubts } from '../../source/doubt.ts';
import type { Fact } from '../../source/location.ts';
import type { Unverified } from '../model/cluster.ts';
import { type ChartInstance, chartInstances } from '../../helm/umbrella.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import { kongCharts } from '../model/chart-doubt.ts';
import type { KongChart } from '../model/kong-chart.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import { isTestHook } from '../objects/objects.ts';
import { withNamespace } from '../../kubernetes/read-object.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { baseName } from '../../source/paths.ts';
import { type Content, nothing } from './content.ts';
import { routesInside } from './routes-inside.ts';
import { type ChartUse, unrenderedChart } from './chart-inputs.ts';
import { type GivenValues, layersOf } from './release.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Declaration, Release } from '../model/release.ts';

/** How a chart of the tree is installed. */
export interface ChartInstallation {
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  readonly declaration: Declaration;
  readonly given: GivenValues;
  /** Whether what is given takes the place of the chart's values.yaml; absent means no. */
  readonly replacesValues?: boolean;
  /** Who installs it, for messages. */
  readonly title: string;
}

/** What an installed chart of the tree brings: releases of Kong's charts inside it, and its plain templates. */
export function chartDirectoryContent(index: TreeIndex, directory: string, installation: ChartInstallation): Content {
  const layers = layersOf(installation.given, installation.title);
  const instances = chartInstances(index.sources, directory, layers, kongCharts, installation.replacesValues !== true);
  const templates = templatesOf(index, directory, installation, instances.length > 0);
  const inside = routesInside(index, directory, layers, installation);
  return {
    ...nothing,
    objects: [...templates.objects, ...inside.objects],
    unverified: [...templates.unverified, ...inside.unverified],
    charts: [directory],
    unrendered: unrenderedChart(index, directory, useOf(installation, layers)),
    releases: instances.map((instance) => releaseOf(instance, installation)),
  };
}

function useOf(
  { name, namespace, declaration, given, title }: ChartInstallation,
  layers: readonly ValuesLayer[],
): ChartUse {
  const texts = [name, namespace].map((fact) => (fact.certainty === 'unknown' ? null : fact.value));
  return { title, path: declaration.at.path, stated: JSON.stringify(texts), layers, doubt: given.unverified };
}

function releaseOf(
  instance: ChartInstance<KongChart>,
  { name, namespace, declaration, given }: ChartInstallation,
): Release {
  return {
    name,
    namespace,
    chart: instance.chart,
    chartVersion: instance.version,
    chartRange: instance.versionRange,
    alias: instance.alias,
    values: instance.values,
    layers: instance.layers,
    refusal: instance.refusal,
    declaration,
    unverified: joinDoubts(given.unverified, instance.unverified),
  };
}

/**
 * Templates without a template action are manifests as they stand; Helm gives those without a
 * namespace the release's. Templates of Gateway API that need Helm are counted; of a chart without
 * Kong only those of Gateways and classes, since every application has a route.
 */
function templatesOf(
  index: TreeIndex,
  directory: string,
  installation: ChartInstallation,
  hasKong: boolean,
): Pick<Content, 'objects' | 'unverified'> {
  const objects: KubeObject[] = [];
  const unverified: Unverified[] = [];
  let templated = 0;
  let hidesObjects = false;
  for (const path of index.manifestsIn(directory, true)) {
    const inside = directory === '' ? path : path.slice(directory.length + 1);
    if (!/^(charts\/[^/]+\/)*templates\//.test(inside) || baseName(path).startsWith('_')) continue;
    const text = index.sources.text(path) ?? '';
    if (!text.includes('{{')) objects.push(...index.objects(path));
    // What a chart tries itself out with is applied by its tests; Kong's own has a Gateway there.
    else if (
      !inside.includes('templates/tests/') &&
      isTemplateOfGatewayApi(text) &&
      (hasKong || holdsGateway.test(text))
    ) {
      templated += 1;
      hidesObjects ||= holdsGateway.test(text);
    }
  }
  if (templated > 0) {
    const files =
      templated === 1
        ? '1 template of Gateway API objects needs'
        : `${templated} templates of Gateway API objects need`;
    unverified.push({
      about: `chart ${directory} (${installation.title})`,
      cause: 'template',
      reason: `${files} Helm to render`,
      hidesObjects,
    });
  }
  const { namespace } = installation;
  const place = namespace.certainty === 'unknown' ? null : namespace.value;
  const kept = objects.filter((object) => !isTestHook(object));
  return { objects: kept.map((object) => withNamespace(object, place)), unverified };
}

const holdsGateway = /^[ \t]*kind:[ \t]*["']?Gateway(?:Class)?["']?[ \t]*$/m;

const statesGatewayApi = new RegExp(`apiVersion:\\s*["']?${gatewayGroup.replaceAll('.', '\\.')}`);

function isTemplateOfGatewayApi(text: string): boolean {
  return statesGatewayApi.test(text) && !/helm\.sh\/hook["']?:\s*["']?test/.test(text);
}
