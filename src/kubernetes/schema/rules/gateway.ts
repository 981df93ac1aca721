import { has, isMap, member, type Value } from '../model/value.ts';
import { plain } from '../model/quoted.ts';
import { shortened } from '../../../source/shortened.ts';
import { broken, failing, holds, itemsOf, keysThat, textOf, unique, uniqueField, type ObjectRule } from './rule.ts';

const hostnameForm = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualifiedKey =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

/** The listeners of a list for which a condition does not hold. */
function listeners(fails: (listener: Value) => string | null, ...field: readonly string[]): ObjectRule {
  return (self) =>
    itemsOf(self).flatMap((listener, index) => {
      const problem = fails(listener);
      return problem === null ? holds : broken(problem, index, ...field);
    });
}

const protocolOf = (listener: Value): string => textOf(listener, 'protocol') ?? '';

function combination(listener: Value): unknown {
  return [
    member(listener, 'port'),
    protocolOf(listener),
    has(listener, 'hostname') ? [member(listener, 'hostname')] : [],
  ];
}

function sameCombination(listener: Value): string {
  const hostname = has(listener, 'hostname')
    ? `hostname ${shortened(textOf(listener, 'hostname') ?? '')}`
    : 'no hostname';
  const port = `port ${plain(member(listener, 'port'))} with protocol ${shortened(protocolOf(listener))}`;
  return `${port} and ${hostname} is taken by another listener; change one of them`;
}

/**
 * Of bundle 0.8.0: a listener without hostname clashes with every other one of its port and protocol.
 */
const combinationLoosely: ObjectRule = (self) => {
  const all = itemsOf(self);
  return all.flatMap((one, index) => {
    const clashes = all.some(
      (other, at) =>
        at < index &&
        member(one, 'port') === member(other, 'port') &&
        protocolOf(one) === protocolOf(other) &&
        (!has(one, 'hostname') || !has(other, 'hostname') || member(one, 'hostname') === member(other, 'hostname')),
    );
    return clashes ? broken(sameCombination(one), index) : holds;
  });
};

function addressHostname(mayBeAbsent: boolean): ObjectRule {
  return (self) => {
    if (member(self, 'type') !== 'Hostname') return holds;
    const value = textOf(self, 'value');
    if (value === undefined) return mayBeAbsent ? holds : failing('value is required for an address of type Hostname');
    return hostnameForm.test(value)
      ? holds
      : broken('value must be a hostname for an address of type Hostname', 'value');
  };
}

/** Until 1.3 an address without a value cannot be held against the others of its type. */
const uniqueAddressesWithValue =
  (type: string): ObjectRule =>
  (self) => {
    const without = itemsOf(self).findIndex((address) => member(address, 'type') === type && !has(address, 'value'));
    return without < 0
      ? uniqueAddresses(type)(self)
      : failing(`value is required for an address of type ${type}`, without);
  };

const uniqueAddresses = (type: string): ObjectRule =>
  unique(
    (address) => (member(address, 'type') === type && has(address, 'value') ? member(address, 'value') : null),
    (address) => `value ${shortened(textOf(address, 'value') ?? '')} must differ from that of every other address`,
    'value',
  );

