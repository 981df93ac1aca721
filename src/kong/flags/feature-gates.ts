import { atLeast } from '../model/image.ts';
import type { UnknownGate } from '../model/start-failure.ts';
import { readBoolean } from './go-literals.ts';
import { nearestName } from './nearest-name.ts';
import { behavesIn } from './behaviours.ts';
import { isKnownRelease } from './releases.ts';
import type { KnownSetting, Settings } from './settings.ts';

/** A feature gate of the controller: the first release that knows it and the first that no longer does. */
interface Gate {
  readonly since: string;
  readonly removed: string | null;
  /** The release from which it is on by default; null where it never is. */
  readonly on: string | null;
}

const gates: Readonly<Record<string, Gate>> = {
  Knative: { since: '2.1', removed: '3.0', on: null },
  Gateway: { since: '2.1', removed: '3.0', on: '2.6' },
  GatewayAlpha: { since: '2.6', removed: null, on: null },
  CombinedRoutes: { since: '2.4', removed: '3.0', on: '2.8' },
  ExpressionRoutes: { since: '2.10', removed: '3.0', on: null },
  CombinedServices: { since: '2.10', removed: '3.0', on: '2.11' },
  FillIDs: { since: '2.10', removed: null, on: '3.0' },
  RewriteURIs: { since: '2.12', removed: null, on: null },
  KongServiceFacade: { since: '3.1', removed: null, on: null },
  SanitizeKonnectConfigDumps: { since: '3.1', removed: null, on: '3.1' },
  FallbackConfiguration: { since: '3.2', removed: null, on: null },
  KongCustomEntity: { since: '3.2', removed: null, on: '3.3' },
  CombinedServicesFromDifferentHTTPRoutes: { since: '3.4', removed: '3.5', on: null },
};

/** A gate that the release does not know, with the setting that names it. */
export type GateFault = Omit<UnknownGate, 'at'> & { readonly setting: KnownSetting };

/** The gates that a controller is given. */
export interface GivenGates {
  readonly values: ReadonlyMap<string, boolean>;
  /** The setting that counts last. */
  readonly setting: KnownSetting;
}

/** Whether a release knows the gate; if not, the release that removed it, or null where none ever had it or not yet. */
export function gateIn(version: string, name: string): { readonly known: boolean; readonly removedIn: string | null } {
  const gate = Object.hasOwn(gates, name) ? gates[name] : undefined;
  if (gate === undefined || !atLeast(version, gate.since)) return { known: false, removedIn: null };
  if (gate.removed !== null && atLeast(version, gate.removed)) return { known: false, removedIn: gate.removed };
  return { known: true, removedIn: null };
}

/** The gates of a release with their defaults. */
export function defaultGates(version: string): ReadonlyMap<string, boolean> {
  const known = Object.entries(gates).filter(([name]) => gateIn(version, name).known);
  return new Map(known.map(([name, { on }]) => [name, on !== null && atLeast(version, on)]));
}

/** `GatewayAlpha=true,FillIDs=false` in pairs; what was expected, where the controller cannot read it. */
export function readGates(text: string): ReadonlyMap<string, boolean> | string {
  const read = new Map<string, boolean>();
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) return `must be pairs like GatewayAlpha=true, and "${pair}" is none`;
    const value = readBoolean(pair.slice(equals + 1).trim());
    if (value === null) return `must be pairs like GatewayAlpha=true, and "${pair}" is neither true nor false`;
    read.set(pair.slice(0, equals).trim(), value);
  }
  return read;
}

/**
 * The gates that are given, one list for each that the release takes by itself: several flags are merged, and from 3.4.4
 * on each replaces the earlier ones. Null where one of them is not known or cannot be read.
 */
export function givenGates(settings: Settings, release: string): readonly GivenGates[] | null {
  const lists: GivenGates[] = [];
  for (const setting of settings.readAll('feature-gates')) {
    if (setting.kind === 'unknown') return null;
    const values = readGates(setting.value);
    if (typeof values === 'string') return null;
    const earlier = behavesIn(release, 'replaces-lists-of-gates') ? [] : [...(lists.pop()?.values ?? [])];
    lists.push({ values: new Map([...earlier, ...values]), setting });
  }
  return lists;
}

/** Of a list so many are looked at one by one; no release has half as many, and the first unknown one ends the controller. */
const mostGates = 100;

/** The gates that are given and that the release does not know; nothing is said of a release that is not known. */
export function unknownGates(settings: Settings, release: string): readonly GateFault[] {
  // Before 2.1 there was no such setting, and the variable was ignored.
  if (!atLeast(release, '2.1')) return [];
  const known = [...defaultGates(release).keys()];
  return settings.readAll('feature-gates').flatMap((setting) => {
    const read = setting.kind === 'value' ? readGates(setting.value) : '';
    if (setting.kind !== 'value' || typeof read === 'string') return [];
    const faults = [...read.keys()].slice(0, mostGates).flatMap((gate) => {
      const { known: isKnown, removedIn } = gateIn(release, gate);
      const isCertain = removedIn !== null || isKnownRelease(release) || !atLeast(release, '2.9');
      const meant = removedIn === null ? nearestName(gate, known) : null;
      return isKnown || !isCertain ? [] : [{ gate, setting, removedIn, meant, further: 0 }];
    });
    const further = Math.max(0, read.size - mostGates);
    return faults.map((fault) => (fault === faults.at(-1) ? { ...fault, further } : fault));
  });
}
