import type { Doubt } from '../../source/doubt.ts';
import type { Location, Fact } from '../../source/location.ts';
import type { Refusal } from '../../helm/umbrella.ts';
import type { MapNode } from '../../source/node.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';

import type { KongChart } from './kong-chart.ts';
import { shortName } from '../../source/shortened.ts';

/** Which tool and object declares a release. */
export interface Declaration {
  /**
   * The id of a GitOps tool; `kustomize` for a directory that a person builds, `values-shape` for values
   * or a chart that nothing installs (release name and namespace are assumed), `configuration` for what
   * the configuration file states.
   */
  readonly tool: string;
  readonly at: Location;
  /**
   * Whether the definitions of the chart are applied each time, with all else of it. Absent means no: Helm installs them
   * where there are none, and lets them be.
   */
  readonly appliesDefinitions?: boolean;
}

/**
 * One Kong chart installed with values. An umbrella chart gives one release for each Kong chart
 * inside it, with the values below the dependency's key.
 */
export interface Release {
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  /** The chart, or null when it is not one of Kong's that we evaluate. */
  readonly chart: KongChart;
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
  /** Why the values are not complete (a Secret, another repository), or null when they are. */
  readonly unverified: Doubt | null;
}

/** Whether nothing names the exact version of its chart: what is said of it has to hold in each one that it may have. */
export function isVersionAssumed({ chartVersion }: Pick<Release, 'chartVersion'>): boolean {
  return chartVersion.certainty !== 'known';
}

/** Whether nothing installs it: its name and namespace are those of Kong's guides, so its Services may be called otherwise. */
export function isNameAssumed({ declaration }: Pick<Release, 'declaration'>): boolean {
  return declaration.tool === 'values-shape';
}

/** `release kong in namespace kong`: how messages name a release. */
export function releaseTitle(release: Pick<Release, 'name' | 'namespace'>): string {
  const name = release.name.certainty === 'unknown' ? 'of an unknown name' : shortName(release.name.value);
  const place = release.namespace.certainty === 'unknown' ? '' : ` in namespace ${shortName(release.namespace.value)}`;
  return `release ${name}${place}`;
}
