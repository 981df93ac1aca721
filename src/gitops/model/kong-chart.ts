import semver from 'semver';
import { type Fact, type Located, factAt, unknown } from '../../source/location.ts';
import type { KongChart } from './values-shape.ts';

/** What a values file without a declared version is read with: the newest versions known to us. */
export const newestChart: Readonly<Record<KongChart, string>> = { 'kong/kong': '3.4.1', 'kong/ingress': '0.24.0' };

/**
 * Which of Kong's charts a declaration names. `repository` is a URL, or `name/` as in `kong/kong`.
 * A chart called `kong` from a mirror is taken for Kong's; bitnami's is another chart.
 */
export function kongChart(chart: string, repository: string | null): KongChart | null {
  const where = (repository ?? '').toLowerCase();
  if (/bitnami/.test(where) || /bitnami/.test(chart)) return null;
  const name = chart.replace(/\/+$/, '').split('/').at(-1) ?? '';
  if (name === 'kong') return 'kong/kong';
  // Any vendor may call a chart "ingress".
  const ofKong = /konghq|kong/.test(where) || /(^|\/)kong\/ingress$/.test(chart);
  return name === 'ingress' && ofKong ? 'kong/ingress' : null;
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