export const gatewayRules = {
  'addresses-unique-ip-with-value': uniqueAddressesWithValue('IPAddress'),
  'addresses-unique-hostname-with-value': uniqueAddressesWithValue('Hostname'),
  'address-hostname': addressHostname(false),
  'address-hostname-or-none': addressHostname(true),
  'addresses-unique-ip': uniqueAddresses('IPAddress'),
  'addresses-unique-hostname': uniqueAddresses('Hostname'),
  'address-routability': (self) => {
    const text = typeof self === 'string' ? self : '';
    const [prefix = ''] = text.split('/');
    const isDomain =
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(prefix) && prefix.length <= 253;
    const isReserved = prefix === 'k8s.io' || prefix.endsWith('.k8s.io');
    const isPath = /^[^/]*\/.+$/.test(text) && isDomain && !isReserved;
    return text === '' || text === 'Cluster' || isPath
      ? holds
      : broken('routability must be empty, Cluster or a path below a domain of the implementation');
  },
  'tls-terminate-needs-certificates': (self) => {
    if (member(self, 'mode') !== 'Terminate' || itemsOf(self, 'certificateRefs').length > 0) return holds;
    const message = 'certificateRefs is required with mode Terminate';
    return has(self, 'certificateRefs') ? broken(message, 'certificateRefs') : failing(message);
  },
  'tls-terminate-needs-certificates-or-options': (self) => {
    const options = member(self, 'options');
    const isServed = itemsOf(self, 'certificateRefs').length > 0 || (isMap(options) && Object.keys(options).length > 0);
    if (member(self, 'mode') !== 'Terminate' || isServed) return holds;
    const message = 'certificateRefs or options is required with mode Terminate';
    if (!has(self, 'certificateRefs')) return failing(message);
    return has(self, 'options') ? broken(message, 'certificateRefs') : failing(message, 'certificateRefs');
  },
  'listeners-need-tls': listeners((each) =>
    ['HTTPS', 'TLS'].includes(protocolOf(each)) && !has(each, 'tls')
      ? `tls is required with protocol ${protocolOf(each)}`
      : null,
  ),
  'listeners-without-tls': listeners(
    (each) =>
      ['HTTP', 'TCP', 'UDP'].includes(protocolOf(each)) && has(each, 'tls')
        ? `tls must be left out with protocol ${protocolOf(each)}`
        : null,
    'tls',
  ),
  'listeners-without-hostname': listeners(
    (each) =>
      ['TCP', 'UDP'].includes(protocolOf(each)) && has(each, 'hostname') && member(each, 'hostname') !== ''
        ? `hostname must be left out with protocol ${protocolOf(each)}`
        : null,
    'hostname',
  ),
  'listeners-https-terminates': listeners(
    (each) => {
      const mode = textOf(member(each, 'tls'), 'mode') ?? '';
      return protocolOf(each) === 'HTTPS' && has(each, 'tls') && mode !== '' && mode !== 'Terminate'
        ? 'mode must be Terminate with protocol HTTPS'
        : null;
    },
    'tls',
    'mode',
  ),
  'listeners-tls-has-mode': listeners((each) =>
    protocolOf(each) === 'TLS' && (textOf(member(each, 'tls'), 'mode') ?? '') === ''
      ? 'tls with a mode is required with protocol TLS'
      : null,
  ),
  'listeners-unique-name': uniqueField('name', 'listener'),
  'listeners-unique-combination': unique(combination, sameCombination),
  'listeners-unique-combination-loosely': combinationLoosely,
  'listeners-unique-combination-with-port': unique(
    (listener) => (has(listener, 'port') ? combination(listener) : null),
    sameCombination,
  ),
  'listener-filters-for-http': (self) =>
    has(self, 'filters') && !['HTTP', 'HTTPS'].includes(protocolOf(self))
      ? broken(`filters must be left out with protocol ${shortened(protocolOf(self))}`, 'filters')
      : holds,
  'qualified-keys': keysThat(
    (key) => !qualifiedKey.test(key),
    (key) => `key ${key} must be a name of at most 63 characters, with an optional domain and slash before it`,
  ),
  'short-key-prefixes': keysThat(
    (key) => (key.split('/')[0] ?? '').length >= 253,
    (key) => `key ${key} must have a domain of less than 253 characters`,
  ),
  'frontend-ports-unique': uniqueField('port', 'TLS configuration'),
  'trust-bundles-without-namespace': (self) =>
    itemsOf(self).flatMap((each, index) =>
      member(each, 'group') === 'certificates.k8s.io' &&
      member(each, 'kind') === 'ClusterTrustBundle' &&
      has(each, 'namespace')
        ? broken('namespace must be left out: a ClusterTrustBundle is cluster-scoped', index, 'namespace')
        : holds,
    ),
} satisfies Record<string, ObjectRule>;
