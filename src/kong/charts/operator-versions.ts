import type { OperatorChart } from '../../gitops/model/kong-chart.ts';

/** Every release of the charts of Kong Operator that can be evaluated, by minor with its last patch. */
const releases: Readonly<Record<OperatorChart, readonly (readonly [minor: string, last: number])[]>> = {
  'kong/gateway-operator': [
    ['0.1', 11],
    ['0.2', 3],
    ['0.3', 1],
    ['0.4', 10],
    ['0.5', 8],
    ['0.6', 1],
  ],
  'kong/kong-operator': [
    ['1.0', 2],
    ['1.1', 2],
    ['1.2', 4],
    ['1.3', 1],
  ],
};

/** The first chart version with each default tag of the operator's image, the newest first. */
const tags: Readonly<Record<OperatorChart, readonly (readonly [since: string, tag: string])[]>> = {
  'kong/gateway-operator': [
    ['0.6.0', '1.6'],
    ['0.5.0', '1.5'],
    ['0.4.0', '1.4'],
    ['0.2.0', '1.3'],
    ['0.1.0', '1.2'],
  ],
  'kong/kong-operator': [
    ['1.4.0-rc.1', '2.3.0-rc.2'],
    ['1.3.1', '2.2.2'],
    ['1.3.0', '2.2.0'],
    ['1.2.4', '2.1.5'],
    ['1.2.3', '2.1.3'],
    ['1.2.2', '2.1.2'],
    ['1.2.1', '2.1.1'],
    ['1.1.0', '2.1.0'],
    ['1.0.0', '2.0'],
  ],
};

/** The releases of a chart, the oldest first; release candidates only where nothing came of them yet. */
export function operatorChartReleases(chart: OperatorChart): readonly string[] {
  const released = releases[chart].flatMap(([minor, last]) =>
    Array.from({ length: last + 1 }, (_, patch) => `${minor}.${patch}`),
  );
  return chart === 'kong/kong-operator' ? [...released, '1.4.0-rc.1'] : released;
}

/** The oldest release that can be evaluated. */
export function oldestOperatorChart(chart: OperatorChart): string {
  return operatorChartReleases(chart)[0] ?? '';
}

/** Every version from which on a chart brings another tag, with the tag, the newest first. */
export function operatorTags(chart: OperatorChart): readonly (readonly [since: string, tag: string])[] {
  return tags[chart];
}
