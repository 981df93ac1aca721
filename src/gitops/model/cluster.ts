import type { Refusal } from '../../helm/umbrella.ts';
import type { Fact, Location } from '../../source/location.ts';
import type { MapNode } from '../../source/node.ts';
import type { Unread } from '../../source/unread.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';

/** Which tool and object declares a release. */
export interface Declaration {
  readonly tool:
    | 'argo-cd'
    | 'flux'
    | 'kustomize'
    | 'helmfile'
    | 'terraform'
    /** A `helm` command of a Makefile, script or workflow. */
    | 'script'
    /** A values file recognised by its shape alone: release name and namespace are assumed. */
    | 'values-shape'
    /** Stated in the configuration file. */
    | 'configuration';
  readonly at: Location;
}

/**
 * One Kong chart installed with values. An umbrella chart gives one release for each Kong chart
 * inside it, with the values below the dependency's key.
 */
export interface Release {
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  /** The chart, or null when it is not one of Kong's that we evaluate. */
  readonly chart: 'kong/kong' | 'kong/ingress';
  /** An exact version, `X.Y.Z`. Unknown for a range without a lock, with the reason. */
  readonly chartVersion: Fact<string>;
  /** The range as written, where `chartVersion` is unknown because of it: it is then evaluated as the newest known match. */
  readonly chartRange?: string | null;
  /** The dependency's alias when the chart is one of an umbrella: Helm then calls the chart so. */
  readonly alias: string | null;
  /** What the user sets, merged over all layers as Helm does it, before the chart's own defaults. */
  readonly values: MapNode;
  /** The layers behind `values`, lowest first; a new setting belongs into the last editable one. */
  readonly layers: readonly ValuesLayer[];
  readonly declaration: Declaration;
  /** Why Helm refuses the values before any template sees them (an umbrella's key for the chart holds no map), or null. */
  readonly refusal?: Refusal | null;
  /** Why the values are not the whole truth (a Secret, another repository), or null when they are. */
  readonly unverified: string | null;
}

/** Something the review could not verify in a cluster; said once, never a finding. */
export interface Unverified {
  /** What it is about: "Gateway kong/edge", "release kong in namespace kong". */
  readonly about: string;
  readonly reason: string;
  /** Whether objects of the cluster may be missing because of it: absence then proves nothing. */
  readonly hidesObjects?: boolean;
  /** Whether a reader has no use for it, as nothing of Kong's or of Gateway API is near: it is not shown. */
  readonly quiet?: boolean;
}

/** What one kubeconfig points to: everything the tree deploys there. */
export interface Cluster {
  readonly name: string;
  /** Why these files are one cluster, one sentence. */
  readonly evidence: string;
  readonly objects: readonly KubeObject[];
  readonly releases: readonly Release[];
  readonly unverified: readonly Unverified[];
}

/** What a tree deploys, and what of it could not be read. */
export interface Fleet {
  readonly clusters: readonly Cluster[];
  readonly unread: readonly Unread[];
  /** Whether a path of the tree has a bearing on Kong or Gateway API. */
  readonly isRelevant: (path: string) => boolean;
}
