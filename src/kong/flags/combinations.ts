import type { Range } from 'semver';
import { defaultGates, givenGates } from './feature-gates.ts';
import { readBoolean } from './go-literals.ts';
import { durationOf } from '../../kubernetes/schema/model/duration.ts';
import { isWithin, releaseRange } from './releases.ts';
import { nameOfSetting, variableOf, type KnownSetting, type Settings } from './settings.ts';

/** Settings that a release refuses together; the reason begins with the one that stands at `setting`. */
export interface CombinationFault {
  readonly reason: string;
  readonly setting: KnownSetting;
}

type Check = (settings: Settings, release: string) => CombinationFault | null;

/** In the order in which the controller checks them, with the releases that do. */
const checks: readonly { readonly in: Range; readonly check: Check }[] = [
  { in: releaseRange('<3.4.4'), check: adminAddressTwice },
  { in: releaseRange('>=3.0.0'), check: exclusive('kong-admin-token', 'kong-admin-token-file') },
  { in: releaseRange('>=2.9.0'), check: konnect },
  { in: releaseRange('>=2.9.0'), check: clientCertificate('kong-admin') },
  { in: releaseRange('>=3.2.0'), check: fallback },
  { in: releaseRange('>=3.3.0'), check: readiness },
  { in: releaseRange('>=2.9.0'), check: certificateAuthority },
];

/** The first combination of settings with which a release does not start. What hangs on a setting that is not known is not told. */
export function combinationFault(settings: Settings, release: string): CombinationFault | null {
  for (const { in: range, check } of checks) {
    const fault = isWithin(release, range) ? check(settings, release) : null;
    if (fault !== null) return fault;
  }
  return null;
}

/** A setting that is given: null where it is not, undefined where that is not known. */
function given(settings: Settings, flag: string): KnownSetting | null | undefined {
  const setting = settings.read(flag);
  if (setting === undefined) return null;
  return setting.kind === 'value' ? setting : undefined;
}

/** A setting that is given and not empty; null and undefined as for `given`. */
function filled(settings: Settings, flag: string): KnownSetting | null | undefined {
  const setting = given(settings, flag);
  return setting?.value === '' ? null : setting;
}

/** Only the command line counts: a variable is no clash. */
function adminAddressTwice(settings: Settings): CombinationFault | null {
  const [service, url] = [given(settings, 'kong-admin-svc'), given(settings, 'kong-admin-url')];
  if (service?.source !== 'flag' || url?.source !== 'flag') return null;
  return { reason: '--kong-admin-url and --kong-admin-svc exclude each other, and both are set', setting: url };
}

/** Two settings of which only one may be filled. */
function exclusive(one: string, other: string): Check {
  return (settings) => {
    const [first, second] = [filled(settings, one), filled(settings, other)];
    if (!first || !second) return null;
    return {
      reason: `${nameOfSetting(other, second)} and ${nameOfSetting(one, first)} exclude each other, and both are set`,
      setting: second,
    };
  };
}

/** A certificate needs its key and the other way round, and each is given as text or as a file. */
function clientCertificate(prefix: string): Check {
  const [cert, key] = [`${prefix}-tls-client-cert`, `${prefix}-tls-client-key`];
  return (settings, release) => {
    const twice = [cert, key].flatMap((flag) => exclusive(flag, `${flag}-file`)(settings, release) ?? []);
    if (twice[0] !== undefined) return twice[0];
    return (
      lonely(anyOf(settings, cert, `${cert}-file`), anyOf(settings, key, `${key}-file`), key) ??
      lonely(anyOf(settings, key, `${key}-file`), anyOf(settings, cert, `${cert}-file`), cert)
    );
  };
}

interface Found {
  readonly flag: string;
  readonly setting: KnownSetting;
}

/** The first of the settings that is filled; null where none is, undefined where that is not known. */
function anyOf(settings: Settings, ...flags: readonly string[]): Found | null | undefined {
  const all = flags.map((flag) => ({ flag, setting: filled(settings, flag) }));
  for (const { flag, setting } of all) if (setting) return { flag, setting };
  return all.some(({ setting }) => setting === undefined) ? undefined : null;
}

function lonely(
  one: Found | null | undefined,
  other: Found | null | undefined,
  missing: string,
): CombinationFault | null {
  return one && other === null ? needs(one.flag, one.setting, `${missing} or ${missing}-file`) : null;
}

