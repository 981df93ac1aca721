import type { Inventories, InventorySource } from './inventory.ts';
import type { Severity } from '../finding.ts';
import type { PlainLocation } from '../source/location.ts';

/** Where the configuration of a repository is read, in the repository and in the organisation's `.github`. */
export const configPath = '.github/portcullis.yml';

/** Findings at or above it fail the check; with `never` nothing does that was found or could not be read. */
export type Threshold = Severity | 'never';

/** What the reviewed repository tells us about itself, in `.github/portcullis.yml`. */
export interface Config {
  readonly clusters: readonly ClusterConfig[];
  /** Severities that differ from the rule's own; `off` silences a rule. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** Glob patterns of paths that are not deployed. */
  readonly exclude: readonly string[];
  readonly failOn: Threshold;
  /** What a file that was not read does to the check. */
  readonly unread: 'auto' | 'fail' | 'neutral' | 'pass';
  readonly drafts: 'review' | 'skip';
  /** Which suppressions count: all of them, or those that the base branch has. */
  readonly suppressions: 'all' | 'base';
  /** What a push to a base branch does to the open pull requests against it. */
  readonly baseUpdates: 'review' | 'ignore';
  /** Which deployments have to build: those that bring something of ours, or would, or all of them. */
  readonly deployments: 'ours' | 'all';
  /** At most so many inline comments for a pull request. */
  readonly comments: number;
  /** What was found of the inventories of clusters; the configuration says where they are, and whoever reads it looks. */
  readonly inventories: Inventories;
}

/** A cluster that the configuration names; it wins over everything inferred. */
export interface ClusterConfig {
  readonly name: string;
  /** Glob patterns of the paths that are deployed to it. */
  readonly paths: readonly string[];
  readonly at: PlainLocation;
  /** What is installed in it but not in the repository. */
  readonly controllers: readonly ControllerConfig[];
  readonly gatewayApi: { readonly version: string; readonly channel: 'standard' | 'experimental' | null } | null;
  /** Kinds of which the repository holds every object of the cluster; `all` for each of them. */
  readonly complete: 'all' | readonly string[];
  /** Chart versions where the tree names none or a range, by chart (`kong/kong`). */
  readonly chartVersions: ReadonlyMap<string, string>;
  /** Where the Gateways of the cluster are listed that stand in other repositories; absent where nothing says so. */
  readonly inventory?: InventorySource;
}

export interface ControllerConfig {
  readonly name: string;
  readonly at: PlainLocation;
  readonly controllerName: string | null;
  /** `namespace/name`. */
  readonly publishService: string | null;
  readonly publishServiceUdp: string | null;
  /** Version of the controller. */
  readonly version: string | null;
  /** Ports of the publish Service when the Service is not in the repository either. */
  readonly servicePorts:
    readonly { readonly port: number; readonly targetPort: number; readonly protocol: 'TCP' | 'UDP' }[] | null;
  /** Kong's listen strings. */
  readonly proxyListen: string | null;
  readonly streamListen: string | null;
}

export const defaultConfig: Config = {
  clusters: [],
  rules: new Map(),
  exclude: [],
  failOn: 'error',
  unread: 'auto',
  drafts: 'review',
  suppressions: 'all',
  baseUpdates: 'review',
  deployments: 'ours',
  comments: 20,
  inventories: new Map(),
};
