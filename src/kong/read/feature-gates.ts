import { atLeast } from '../model/image.ts';

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

/** `GatewayAlpha=true,FillIDs=false` in pairs; a sentence where the controller cannot read it. */
export function readGates(text: string): ReadonlyMap<string, boolean> | string {
  const read = new Map<string, boolean>();
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) return `"${pair}" in the feature gates is not a pair like GatewayAlpha=true`;
    const value = readBoolean(pair.slice(equals + 1).trim());
    if (value === null) return `"${pair}" in the feature gates is neither true nor false`;
    read.set(pair.slice(0, equals).trim(), value);
  }
  return read;
}

/** Go's `strconv.ParseBool`; null for what it refuses. */
export function readBoolean(text: string): boolean | null {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(?:0|f|F|false|FALSE|False)$/.test(text) ? false : null;
}
