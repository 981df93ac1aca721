import { newestChart, type KongChart } from '../../gitops/model/kong-chart.ts';
import { evaluatedVersion } from '../charts/known-versions.ts';
import { isKnownRelease, releasesOf } from '../flags/releases.ts';
import { versionOfTag } from '../model/image.ts';
import { judgedRelease } from '../operator/releases.ts';
import { kongReleasesOf } from '../schema/kong-releases.ts';
import type { VersionMove } from './comparison.ts';

/** Why what is said of a move does not rest on the versions that it names: each reason once, half a sentence. */
export function doubtsOfMove(move: VersionMove, knownBundles: () => readonly string[]): readonly string[] {
  const reasons = [move.from, move.to].flatMap((version, index) => {
    if (version !== null) return doubtOf(move, version, knownBundles) ?? [];
    return `which version of ${move.name} ${index === 0 ? 'was there' : 'comes'} is not told`;
  });
  return [...new Set(reasons)];
}

function doubtOf(
  { program, name }: VersionMove,
  version: string,
  knownBundles: () => readonly string[],
): string | null {
  switch (program) {
    case 'chart':
      return doubtOfChart(name, version);
    case 'kic':
      return ofRelease(version, name, (release) => releasesOf(release).some(isKnownRelease));
    // Patch releases, and those of Kong Gateway, are told of plugins and of what it gets of routes.
    case 'kong':
      return ofRelease(version, name, isKnownMinor);
    case 'operator':
      return judgedRelease({ certainty: 'defaulted', value: version, from: name }).doubt;
    case 'gateway-api': {
      const unknown = releasesIn(version).filter((release) => !isKnownBundle(release, knownBundles()));
      return unknown.length === 0 ? null : `the definitions of Gateway API ${unknown.join(' and ')} are not known here`;
    }
  }
}

/** Another chart that takes the place of one stands before its version. */
function doubtOfChart(name: string, version: string): string | null {
  const [first = '', second = null] = version.split(' ', 2);
  if (isChart(first)) return evaluatedVersion(first, second, `no version of ${first} is named`).unverified;
  return isChart(name) ? evaluatedVersion(name, version, '').unverified : null;
}

/** The version that stands for a release, or the image that names none. */
function ofRelease(version: string, name: string, isKnown: (release: string) => boolean): string | null {
  const isRelease = /^\d+\.\d+(?:\.\d+)?$/.test(version);
  if (isRelease) return isKnown(version) ? null : `${name} ${version} is not a release known here`;
  const [reference = ''] = version.split('@', 1);
  const release = versionOfTag(reference.slice(reference.lastIndexOf(':') + 1));
  if (release === null) return `the image ${version} names no release of ${name}`;
  return isKnown(release) ? null : `${name} ${release} is not a release known here`;
}

function isKnownMinor(release: string): boolean {
  const [major = '', minor = ''] = release.split('.');
  return kongReleasesOf(`${major}.${minor}`).length > 0;
}

function isChart(name: string): name is KongChart {
  return Object.hasOwn(newestChart, name);
}

/** The releases in the text of a move, without their channels. */
function releasesIn(text: string): readonly string[] {
  return text.split(' and ').map((part) => part.replace(/ (?:standard|experimental)$/, ''));
}

function isKnownBundle(release: string, known: readonly string[]): boolean {
  const plain = release.replace(/^v/, '');
  return known.some((each) => each === plain || each.startsWith(`${plain}.`));
}
