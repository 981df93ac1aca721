import { toJson } from '../source/json.ts';
import type { Severity } from '../finding.ts';
import { isLocation, plainLocation, type Location, type PlainLocation } from '../source/location.ts';
import { get, listAt, mapAt, type MapNode, type Node } from '../source/node.ts';
import { parseYaml } from '../source/parse.ts';
import { globMatcher } from './globs.ts';
import type { InventorySource } from './inventory.ts';
import { nearest, schemaProblems, type ConfigProblem } from './schema-problems.ts';
import { defaultConfig, type ClusterConfig, type Config, type ControllerConfig } from './config.ts';

/** A configuration with problems must not be used: half a configuration is not what anybody meant. */
export interface ReadConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the text of a configuration file. `ruleIds` are the rules that exist: a configuration that
 * names another one has a spelling mistake that would silently leave a rule on.
 */
export function readConfig(path: string, text: string, ruleIds: readonly string[]): ReadConfig {
  const file = parseYaml(path, text);
  const whole: Location = { path, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (file.unread) return refused([{ message: `cannot be read: ${file.unread.reason}`, at: whole }]);
  if (file.problems.length > 0) return refused(file.problems);
  if (file.documents.length > 1) return refused([{ message: 'the file must hold one document', at: whole }]);
  const root = file.documents[0]?.root;
  if (root === undefined || (root.kind === 'scalar' && root.value === null))
    return { config: defaultConfig, problems: [] };
  const problems = [
    ...schemaProblems(root, whole),
    ...unknownRules(root, ruleIds, whole),
    ...refusedGlobs(root, whole),
  ];
  if (problems.length > 0 || root.kind !== 'map') return refused(problems);
  return { config: configOf(root), problems: [] };
}

function refused(problems: readonly ConfigProblem[]): ReadConfig {
  return { config: defaultConfig, problems: problems.map(({ message, at }) => ({ message, at: plainLocation(at) })) };
}

function unknownRules(root: Node, ruleIds: readonly string[], whole: Location): ConfigProblem[] {
  return [...(mapAt(root, 'rules')?.entries.values() ?? [])]
    .filter(({ key }) => !ruleIds.includes(key))
    .map(({ key, keyAt }) => ({
      message: `there is no rule "${key}"${nearest(key, ruleIds)}`,
      at: isLocation(keyAt) ? keyAt : whole,
    }));
}

/** A pattern that is not worth the risk would match nothing, and nobody would know why. */
function refusedGlobs(root: Node, whole: Location): ConfigProblem[] {
  const globs = [
    listAt(root, 'exclude'),
    ...listAt(root, 'clusters').map((cluster) => listAt(cluster, 'paths')),
  ].flat();
  return globs.flatMap((node) =>
    node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '' && globMatcher(node.value) === null
      ? [{ message: `"${node.value.slice(0, 60)}" ${refusal}`, at: isLocation(node.at) ? node.at : whole }]
      : [],
  );
}

const refusal =
  'is an unsupported glob: use no parentheses, at most three stars in a row of a path, and few alternatives in braces';

function configOf(root: MapNode): Config {
  const value = <T>(key: string, otherwise: T): T => {
    const node = get(root, key);
    return ((node && toJson(node)) as T | null | undefined) ?? otherwise;
  };
  return {
    clusters: listAt(root, 'clusters').map(clusterOf),
    rules: new Map(
      Object.entries(value<Record<string, Severity | 'off' | false>>('rules', {})).map(([id, to]) => [id, to || 'off']),
    ),
    exclude: value('exclude', defaultConfig.exclude),
    failOn: value('failOn', defaultConfig.failOn),
    unread: value('unread', defaultConfig.unread),
    drafts: value('drafts', defaultConfig.drafts),
    suppressions: value('suppressions', defaultConfig.suppressions),
    baseUpdates: value('baseUpdates', defaultConfig.baseUpdates),
    deployments: value('deployments', defaultConfig.deployments),
    comments: value('comments', defaultConfig.comments),
    inventories: new Map(),
  };
}

/** The shapes the schema has already proven. */
interface ClusterJson {
  name: string;
  paths: string[];
  gatewayApi?: { version: string; channel?: 'standard' | 'experimental' };
  chartVersions?: Record<string, string>;
  complete?: 'all' | string[];
  inventory?: string | { repository: string; path: string; ref?: string };
}

function clusterOf(node: Node): ClusterConfig {
  const json = toJson(node) as unknown as ClusterJson;
  return {
    name: json.name,
    paths: json.paths,
    at: locationOf(node),
    controllers: listAt(node, 'controllers').map(controllerOf),
    gatewayApi: json.gatewayApi
      ? { version: bare(json.gatewayApi.version), channel: json.gatewayApi.channel ?? null }
      : null,
    complete: json.complete ?? [],
    ...(json.inventory === undefined ? {} : { inventory: sourceOf(json.inventory) }),
    chartVersions: new Map(Object.entries(json.chartVersions ?? {}).map(([chart, version]) => [chart, bare(version)])),
  };
}

function sourceOf(json: NonNullable<ClusterJson['inventory']>): InventorySource {
  if (typeof json === 'string') return { kind: 'file', path: json };
  return { kind: 'repository', repository: json.repository, path: json.path, ref: json.ref ?? null };
}

type PortJson = { port: number; targetPort?: number; protocol?: 'TCP' | 'UDP' };

function controllerOf(node: Node): ControllerConfig {
  const json = toJson(node) as unknown as Partial<Record<string, string>> & { name: string };
  const ports = get(node, 'servicePorts');
  return {
    name: json.name,
    at: locationOf(node),
    controllerName: json['controllerName'] ?? null,
    publishService: json['publishService'] ?? null,
    publishServiceUdp: json['publishServiceUdp'] ?? null,
    version: json['version'] === undefined ? null : bare(json['version']),
    servicePorts: ports
      ? (toJson(ports) as unknown as PortJson[]).map((port) => ({ targetPort: port.port, protocol: 'TCP', ...port }))
      : null,
    proxyListen: json['proxyListen'] ?? null,
    streamListen: json['streamListen'] ?? null,
  };
}

function bare(version: string): string {
  return version.replace(/^v/, '');
}

function locationOf(node: Node): PlainLocation {
  if (isLocation(node.at)) return plainLocation(node.at);
  throw new Error('a configuration value comes from the file it was read from');
}
