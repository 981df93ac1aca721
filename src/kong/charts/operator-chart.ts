import { gte } from 'semver';
import type { OperatorChart } from '../../gitops/model/kong-chart.ts';
import {
  RenderFailure,
  elements,
  field,
  isNil,
  mapOf,
  printed,
  sortedKeys,
  stringOf,
  truthy,
  type Value,
} from '../../helm/go-template.ts';
import { toNode } from '../../source/json.ts';
import type { Located, Place } from '../../source/location.ts';
import type { MapNode } from '../../source/node.ts';
import type { EnvValue } from '../model/env-value.ts';
import type { Container } from '../model/workload.ts';
import { operatorTags } from './operator-versions.ts';

/** What a chart of Kong Operator can see. */
export interface OperatorChartInput {
  readonly chart: OperatorChart;
  readonly version: string;
  /** The user's values over the defaults. */
  readonly values: Value;
  readonly release: string;
  readonly releaseNamespace: string;
  /** `.Chart.Name`: that of the chart, or the alias under which an umbrella includes it. */
  readonly name: string;
}

/** The one workload that the chart makes. */
export interface RenderedOperator {
  readonly name: string;
  readonly namespace: string;
  readonly at: Place;
  readonly container: Container;
}

/** The default values that decide the operator's settings. */
export function operatorDefaults(chart: OperatorChart, version: string): MapNode {
  const repository =
    chart === 'kong/kong-operator' ? 'docker.io/kong/kong-operator' : 'docker.io/kong/gateway-operator';
  const tag = operatorTags(chart).find(([since]) => gte(version, since))?.[1] ?? '';
  const defaults = {
    image: { repository, tag, digest: '', effectiveSemver: '' },
    replicaCount: 1,
    env: {},
    args: [],
    enableControlplaneConfigDump: false,
    controlplaneConfigDumpPort: 10_256,
    global: {
      webhooks: { conversion: { enabled: true }, validating: { enabled: true } },
      certificateAuthority: { secret: { name: '', namespace: '' } },
    },
  };
  const node = toNode(defaults, { default: `${chart} ${version}` });
  if (node.kind !== 'map') throw new TypeError('chart defaults are a map');
  return node;
}

/**
 * What the charts of Kong Operator make of their values.
 * Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/charts/kong-operator/templates/_helpers.tpl and
 * https://github.com/Kong/charts/tree/main/charts/gateway-operator
 */
export function renderOperatorChart(input: OperatorChartInput): RenderedOperator {
  const { values } = input;
  const env = environmentOf(input);
  const image = imageOf(input);
  const stated = field(values, 'image', 'effectiveSemver');
  return {
    name: cut(`${fullName(input)}-controller-manager`),
    namespace: namespaceOf(input),
    at: values.at,
    container: {
      role: 'operator',
      name: 'manager',
      image,
      statedRelease: truthy(stated) ? { value: printed(stated), at: stated.at } : null,
      env,
      args: elements(field(values, 'args')).map((word) => ({ value: printed(word), at: word.at })),
      unknownEnv: null,
    },
  };
}

function fullName({ values, release, name }: OperatorChartInput): string {
  const full = field(values, 'fullnameOverride');
  if (truthy(full)) return printed(full);
  const override = field(values, 'nameOverride');
  return cut(`${release}-${truthy(override) ? printed(override) : name}`);
}

function namespaceOf({ values, releaseNamespace }: OperatorChartInput): string {
  const own = field(values, 'namespace');
  return truthy(own) ? printed(own) : releaseNamespace;
}

function cut(text: string): string {
  return text.slice(0, 63).replace(/-$/, '');
}

function imageOf({ values }: OperatorChartInput): Located<string> {
  const image = field(values, 'image');
  const [repository, tag, digest] = ['repository', 'tag', 'digest'].map((key) => field(image, key));
  const own = tag !== undefined && truthy(tag) ? `:${printed(tag)}` : '';
  const pinned = digest !== undefined && truthy(digest) ? `@${printed(digest)}` : '';
  return { value: `${repository === undefined ? '' : printed(repository)}${own}${pinned}`, at: tag?.at ?? image.at };
}

