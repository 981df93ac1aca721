import { defaultGates, gateIn, readBoolean, readGates } from './feature-gates.ts';
import { atLeast } from '../model/image.ts';
import type { Controller } from '../model/model.ts';
import { variableOf, type Setting, type Settings } from './settings.ts';

type Failure = Controller['startFailure'];
type Check = (text: string, release: string, assumed: boolean) => string | null;

const controllerNamePattern =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

/** Settings that the controller checks before it starts, with the release that began to. */
const checks: readonly { readonly flag: string; readonly since: string; readonly check: Check }[] = [
  { flag: 'gateway-api-controller-name', since: '2.9', check: controllerName },
  { flag: 'publish-service', since: '2.9', check: namespacedName },
  { flag: 'publish-service-udp', since: '2.9', check: namespacedName },
  { flag: 'gateway-to-reconcile', since: '3.1', check: namespacedName },
  { flag: 'kong-admin-svc', since: '2.9', check: namespacedName },
  { flag: 'feature-gates', since: '2.1', check: featureGates },
  { flag: 'enable-controller-gwapi-gateway', since: '3.0', check: boolean },
  { flag: 'enable-controller-gwapi-httproute', since: '3.0', check: boolean },
  { flag: 'enable-controller-gwapi-reference-grant', since: '3.0', check: boolean },
  { flag: 'enable-controller-gwapi-grpcroute', since: '3.2', check: boolean },
];

/** The first setting with which a release of the controller exits at once, or null. */
export function startFailureOf(settings: Settings, release: string, assumed: boolean): Failure {
  for (const { flag, since, check } of checks) {
    if (!atLeast(release, since)) continue;
    // Of a flag that is given twice the last one counts, but each is checked.
    for (const setting of settings.readAll(flag)) {
      if (setting.kind !== 'value') continue;
      const fault = check(setting.value, release, assumed);
      if (fault !== null) return { reason: `${nameOfSetting(flag, setting)} ${fault}`, at: setting.at };
    }
  }
  return null;
}

function nameOfSetting(flag: string, setting: Setting & { kind: 'value' }): string {
  return setting.source === 'flag' ? `--${flag}` : variableOf(flag);
}

function controllerName(text: string): string | null {
  // The pattern backtracks over long names; a real one is a domain and a path.
  const sound = text.length <= 253 && controllerNamePattern.test(text);
  return sound ? null : `is "${text}", but must be a domain and a path like konghq.com/kic-gateway-controller`;
}

function namespacedName(text: string): string | null {
  const parts = text.split('/');
  const sound = parts.length === 2 && parts.every((part) => part !== '');
  return sound ? null : `is "${text}", but must be a namespace and a name like kong/kong-proxy`;
}

function boolean(text: string): string | null {
  return readBoolean(text) === null ? `is "${text}", which is neither true nor false` : null;
}

function featureGates(text: string, release: string, assumed: boolean): string | null {
  const gates = readGates(text);
  if (typeof gates === 'string') return `cannot be read: ${gates}`;
  for (const gate of gates.keys()) {
    const { known, removedIn } = gateIn(release, gate);
    if (known || (assumed && removedIn !== null)) continue;
    const gone = removedIn === null ? '' : ` since ${removedIn}`;
    return `sets the feature gate "${gate}", which version ${release} does not know${gone}`;
  }
  const all = new Map([...defaultGates(release), ...gates]);
  if (all.get('KongCustomEntity') === true && all.get('FillIDs') === false) {
    return 'turns FillIDs off, which KongCustomEntity needs';
  }
  return null;
}
