import semver from 'semver';
import { doubtOf, type Doubt } from '../../source/doubt.ts';
import { type Fact, type Located, factAt, unknown } from '../../source/location.ts';
import { trimmedEnd } from '../../source/trim.ts';
import { shortName } from '../../source/shortened.ts';

/** The charts of Kong that a review evaluates. */
export type KongChart = 'kong/kong' | 'kong/ingress' | OperatorChart;

/** Charts that install Kong Operator, the older one under its former name. */
export type OperatorChart = 'kong/kong-operator' | 'kong/gateway-operator';

/** The newest versions whose templates were studied: a newer or unknown version is evaluated as these. */
export const newestChart: Readonly<Record<KongChart, string>> = {
  'kong/kong': '3.4.1',
  'kong/ingress': '0.24.0',
  'kong/kong-operator': '1.4.0-rc.1',
  'kong/gateway-operator': '0.6.1',
};

/** By the name that a chart has in its repository. */
const chartsByName: Readonly<Record<string, KongChart>> = {
  kong: 'kong/kong',
  ingress: 'kong/ingress',
  'kong-operator': 'kong/kong-operator',
  'gateway-operator': 'kong/gateway-operator',
};

/** Whether a chart installs Kong Operator: no Kong and no ingress controller. */
export function isOperatorChart(chart: KongChart): chart is OperatorChart {
  return chart === 'kong/kong-operator' || chart === 'kong/gateway-operator';
}

/** One of Kong's charts, as far as its name and repository tell. */
export interface RecognisedChart {
  readonly chart: KongChart;
  /** Why it may be another chart of the same name, or null where the repository is Kong's. */
  readonly doubt: Doubt | null;
}

/** Kong's own repositories, under their addresses, as OCI registries and under the alias that Kong's guides give them. */
const repositoriesOfKong: readonly RegExp[] = [
  /(?:^|[/.@:])konghq\.com/i,
  /github\.com[/:]kong\//i,
  // Argo CD writes an OCI registry without its scheme.
  /^oci:\/\/.*\/kong(?:\/|$)/i,
  /^[a-z0-9.-]+\.[a-z0-9-]+(?::\d+)?\/(?:.*\/)?kong\/?$/i,
  /^(?:@|alias:)?kong(?:hq)?\/?$/i,
];

/**
 * Which of Kong's charts is named, whichever tool names it. Other publishers have charts of the same name:
 * Bitnami's `kong` is another chart, a `kong` from an unknown repository is most likely a mirror of Kong's,
 * and an `ingress` or a `gateway-operator` from there is anybody's.
 * @param reference the chart's name, alone or behind a repository's alias or address: `kong`, `kong/kong`, `oci://…/kong`.
 * @param repository its address or alias where it is named apart from the chart; null where it is not.
 * @param links what the chart's own Chart.yaml says of where it comes from.
 */
export function recogniseChart(
  reference: string,
  repository: string | null,
  links: readonly string[] = [],
): RecognisedChart | null {
  const path = trimmedEnd(reference, '/');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const prefix = path.slice(0, -name.length - 1);
  const chart = Object.hasOwn(chartsByName, name) ? chartsByName[name] : undefined;
  if (chart === undefined) return null;
  const origins = [repository ?? prefix, ...links].filter((origin) => origin !== '');
  if ([prefix, ...origins].some((origin) => /bitnami/i.test(origin))) return null;
  if (origins.some((origin) => repositoriesOfKong.some((pattern) => pattern.test(origin))))
    return { chart, doubt: null };
  return namesKong.test(name) ? { chart, doubt: doubtAbout(reference, repository ?? prefix) } : null;
}

/** An `ingress` or a `gateway-operator` from an unknown repository is anybody's. */
const namesKong = /^kong/;

function doubtAbout(reference: string, repository: string): Doubt {
  if (repository === '') return doubtOf('assumed', `no repository of the chart ${shortName(reference)} is named`);
  if (/^[./~]/.test(repository))
    return doubtOf('missing', `the chart ${shortName(reference)} is not in the repository`);
  return doubtOf('assumed', `the repository ${shortName(repository)} is taken for a mirror of Kong's charts`);
}

/** The version of a chart as a release has it. */
export interface ChartVersion {
  readonly chartVersion: Fact<string>;
  readonly chartRange: string | null;
}

/** An exact chart version; for a range, or for none, unknown with the reason, and the range. */
export function chartVersionOf(version: Located<string> | undefined): ChartVersion {
  if (version === undefined) return { chartVersion: unknown('no chart version is named'), chartRange: '*' };
  const exact = semver.valid(version.value.trim(), { loose: true });
  if (exact !== null) return { chartVersion: factAt(exact, version.at), chartRange: null };
  if (/[{$]/.test(version.value))
    return {
      chartVersion: unknown(`the chart version ${JSON.stringify(version.value)} is a template`),
      chartRange: '*',
    };
  const reason = `the chart version ${JSON.stringify(version.value)} is a range, and no lock names the version`;
  return { chartVersion: unknown(reason), chartRange: version.value };
}
