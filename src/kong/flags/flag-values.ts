import type { FlagType } from './flag-table.ts';
import { readGates } from './feature-gates.ts';
import { isFloat32, isInt, isUint, readBoolean, readList } from './go-literals.ts';
import { durationOf } from '../../kubernetes/schema/model/duration.ts';
import { isWithin, releaseRange } from './releases.ts';

/** What is wrong with a flag's value. */
export interface ValueFault {
  /** What was expected, behind "but": `must be a namespace and a name like kong/kong-proxy`. */
  readonly expected: string;
  /** The one value that can have been meant, or null. */
  readonly meant: string | null;
}

const from3 = releaseRange('>=3.0.0');
const withDnsStrategies = releaseRange('<=3.4.2');

type Check = (text: string, release: string) => ValueFault | null;

const controllerNamePattern =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

const checks: Readonly<Record<FlagType, Check>> = {
  string: () => null,
  bool: (text) => (readBoolean(text) === null ? fault('must be true or false', meantBoolean(text)) : null),
  int: (text) => (isInt(text) ? null : fault('must be a whole number')),
  uint: (text) => (isUint(text) ? null : fault('must be a whole number without a sign')),
  float32: (text) => (isFloat32(text) ? null : fault('must be a number')),
  duration: (text) => (durationOf(text) === null ? fault('must be a duration with a unit like 10s') : null),
  stringSlice: (text) => (readList(text) === null ? fault('has a quote where none may stand') : null),
  'namespaced-name': (text) =>
    isNamespacedName(text) ? null : fault('must be a namespace and a name like kong/kong-proxy'),
  'controller-name': (text) =>
    // The pattern backtracks over long names; a real one is a domain and a path.
    text.length <= 253 && controllerNamePattern.test(text)
      ? null
      : fault('must be a domain and a path like konghq.com/kic-gateway-controller'),
  'feature-gates': (text) => {
    const gates = readGates(text);
    return typeof gates === 'string' ? fault(gates) : null;
  },
  'log-level': (text, release) =>
    oneOf(
      text,
      isWithin(release, from3)
        ? ['error', 'info', 'debug', 'trace']
        : ['panic', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'],
    ),
  'log-format': (text, release) =>
    oneOf(text, isWithin(release, from3) ? ['text', 'json', 'console'] : ['text', 'json']),
  'dns-strategy': (text, release) =>
    isWithin(release, withDnsStrategies) ? oneOf(text, ['ip', 'service', 'pod']) : null,
  'metrics-access-filter': (text) => oneOf(text, ['off', 'rbac']),
};

/** What a release has against the value of a flag, or null. */
export function valueFault(type: FlagType, text: string, release: string): ValueFault | null {
  return checks[type](text, release);
}

function fault(expected: string, meant: string | null = null): ValueFault {
  return { expected, meant };
}

function meantBoolean(text: string): string | null {
  const word = text.trim().toLowerCase();
  if (['true', 'yes', 'on', 'y', 'enabled'].includes(word)) return 'true';
  return ['false', 'no', 'off', 'n', 'disabled'].includes(word) ? 'false' : null;
}

function isNamespacedName(text: string): boolean {
  const parts = text.split('/');
  return parts.length === 2 && parts.every((part) => part !== '');
}

function oneOf(text: string, words: readonly string[]): ValueFault | null {
  if (words.includes(text)) return null;
  const meant = words.find((word) => word === text.trim().toLowerCase()) ?? null;
  return fault(`must be one of ${words.join(', ')}`, meant);
}
