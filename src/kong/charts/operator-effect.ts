import type { OperatorChart } from '../../gitops/model/kong-chart.ts';
import { mapAt, type MapNode } from '../../source/node.ts';
import { moveTo, type Report } from './effect-report.ts';

/** Blocks of the charts of Kong itself, whose settings belong into a GatewayConfiguration. */
const blocksOfKong = ['proxy', 'udpProxy', 'ingressController', 'admin', 'manager', 'dblessConfig'];

/** With these the operator looks at fewer Gateways: what is wrong with one is not put right by that. */
const takesAway = /^(?:controller-name$|watch-namespaces$|enable-)/i;

/** Settings for Kong Operator that its charts never hand on, as far as that is certain. */
export function operatorEffects(chart: OperatorChart, values: MapNode, report: Report): void {
  for (const key of blocksOfKong) {
    const entry = values.entries.get(key);
    if (entry?.value.kind !== 'map') continue;
    report(
      [key],
      entry,
      `${chart} reads nothing from ${key}: it installs no Kong; a GatewayConfiguration sets up Kong`,
    );
  }
  for (const [key, entry] of mapAt(values, 'env')?.entries ?? []) {
    if (!key.includes('-')) continue;
    const right = key.replaceAll('-', '_');
    const message = `env.${key} becomes a variable that the operator does not read; with underscores, env.${right} sets it`;
    report(['env', key], entry, message, takesAway.test(key) ? null : moveTo('env', right));
  }
  for (const [key, entry] of mapAt(values, 'customEnv')?.entries ?? []) {
    if (!/^controller_/i.test(key)) continue;
    report(
      ['customEnv', key],
      entry,
      `customEnv.${key} is a variable of the ingress controller, which Kong Operator does not read`,
    );
  }
}
