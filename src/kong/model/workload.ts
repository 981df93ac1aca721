import type { Doubt } from '../../source/doubt.ts';
import type { Located, Place } from '../../source/location.ts';
import type { EnvValue } from './env-value.ts';
import type { Service } from './model.ts';
import type { UnusedSetting } from './unused-setting.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Release } from '../../gitops/model/release.ts';

/**
 * A Deployment, DaemonSet or StatefulSet that runs Kong, its controller or both: what a chart
 * renders and what a manifest states, in one shape.
 */
export interface Workload {
  /** `namespace/name`; a missing namespace is written as `default`. */
  readonly id: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly containers: readonly Container[];
  readonly labels: ReadonlyMap<string, string> | null;
  readonly origin: KubeObject | Release;
  readonly at: Place;
}

export interface Container {
  readonly role: 'proxy' | 'ingress-controller' | 'operator';
  /** `settings`: the image may be anybody's, and it is Kong only if a controller sends to it. Absent means `image`. */
  readonly provenBy?: 'image' | 'settings';
  readonly name: string;
  readonly image: Located<string> | null;
  /** The release that the image stands for, where somebody states it beside a tag that is none; absent means null. */
  readonly statedRelease?: Located<string> | null;
  /** The final environment, by name as the process sees it (`KONG_PROXY_LISTEN`, `CONTROLLER_…`). */
  readonly env: ReadonlyMap<string, EnvValue>;
  readonly args: readonly Located<string>[];
  /** Environment sources that are not in the tree (`envFrom` of a Secret), or null. */
  readonly unknownEnv: string | null;
  /** Why not all arguments are known, or null; absent means null. */
  readonly unknownArgs?: string | null;
}

/** Why Helm refuses the values of a release, in our words. */
export interface ChartFailure {
  readonly reason: string;
  /** The reason with the chart that gives it, where the sentence around it does not name the chart. */
  readonly message: string;
  readonly at: Place;
}

/** What Helm would make of a release, as far as Kong and its controller are concerned. */
export interface ChartRender {
  /** Why Helm refuses the values, or null. When it is set, the lists are empty. */
  readonly failure: ChartFailure | null;
  /** The proxy Services, TCP and UDP. */
  readonly services: readonly Service[];
  /** The Services of the Admin API, by which a controller in another workload finds its proxies. */
  readonly adminServices?: readonly Service[];
  /** Those that lead to something else than the proxy and the Admin API. */
  readonly otherServices?: readonly Service[];
  readonly workloads: readonly Workload[];
  /** Objects from `extraObjects`, with Release.Name and Release.Namespace filled in. */
  readonly objects: readonly KubeObject[];
  /** Settings that the chart of this version never reads. */
  readonly withoutEffect: readonly UnusedSetting[];
  /** `kong/kong 3.4.1`: what the render rests on, for messages. */
  readonly chartLabel: string;
  /** Why the render is not certain (a version range, unknown values), or null. */
  readonly unverified: Doubt | null;
}
