import type { MapNode, Node } from '../../source/node.ts';

/** A chart of another product that makes routes of its values. */
export interface RoutingChart {
  /** Its name in its repository; Helm's `.Chart.Name`, unless an umbrella gives it another. */
  readonly name: string;
  /** The addresses under which its publisher gives it out, as `normalUrl` writes them; an OCI registry with the chart's name. */
  readonly repositories: readonly string[];
  /** The versions whose templates were studied, and of which what is made here holds: a range of semver. */
  readonly studied: string;
  /** The versions from which on it makes something else of the same values. */
  readonly turns: readonly string[];
  /** What it makes. Throws `UnknownValue` and `RenderFailure`. */
  readonly make: (chart: Installed) => Made;
}

/** A chart as it is installed. */
export interface Installed {
  /** The user's values, before the defaults of the chart. */
  readonly values: MapNode;
  /** The name of the release. */
  readonly release: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: InstalledVersion;
  /** `podinfo 6.9.4`: where defaults come from. */
  readonly label: string;
}

/** An exact version, or a range between two turns of the chart. */
export interface InstalledVersion {
  /** Whether it is one of the chart's turns, or comes after it. */
  readonly isAtLeast: (turn: string) => boolean;
}

/** Objects of a chart: those that are certain, and why others are not. */
export interface Made {
  readonly objects: readonly Node[];
  /** Why parts of it are not known; each names the value. */
  readonly unknown: readonly string[];
}