/** `flags`: one flag, or several with "or" between them. */
function needs(flag: string, setting: KnownSetting, flags: string): CombinationFault {
  const names = flags.split(' or ').map((each) => (setting.source === 'flag' ? `--${each}` : variableOf(each)));
  return { reason: `${nameOfSetting(flag, setting)} needs ${names.join(' or ')}, which is not set`, setting };
}

const withControlPlaneId = releaseRange('>=3.0.0');
const withUploadPeriod = releaseRange('>=3.3.0');

function konnect(settings: Settings, release: string): CombinationFault | null {
  const flag = 'konnect-sync-enabled';
  const sync = given(settings, flag);
  if (!sync || readBoolean(sync.value) !== true) return null;
  const hasNewName = isWithin(release, withControlPlaneId);
  const planes = hasNewName ? ['konnect-control-plane-id', 'konnect-runtime-group-id'] : ['konnect-runtime-group-id'];
  if (given(settings, 'kong-admin-svc') === null) return needs(flag, sync, 'kong-admin-svc');
  const address = given(settings, 'konnect-address');
  if (address?.value === '')
    return { reason: `${nameOfSetting('konnect-address', address)} is empty`, setting: address };
  if (anyOf(settings, ...planes) === null) return needs(flag, sync, planes[0] ?? '');
  const client = 'konnect-tls-client';
  const parts = [`${client}-cert`, `${client}-cert-file`, `${client}-key`, `${client}-key-file`];
  if (anyOf(settings, ...parts) === null) return needs(flag, sync, `${client}-cert or ${client}-cert-file`);
  const tls = clientCertificate('konnect')(settings, release);
  if (tls !== null || !isWithin(release, withUploadPeriod)) return tls;
  const period = given(settings, 'konnect-upload-config-period');
  if (!period || (durationOf(period.value) ?? Infinity) >= 10e9) return null;
  const name = nameOfSetting('konnect-upload-config-period', period);
  return { reason: `${name} is ${period.value}, but must be at least 10s`, setting: period };
}

function fallback(settings: Settings, release: string): CombinationFault | null {
  const flag = 'use-last-valid-config-for-fallback';
  const setting = given(settings, flag);
  const gates = givenGates(settings, release);
  if (!setting || readBoolean(setting.value) !== true || gates === null) return null;
  const gate = 'FallbackConfiguration';
  const isOn = gates.at(-1)?.values.get(gate) ?? defaultGates(release).get(gate);
  if (isOn === true) return null;
  return { reason: `${nameOfSetting(flag, setting)} needs the feature gate ${gate}=true, which is off`, setting };
}

/** Nanoseconds of the interval and of the timeout that hold where none is given. */
const readinessDefaults = { interval: 10e9, timeout: 5e9 };

function readiness(settings: Settings): CombinationFault | null {
  if (!given(settings, 'kong-admin-svc')) return null;
  const [longer, shorter] = ['interval', 'timeout'].map((part) => `gateway-discovery-readiness-check-${part}`);
  if (longer === undefined || shorter === undefined) return null;
  const [interval, timeout] = [given(settings, longer), given(settings, shorter)];
  if (interval === undefined) return null;
  const every = interval === null ? readinessDefaults.interval : durationOf(interval.value);
  if (interval !== null && every !== null && every < 3e9) {
    return {
      reason: `${nameOfSetting(longer, interval)} is ${interval.value}, but must be at least 3s`,
      setting: interval,
    };
  }
  if (timeout === undefined) return null;
  const until = timeout === null ? readinessDefaults.timeout : durationOf(timeout.value);
  const setting = timeout ?? interval;
  if (every === null || until === null || until < every || setting === null) return null;
  const [waits, pause] = [timeout?.value ?? '5s, the default', interval?.value ?? '10s, the default'];
  const reason =
    setting === timeout
      ? `${nameOfSetting(shorter, setting)} is ${waits}, but must be shorter than the interval between checks (${pause})`
      : `${nameOfSetting(longer, setting)} is ${pause}, but must be longer than the timeout of a check (${waits})`;
  return { reason, setting };
}

/** Both are read when the client of the Admin API is made: at once, unless the Admin APIs are discovered. */
function certificateAuthority(settings: Settings, release: string): CombinationFault | null {
  if (given(settings, 'kong-admin-svc') !== null) return null;
  return exclusive('kong-admin-ca-cert', 'kong-admin-ca-cert-file')(settings, release);
}
