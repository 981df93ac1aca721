import type { Release } from '../../gitops/cluster.ts';
import type { ChartRender } from '../workload.ts';

/** Settings of the user that the chart of this version never reads. */
export function withoutEffect(_release: Release, _version: string): ChartRender['withoutEffect'] {
  return [];
}
