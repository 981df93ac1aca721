import { durationOf } from '../model/duration.ts';
import { has, member, type Value } from '../model/value.ts';
import {
  beside,
  broken,
  exactlyWith,
  failing,
  holds,
  isGiven,
  itemsOf,
  keysThat,
  onlyWith,
  type ObjectRule,
} from './rule.ts';

/** Certificates of a backend are stated or well known: not both, and not neither. */
function notBothSources(list: string, wellKnown: string): ObjectRule {
  return (self) =>
    itemsOf(self, list).length > 0 && isGiven(self, wellKnown) ? broken(beside(wellKnown, list), wellKnown) : holds;
}

function oneSource(list: string, wellKnown: string): ObjectRule {
  return (self) =>
    itemsOf(self, list).length === 0 && !isGiven(self, wellKnown)
      ? broken(`${list} or ${wellKnown} is required`)
      : holds;
}

function subjectNeeded(key: string, type: string): ObjectRule {
  return (self) =>
    member(self, 'type') === type && !isGiven(self, key) ? broken(`${key} is required with type ${type}`) : holds;
}

function subjectOnly(key: string, type: string): ObjectRule {
  return (self) =>
    member(self, 'type') !== type && isGiven(self, key)
      ? broken(`${key} must be left out unless type is ${type}`, key)
      : holds;
}

const hour = durationOf('1h') ?? 0;
const second = durationOf('1s') ?? 0;

function interval(fails: (nanoseconds: number) => boolean, message: string): ObjectRule {
  return (self) => {
    const length = durationOf(self);
    if (length === null) return failing(`interval ${message}`);
    return fails(length) ? broken(`interval ${message}`) : holds;
  };
}

/** A protocol that wants TLS, or none. */
function tlsFor(protocol: string, wanted: boolean): ObjectRule {
  return (self) => {
    if (member(self, 'protocol') !== protocol) return holds;
    const tls = member(self, 'tls');
    const isOn = has(self, 'tls') && member(tls, 'mode') !== 'None';
    if (isOn === wanted) return holds;
    const wish = wanted ? 'have a mode other than None' : 'be left out, or have mode None,';
    return broken(`tls must ${wish} with protocol ${protocol}`, ...(has(self, 'tls') ? ['tls'] : []));
  };
}

const enabledOnly = (key: string): ObjectRule => onlyWith(key, 'mode', 'Enabled');

const qualifiedName =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

export const backendRules = {
  'ca-certificates-not-both-1.0': notBothSources('caCertRefs', 'wellKnownCACerts'),
  'ca-certificates-one-1.0': oneSource('caCertRefs', 'wellKnownCACerts'),
  'ca-certificates-not-both': notBothSources('caCertificateRefs', 'wellKnownCACertificates'),
  'ca-certificates-one': oneSource('caCertificateRefs', 'wellKnownCACertificates'),
  'ca-certificates-exactly-one': (self) =>
    has(self, 'caCertificateRefs') !== has(self, 'wellKnownCACertificates')
      ? holds
      : has(self, 'caCertificateRefs')
        ? broken(beside('wellKnownCACertificates', 'caCertificateRefs'), 'wellKnownCACertificates')
        : broken('caCertificateRefs or wellKnownCACertificates is required'),
  'subject-hostname-needed': subjectNeeded('hostname', 'Hostname'),
  'subject-hostname-only': subjectOnly('hostname', 'Hostname'),
  'subject-uri-needed': subjectNeeded('uri', 'URI'),
  'subject-uri-only': subjectOnly('uri', 'URI'),
  'interval-second-to-hour': interval((length) => length < second || length > hour, 'must be from 1s to 1h'),
  'interval-up-to-hour': interval((length) => length === 0 || length > hour, 'must be longer than 0s and at most 1h'),
  'external-hostname': (self) =>
    typeof self === 'string' && self.endsWith('.cluster.local')
      ? broken('hostname must not end with .cluster.local')
      : holds,
  // The published rule compares an optional value with null, which is never equal: it takes the empty name alone.
  'port-name-empty': (self) =>
    self === '' ? holds : broken('name must be left out: this release of Gateway API refuses every one'),
  'client-certificate-of-mode': exactlyWith('clientCertificateRef', 'mode', 'ClientAndServer'),
  'external-hostname-of-type': exactlyWith('externalHostname', 'type', 'ExternalHostname'),
  'endpoint-selector-of-type': exactlyWith('endpointSelector', 'type', 'EndpointSelector'),
  'validation-unless-none': (self) => {
    const isNone = member(self, 'mode') === 'None';
    if (isNone !== has(self, 'validation')) return holds;
    return isNone
      ? broken('validation must be left out with mode None', 'validation')
      : broken('validation is required unless mode is None');
  },
  'h2c-without-tls': tlsFor('H2C', false),
  'http2-with-tls': tlsFor('HTTP2', true),
  'wss-with-tls': tlsFor('WSS', true),
  'session-of-endpoint-selector': onlyWith('sessionPersistence', 'type', 'EndpointSelector'),
  'label-keys': keysThat(
    (key) => !qualifiedName.test(key) || (key.split('/')[0] ?? '').length > 253,
    (key) => `key ${key} must be a name of at most 63 characters, with an optional domain and slash before it`,
  ),
  'header-name-of-source': exactlyWith('headerName', 'sourceType', 'Header'),
  'literal-of-source': exactlyWith('literalValue', 'sourceType', 'Literal'),
  'attribute-of-source': exactlyWith('attributeKey', 'sourceType', 'Attribute'),
  'sampling-when-enabled': enabledOnly('samplingRate'),
  'provider-when-enabled': exactlyWith('provider', 'mode', 'Enabled'),
  'parent-sampling-when-enabled': enabledOnly('parentBasedSampling'),
  'service-name-when-enabled': enabledOnly('serviceName'),
  'span-name-when-enabled': enabledOnly('spanName'),
  'attributes-when-enabled': enabledOnly('attributes'),
  'tracing-needed': (self: Value) => (has(self, 'tracing') ? holds : broken('tracing is required')),
} satisfies Record<string, ObjectRule>;
