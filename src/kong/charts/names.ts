import { equalsText, field, isNil, percentS, printed, stringOf, truthy } from '../../helm/go-template.ts';
import type { Located, Place } from '../../source/location.ts';
import type { Chart } from './chart.ts';
import { fillTemplate } from './template-text.ts';
import { rereadName } from './yaml-scalar.ts';

/** `kong.name`: cut to 63 bytes. Sprig's `trunc` takes nothing but a string. */
export function chartName(chart: Chart): string {
  const override = field(chart.values, 'nameOverride');
  return cut(truthy(override) ? stringOf(override) : chart.name);
}

/** `kong.fullname`: the stem of every name. There is no shortcut for a release named like the chart. */
export function fullName(chart: Chart): Located<string> {
  const full = field(chart.values, 'fullnameOverride');
  const override = field(chart.values, 'nameOverride');
  if (chart.features.fullnameOverride && truthy(full)) return { value: printed(full), at: full.at };
  const named = truthy(override);
  return {
    value: cut(`${chart.release}-${named ? stringOf(override) : chart.name}`),
    at: named ? override.at : chart.values.at,
  };
}

/** `kong.namespace`: of every object and of the publish Service. */
export function chartNamespace(chart: Chart): string {
  const own = field(chart.values, 'namespace');
  return truthy(own) ? printed(own) : chart.releaseNamespace;
}

/** CONTROLLER_PUBLISH_SERVICE as the chart derives it, whether or not such a Service is rendered. */
export function publishService(chart: Chart): Located<string> {
  const full = fullName(chart);
  const override = field(chart.values, 'proxy', 'nameOverride');
  const named = chart.features.nameOverrideInPublishService && truthy(override);
  const name = named
    ? chart.features.nameOverrideTemplated
      ? fillTemplate(stringOf(override), chart, override)
      : percentS(override)
    : '';
  return {
    value: `${chartNamespace(chart)}/${name === '' ? `${full.value}-proxy` : name}`,
    at: named ? override.at : full.at,
  };
}

/** The Service that gateway discovery looks up: `namespace/name`. */
export function adminServiceName(chart: Chart): { readonly name: string; readonly at: Place } {
  const discovery = field(chart.values, 'ingressController', 'gatewayDiscovery');
  const service = field(discovery, 'adminApiService');
  const namespace = field(service, 'namespace');
  const name = field(service, 'name');
  const generated = chart.features.generateAdminApiService && truthy(field(discovery, 'generateAdminApiService'));
  const own = truthy(namespace) ? percentS(namespace) : chartNamespace(chart);
  return {
    name: `${own}/${generated ? `${chart.release}-gateway-admin` : percentS(name)}`,
    at: generated || isNil(name) ? discovery.at : name.at,
  };
}

/** The names are printed bare into every manifest, where YAML must be able to read them. */
export function checkNames(chart: Chart): void {
  const { values, features } = chart;
  for (const key of ['nameOverride', 'namespace', ...(features.fullnameOverride ? ['fullnameOverride'] : [])])
    rereadName(field(values, key));
}

/** Labels by which the Services of this chart select its pods. */
export function selectorLabels(chart: Chart): ReadonlyMap<string, string> {
  return new Map([
    ['app.kubernetes.io/name', chartName(chart)],
    ['app.kubernetes.io/component', 'app'],
    ['app.kubernetes.io/instance', chart.release],
  ]);
}

/** Whether a Service of this type gets node ports. */
export function takesNodePorts(type: Parameters<typeof equalsText>[0]): boolean {
  return equalsText(type, 'LoadBalancer') || equalsText(type, 'NodePort');
}

function cut(name: string): string {
  const short = name.slice(0, 63);
  return short.endsWith('-') ? short.slice(0, -1) : short;
}
