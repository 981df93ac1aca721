/** Of which workload a controller or a data plane is; for one of the configuration file its name there, in no namespace. */
export interface WorkloadName {
  readonly namespace: string | null;
  readonly name: string;
}

/** The name of a workload of a manifest or chart; a missing namespace is written as `default`. */
export function workloadName({ namespace, name }: WorkloadName): WorkloadName {
  return { namespace: namespace ?? 'default', name };
}