/** Variables that settings of their own make; the chart of the newer name refuses them below `env`. */
const madeBySettings: ReadonlyMap<string, string> = new Map([
  ['KONG_OPERATOR_ENABLE_CONTROLPLANE_CONFIG_DUMP', 'enableControlplaneConfigDump'],
  ['KONG_OPERATOR_CONTROLPLANE_CONFIG_DUMP_BIND_ADDRESS', 'controlplaneConfigDumpPort'],
]);

/** The variables of the chart itself, then `env` behind the operator's prefix, then `customEnv` as it stands. */
function environmentOf(input: OperatorChartInput): ReadonlyMap<string, EnvValue> {
  const { values, chart } = input;
  const prefix = chart === 'kong/kong-operator' ? 'KONG_OPERATOR_' : 'GATEWAY_OPERATOR_';
  const ofChart: Place = { default: `${chart} ${input.version}` };
  const env = new Map(ownVariables(input).map(([name, value]) => [name, composed(value, ofChart)]));
  for (const [key, before] of [
    ['env', prefix],
    ['customEnv', ''],
  ] as const) {
    const layer = field(values, key);
    if (isNil(layer)) continue;
    for (const name of sortedKeys(mapOf(layer))) {
      const variable = `${before}${name.toUpperCase()}`;
      const value = field(layer, name);
      const instead = chart === 'kong/kong-operator' ? madeBySettings.get(variable) : undefined;
      if (instead !== undefined)
        throw new RenderFailure(`${key}.${name} may not be set; set ${instead} instead`, value);
      env.set(variable, valueOf(value));
    }
  }
  return env;
}

function ownVariables({ values, chart, version, releaseNamespace }: OperatorChartInput): readonly [string, string][] {
  if (chart === 'kong/gateway-operator') return [];
  const isOff = (webhook: string): boolean => !truthy(field(values, 'global', 'webhooks', webhook, 'enabled'));
  const own: [string, string][] = [];
  if (isOff('conversion')) own.push(['KONG_OPERATOR_ENABLE_CONVERSION_WEBHOOK', 'false']);
  if (isOff('validating')) own.push(['KONG_OPERATOR_ENABLE_VALIDATING_WEBHOOK', 'false']);
  if (gte(version, '1.1.0')) own.push(...authority(values, releaseNamespace));
  return own;
}

function authority(values: Value, releaseNamespace: string): readonly [string, string][] {
  const secret = field(values, 'global', 'certificateAuthority', 'secret');
  const [name, namespace] = [field(secret, 'name'), field(secret, 'namespace')];
  if (truthy(namespace) && !truthy(name)) {
    const reason =
      'global.certificateAuthority.secret.namespace is set, and global.certificateAuthority.secret.name is not';
    throw new RenderFailure(reason, namespace);
  }
  return [
    ['KONG_OPERATOR_CLUSTER_CA_SECRET', truthy(name) ? printed(name) : 'kong-operator-ca'],
    ['KONG_OPERATOR_CLUSTER_CA_SECRET_NAMESPACE', truthy(namespace) ? stringOf(namespace) : releaseNamespace],
  ];
}

function composed(value: string, at: Place): EnvValue {
  return { kind: 'value', value, at, node: null, entries: null };
}

/** `quote`: nil prints nothing, a map prints as Go prints it. */
function valueOf(value: Value): EnvValue {
  const { node } = value;
  if (node?.kind === 'unknown') return { kind: 'unknown', reason: node.reason, at: node.at };
  return {
    kind: 'value',
    value: printed(value),
    at: value.at,
    node: node?.kind === 'scalar' ? node : null,
    entries: null,
  };
}
