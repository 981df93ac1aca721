import { coerce, gt } from 'semver';
import { newestChart, type KongChart } from '../../gitops/model/kong-chart.ts';
import { chartReleases, isEvaluated } from '../charts/known-versions.ts';
import { anyRelease, isKnownRelease, releasesOf } from '../flags/releases.ts';
import type { Versioned } from './comparison.ts';

/** A version that somebody asks about: as it is used, or why it is none, half a sentence. */
export type WantedVersion = { readonly version: string } | { readonly problem: string };

const charts = Object.keys(newestChart).filter(isChart);

function isChart(name: string): name is KongChart {
  return Object.hasOwn(newestChart, name);
}

/** Reads a version of a chart or program. One that comes after all that is known is taken: what is told of it says so. */
export function readWanted(program: Versioned, text: string, knownBundles: () => readonly string[]): WantedVersion {
  const version = text.trim().replace(/^v(?=\d)/, '');
  switch (program) {
    case 'chart':
      return readChart(version);
    case 'kic':
      if (!/^\d+\.\d+(?:\.\d+)?$/.test(version)) return notExact(text, '3.5 or 3.5.13');
      return releasesOf(version).some(isKnownRelease) || isNewer(version, anyRelease())
        ? { version }
        : unknownOf('Kong Ingress Controller', version, anyRelease());
    case 'gateway-api':
      if (!/^\d+\.\d+(?:\.\d+)?(?:-rc\.?\d+)?$/.test(version)) return notExact(text, '1.3.0');
      return knownBundles().some((each) => each === version || each.startsWith(`${version}.`)) ||
        isNewer(version, knownBundles())
        ? { version }
        : unknownOf('Gateway API', version, knownBundles());
    case 'kong':
      return /^\d+\.\d+(?:\.\d+){0,2}$/.test(version) ? { version } : notExact(text, '3.9 or 3.9.1');
    case 'operator':
      return /^\d+\.\d+(?:\.\d+)?(?:-(?:rc|alpha|beta)\.?\d+)?$/.test(version)
        ? { version }
        : notExact(text, '2.2 or 2.2.3');
  }
}

function readChart(version: string): WantedVersion {
  if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) return notExact(version, '3.4.1');
  if (charts.some((chart) => isEvaluated(chart, version))) return { version };
  const near = charts.map((chart) => `${chart} ${nearest(version, chartReleases(chart), 2).join(', ')}`);
  return { problem: `none of Kong's charts is known to have version ${version}; the nearest are ${near.join('; ')}` };
}

function notExact(text: string, example: string): WantedVersion {
  return { problem: `"${text.slice(0, 40)}" is not one version; it should look like ${example}` };
}

function unknownOf(name: string, version: string, known: readonly string[]): WantedVersion {
  return { problem: `${name} ${version} is not known; the nearest are ${nearest(version, known, 3).join(', ')}` };
}

/** Whether it comes after everything that is known, or after the last patch release of its minor. */
function isNewer(version: string, known: readonly string[]): boolean {
  const asked = coerce(version);
  if (asked === null) return false;
  const all = known.flatMap((each) => coerce(each) ?? []);
  const minor = all.filter((each) => each.major === asked.major && each.minor === asked.minor);
  return (minor.length > 0 ? minor : all).every((each) => gt(asked, each));
}

/** The versions whose numbers are closest. */
function nearest(version: string, known: readonly string[], most: number): readonly string[] {
  const distance = (each: string): number => Math.abs(numberOf(each) - numberOf(version));
  return known.toSorted((a, b) => distance(a) - distance(b)).slice(0, most);
}

function numberOf(version: string): number {
  const { major = 0, minor = 0, patch = 0 } = coerce(version) ?? {};
  return (major * 1000 + minor) * 1000 + patch;
}
