import { isVersionAssumed, type Release } from '../../gitops/model/release.ts';

/** `kong/kong 3.4.1`, or `any version of kong/kong` where none is named. */
export function chartOfAnyVersion(release: Release, label: string): string {
  return isVersionAssumed(release) ? `any version of ${versionsOf(release)}` : label;
}

/** `kong/kong 3.4.1`, or `in every version of kong/kong`: what a statement about values holds for. */
export function inChart(release: Release, label: string): string {
  return isVersionAssumed(release) ? `in every version of ${versionsOf(release)}` : label;
}

function versionsOf({ chart, chartRange = null }: Release): string {
  return chartRange === null || chartRange.trim() === '*'
    ? chart
    : `${chart} that ${JSON.stringify(chartRange)} allows`;
}
