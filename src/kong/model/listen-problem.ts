import type { Place } from '../../source/location.ts';
import type { ScalarNode } from '../../source/node.ts';
import type { WorkloadName } from './workload-name.ts';

/** A listen string that Kong cannot read as it was meant. */
export interface ListenProblem {
  readonly variable: string;
  readonly message: string;
  readonly at: Place;
  readonly owner: ListenOwner;
  /** The whole value put right, where there is exactly one way; with the node that holds it. */
  readonly correction: { readonly node: ScalarNode; readonly value: string } | null;
}

/** Whose listens a string states: a data plane's, or those that the configuration file states of one. */
export interface ListenOwner {
  readonly statedBy: 'workload' | 'configuration';
  readonly workload: WorkloadName;
}
