import { pathText } from '../../helm/go-template.ts';
import { mapAt, type MapNode } from '../../source/node.ts';
import { rootKeys } from './effect-keys.ts';
import { moveTo, type Report } from './effect-report.ts';

/** Slips in `env`: the prefix written twice, and blocks of the chart indented under it. */
export function kongEnvEffects(values: MapNode, path: readonly string[], report: Report): void {
  envMap(mapAt(values, 'env'), [...path, 'env'], 'KONG_', report);
}

/** The same for the environment of the controller. */
export function controllerEnvEffects(values: MapNode, path: readonly string[], report: Report): void {
  envMap(mapAt(values, 'ingressController', 'env'), [...path, 'ingressController', 'env'], 'CONTROLLER_', report);
}

function envMap(env: MapNode | undefined, path: readonly string[], prefix: string, report: Report): void {
  if (env === undefined) return;
  for (const [key, entry] of env.entries) {
    const variable = `${prefix}${key.toUpperCase()}`;
    const here = [...path, key];
    const home = prefix === 'KONG_' && controllerSettings.has(key.toLowerCase()) ? controllerEnv(path) : null;
    if (home !== null) {
      const message = `${pathText(here)} is a variable of Kong, which knows none of that name; it belongs under ${pathText(home)}`;
      report(here, entry, message, moveTo(...home, key));
    } else if (prefix === 'CONTROLLER_' && kongSettings.has(key.toLowerCase())) {
      const kong = path[0] === 'controller' ? ['gateway', 'env'] : [...path.slice(0, -2), 'env'];
      const message = `${pathText(here)} is a variable of the controller, which knows none of that name; it belongs under ${pathText(kong)}`;
      report(here, entry, message, moveTo(...kong, key));
    } else if (isDoubled(key, prefix)) {
      report(
        here,
        entry,
        `${pathText(here)} becomes the variable ${variable}: the chart writes ${prefix} itself, so leave it out`,
        moveTo(...path, key.slice(prefix.length).toLowerCase()),
      );
    } else if (
      entry.value.kind === 'map' &&
      !['valueFrom', 'value'].some((name) => mapAt(env, key)?.entries.has(name) === true)
    ) {
      const slip = rootKeys.has(key)
        ? `${key} is a block of the chart and belongs beside env`
        : 'write its value as one string';
      const remedy = rootKeys.has(key) && prefix === 'KONG_' ? moveTo(...path.slice(0, -1), key) : null;
      const message = `${pathText(here)} is a map, from which the variable ${variable} gets no value; ${slip}`;
      report(here, entry, message, remedy);
    }
  }
}

/** Settings of the controller that Kong has not, and of Kong that the controller has not, as `env` names them. */
export const controllerSettings: ReadonlySet<string> = new Set([
  'feature_gates',
  'gateway_api_controller_name',
  'gateway_to_reconcile',
  'publish_service',
  'publish_service_udp',
]);
const kongSettings: ReadonlySet<string> = new Set(['proxy_listen', 'stream_listen']);

/** The environment of the controller that belongs to an environment of Kong. */
function controllerEnv(path: readonly string[]): readonly string[] {
  return path[0] === 'gateway'
    ? ['controller', 'ingressController', 'env']
    : [...path.slice(0, -1), 'ingressController', 'env'];
}

function isDoubled(key: string, prefix: string): boolean {
  const upper = key.toUpperCase();
  return upper.startsWith(prefix) && !oldFlags.test(upper);
}

/** Old controllers had flags such as `--controller-kongplugin`, whose variables rightly begin twice. */
const oldFlags = /^CONTROLLER_(?:KONG[A-Z]|TCP|UDP|KNATIVE|INGRESS_(?:NETWORKING|EXTENSIONS))/;
