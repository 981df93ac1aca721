import { pathText } from '../../helm/go-template.ts';
import { mapAt, type MapNode } from '../../source/node.ts';
import { rootKeys } from './effect-keys.ts';
import type { Report } from './effect-report.ts';

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
    if (isDoubled(key, prefix)) {
      report(
        here,
        entry,
        `${pathText(here)} becomes the variable ${variable}: the chart writes ${prefix} itself, so leave it out`,
      );
    } else if (
      entry.value.kind === 'map' &&
      !['valueFrom', 'value'].some((name) => mapAt(env, key)?.entries.has(name) === true)
    ) {
      const slip = rootKeys.has(key)
        ? `${key} is a block of the chart and belongs beside env`
        : 'write its value as one string';
      report(here, entry, `${pathText(here)} is a map, from which the variable ${variable} gets no value; ${slip}`);
    }
  }
}

function isDoubled(key: string, prefix: string): boolean {
  const upper = key.toUpperCase();
  return upper.startsWith(prefix) && !oldFlags.test(upper);
}

/** Old controllers had flags such as `--controller-kongplugin`, whose variables rightly begin twice. */
const oldFlags = /^CONTROLLER_(?:KONG[A-Z]|TCP|UDP|KNATIVE|INGRESS_(?:NETWORKING|EXTENSIONS))/;
