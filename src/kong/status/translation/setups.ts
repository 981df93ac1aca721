import { anyRelease, isWithin, releaseRange, releasesOf } from '../../flags/releases.ts';
import type { Controller } from '../../model/model.ts';
import { kongBehaves, kongReleasesOf } from '../../schema/kong-releases.ts';
import type { RouterFlavor } from '../../schema/kong-route.ts';
import { behavesIn } from '../../flags/behaviours.ts';
import type { TranslationSetup } from './setup.ts';

/** The releases whose translation was read: nothing is said here of what earlier ones make of routes and Services. */
const readReleases = releaseRange('>=3.4.0');

const everyFlavor: readonly RouterFlavor[] = ['traditional', 'traditional_compatible', 'expressions'];

/**
 * What the Kongs of a controller and the controller itself may be: what holds in all of them holds. Null where one of the
 * Kongs is no plain Kong without a database, or where the controller is older than those whose translation was read.
 */
export function setupsOf(controller: Controller): readonly TranslationSetup[] | null {
  const { proxies, startFailures, kind, version, versionAssumed } = controller;
  if (kind !== 'kic' || startFailures.length > 0 || proxies.length === 0 || version.certainty === 'unknown')
    return null;
  const releases = versionAssumed ? anyRelease() : releasesOf(version.value);
  if (!releases.every((release) => isWithin(release, readReleases))) return null;
  const found = new Map<string, TranslationSetup>();
  for (const proxy of proxies) {
    const { plainRelease } = proxy;
    if (plainRelease.certainty === 'unknown') return null;
    // Patch releases of one minor do not differ in what they take.
    const kongs = new Set(kongReleasesOf(plainRelease.value).map(minorOf));
    if (kongs.size === 0) return null;
    for (const release of releases)
      for (const kong of kongs)
        for (const flavor of flavorsOf(proxy)) {
          const setup = setupOf(release, kong, flavor);
          found.set(JSON.stringify(setup), setup);
        }
  }
  return [...found.values()];
}

function minorOf(release: string): string {
  return release.split('.').slice(0, 2).join('.');
}

function flavorsOf({ routerFlavor }: Controller['proxies'][number]): readonly RouterFlavor[] {
  if (routerFlavor.certainty === 'unknown') return everyFlavor;
  return everyFlavor.filter((flavor) => flavor === routerFlavor.value);
}

function setupOf(release: string, kong: string, flavor: RouterFlavor): TranslationSetup {
  return {
    flavor,
    release: kong,
    redirectsByPlugin: behavesIn(release, 'redirects-by-plugin') && kongBehaves(kong, 'has-the-redirect-plugin'),
    readsListenerProtocols: behavesIn(release, 'takes-protocols-from-listeners'),
  };
}
