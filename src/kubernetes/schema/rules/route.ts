import { experimentalGroup } from '../../kinds.ts';
import { isIp } from '../model/formats.ts';
import { durationOf } from '../model/duration.ts';
import { plain, quoted } from '../model/quoted.ts';
import { has, member, type Value } from '../model/value.ts';
import {
  atMostOne,
  beside,
  broken,
  failing,
  holds,
  indexesOf,
  itemsOf,
  neededWith,
  notBoth,
  onlyWith,
  textOf,
  uniqueField,
  type ObjectRule,
  type RuleBreach,
} from './rule.ts';

/** A condition on the value of an exact or prefix path; regular expressions are free. */
function literalPath(fails: (path: string) => boolean, message: string): ObjectRule {
  return (self) => {
    const type = textOf(self, 'type') ?? '';
    const value = textOf(self, 'value') ?? '';
    return ['Exact', 'PathPrefix'].includes(type) && fails(value)
      ? broken(`value ${message} where type is ${type}`, 'value')
      : holds;
  };
}

const label = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$/;

function hostnames(fails: (hostname: string) => boolean, message: string): ObjectRule {
  return (self) =>
    itemsOf(self).flatMap((each, index) =>
      typeof each === 'string' && fails(each) ? broken(`hostnames: ${quoted(each)} ${message}`, index) : holds,
    );
}

/** Whether a filter replaces the matched prefix of the path. */
function replacesPrefix(filter: Value, key: string): boolean {
  const path = member(member(filter, key), 'path');
  return member(path, 'type') === 'ReplacePrefixMatch' && has(path, 'replacePrefixMatch');
}

const replacersOf = (value: Value, key: string): readonly number[] =>
  indexesOf(member(value, 'filters') ?? [], (filter) => replacesPrefix(filter, key));

/** What replaces a matched prefix needs one match, and a prefix in it. */
function needsOnePrefix(rule: Value, key: string): readonly RuleBreach[] {
  const matches = itemsOf(rule, 'matches');
  const isOne = matches.length === 1 && member(member(matches[0], 'path'), 'type') === 'PathPrefix';
  if (isOne) return holds;
  const why = `where ${key} replaces the matched prefix`;
  return matches.length === 1 && has(matches[0], 'path')
    ? broken(`type must be PathPrefix ${why}`, 'matches', 0, 'path', 'type')
    : broken(`matches must hold one PathPrefix ${why}`, 'matches');
}

const prefixOfFilter =
  (key: string): ObjectRule =>
  (self) =>
    replacersOf(self, key).length === 1 ? needsOnePrefix(self, key) : holds;

const prefixOfBackend =
  (key: string): ObjectRule =>
  (self) => {
    const backends = indexesOf(member(self, 'backendRefs') ?? [], (backend) => replacersOf(backend, key).length === 1);
    return backends.length === 1 ? needsOnePrefix(self, key) : holds;
  };

function atMostMatches(most: number): ObjectRule {
  return (self) => {
    const count = itemsOf(self).reduce<number>((sum, rule) => sum + itemsOf(rule, 'matches').length, 0);
    return count > most ? broken(`rules may have ${most} matches together, not ${count}`) : holds;
  };
}

const isService = (ref: Value): boolean => member(ref, 'group') === '' && member(ref, 'kind') === 'Service';

const filterKinds = {
  requestHeaderModifier: 'RequestHeaderModifier',
  responseHeaderModifier: 'ResponseHeaderModifier',
  requestMirror: 'RequestMirror',
  requestRedirect: 'RequestRedirect',
  urlRewrite: 'URLRewrite',
  extensionRef: 'ExtensionRef',
  cors: 'CORS',
  externalAuth: 'ExternalAuth',
} as const;

type FilterField = keyof typeof filterKinds;

const only = (key: FilterField): ObjectRule => onlyWith(key, 'type', filterKinds[key]);
const needed = (key: FilterField): ObjectRule => neededWith(key, 'type', filterKinds[key]);
const once = (key: FilterField): ObjectRule => atMostOne('type', filterKinds[key]);

export const routeRules = {
  'backend-service-has-port': (self) =>
    isService(self) && !has(self, 'port') ? broken('port is required for a Service') : holds,
  'backend-without-port': (self) =>
    member(self, 'group') === experimentalGroup && member(self, 'kind') === 'XBackend' && has(self, 'port')
      ? broken('port must be left out for an XBackend', 'port')
      : holds,
  'filter-request-headers-only': only('requestHeaderModifier'),
  'filter-request-headers-needed': needed('requestHeaderModifier'),
  'filter-request-headers-once': once('requestHeaderModifier'),
  'filter-response-headers-only': only('responseHeaderModifier'),
  'filter-response-headers-needed': needed('responseHeaderModifier'),
  'filter-response-headers-once': once('responseHeaderModifier'),
  'filter-mirror-only': only('requestMirror'),
  'filter-mirror-needed': needed('requestMirror'),
  'filter-redirect-only': only('requestRedirect'),
  'filter-redirect-needed': needed('requestRedirect'),
  'filter-redirect-once': once('requestRedirect'),
  'filter-rewrite-only': only('urlRewrite'),
  'filter-rewrite-needed': needed('urlRewrite'),
  'filter-rewrite-once': once('urlRewrite'),
  'filter-extension-only': only('extensionRef'),
  'filter-extension-needed': needed('extensionRef'),
  'filter-cors-only': only('cors'),
  'filter-cors-needed': needed('cors'),
  'filter-cors-once': once('cors'),
  'filter-auth-only': only('externalAuth'),
  'filter-auth-needed': needed('externalAuth'),
  'filters-redirect-or-rewrite': (self) => {
    const redirects = indexesOf(self, (filter) => member(filter, 'type') === 'RequestRedirect');
    const rewrites = indexesOf(self, (filter) => member(filter, 'type') === 'URLRewrite');
    const last = Math.max(...redirects, ...rewrites);
    return redirects.length > 0 && rewrites.length > 0
      ? broken(beside('type URLRewrite', 'type RequestRedirect'), last, 'type')
      : holds;
  },
  'redirect-without-backends': (self) => {
    const redirects = itemsOf(self, 'filters').some((filter) => has(filter, 'requestRedirect'));
    return itemsOf(self, 'backendRefs').length > 0 && redirects
      ? broken(beside('backendRefs', 'a RequestRedirect filter'), 'backendRefs')
      : holds;
  },
  'redirect-prefix-match': prefixOfFilter('requestRedirect'),
  'rewrite-prefix-match': prefixOfFilter('urlRewrite'),
  'backend-redirect-prefix-match': prefixOfBackend('requestRedirect'),
  'backend-rewrite-prefix-match': prefixOfBackend('urlRewrite'),
  'path-full-needed': neededWith('replaceFullPath', 'type', 'ReplaceFullPath'),
  'path-full-only': onlyWith('replaceFullPath', 'type', 'ReplaceFullPath'),
  'path-prefix-needed': neededWith('replacePrefixMatch', 'type', 'ReplacePrefixMatch'),
  'path-prefix-only': onlyWith('replacePrefixMatch', 'type', 'ReplacePrefixMatch'),
  'path-absolute': literalPath((path) => !path.startsWith('/'), 'must begin with /'),
  'path-no-double-slash': literalPath((path) => path.includes('//'), 'must not contain //'),
  'path-no-dot': literalPath((path) => path.includes('/./'), 'must not contain /./'),
  'path-no-dots': literalPath((path) => path.includes('/../'), 'must not contain /../'),
  'path-no-2f': literalPath((path) => path.includes('%2f'), 'must not contain %2f'),
  'path-no-2F': literalPath((path) => path.includes('%2F'), 'must not contain %2F'),
  'path-no-hash': literalPath((path) => path.includes('#'), 'must not contain #'),
  'path-not-ending-in-dots': literalPath((path) => path.endsWith('/..'), 'must not end with /..'),
  'path-not-ending-in-dot': literalPath((path) => path.endsWith('/.'), 'must not end with /.'),
  'path-type': (self) =>
    ['Exact', 'PathPrefix', 'RegularExpression'].includes(textOf(self, 'type') ?? '')
      ? holds
      : broken('type must be Exact, PathPrefix or RegularExpression', 'type'),
  'path-characters': literalPath(
    (path) => !/^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(path),
    'must have characters of a path only, and others as %XX,',
  ),
  'grpc-service-or-method': (self) =>
    has(self, 'type') && !has(self, 'service') && !has(self, 'method')
      ? broken('service or method is required')
      : holds,
  'grpc-service': grpcName('service', /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i),
  'grpc-method': grpcName('method', /^[A-Za-z_][A-Za-z_0-9]*$/),
  'matches-at-most-128': atMostMatches(128),
  'rules-unique-name': uniqueField('name', 'rule'),
  'timeouts-backend-within-request': (self) => {
    if (!has(self, 'request') || !has(self, 'backendRequest')) return holds;
    const request = durationOf(member(self, 'request'));
    if (request === null) return failing('request must be a duration as 10s', 'request');
    const backend = durationOf(member(self, 'backendRequest'));
    if (backend === null && request !== 0) return failing('backendRequest must be a duration as 10s', 'backendRequest');
    return backend !== null && request !== 0 && backend > request
      ? broken(`backendRequest must not be longer than request, ${plain(member(self, 'request'))}`, 'backendRequest')
      : holds;
  },
  'fraction-at-most-one': (self) => {
    const [numerator, denominator] = [member(self, 'numerator'), member(self, 'denominator')];
    return typeof numerator === 'number' && typeof denominator === 'number' && numerator <= denominator
      ? holds
      : broken(
          `numerator must be at most the denominator, ${plain(denominator)}`,
          ...(has(self, 'numerator') ? ['numerator'] : []),
        );
  },
  'percent-or-fraction': notBoth('percent', 'fraction'),
  'cors-star-alone': (self) =>
    itemsOf(self).includes('*') && itemsOf(self).length > 1
      ? broken('"*" must be the only item of its list', itemsOf(self).indexOf('*'))
      : holds,
  'auth-grpc-needed': neededWith('grpc', 'protocol', 'GRPC'),
  'auth-grpc-only': onlyWith('grpc', 'protocol', 'GRPC'),
  'auth-http-needed': neededWith('http', 'protocol', 'HTTP'),
  'auth-http-only': onlyWith('http', 'protocol', 'HTTP'),
  'cookie-config-for-permanent-1.1.0': (self) => {
    if (has(self, 'absoluteTimeout')) return holds;
    if (!has(self, 'cookieConfig')) return failing('absoluteTimeout is required without cookieConfig');
    return permanent('cookieConfig')(self);
  },
  'cookie-config-permanent': permanent('cookieConfig'),
  'cookie-permanent': permanent('cookie'),
  'cookie-config-only': onlyWith('cookieConfig', 'type', 'Cookie'),
  'cookie-only': onlyWith('cookie', 'type', 'Cookie'),
  'cookie-needed': neededWith('cookie', 'type', 'Cookie'),
  'header-only': onlyWith('header', 'type', 'Header'),
  'header-needed': neededWith('header', 'type', 'Header'),
  'hostnames-no-ip': hostnames(isIp, 'must be a name, and is an IP address'),
  'hostnames-labels': hostnames(
    (each) => !each.includes('*') && !label.test(each),
    'must consist of a-z, 0-9, - and dots',
  ),
  'hostnames-wildcard': hostnames(
    (each) => each.includes('*') && !(each.startsWith('*.') && label.test(each.slice(2))),
    'may have a wildcard as its first label only',
  ),
} satisfies Record<string, ObjectRule>;

function grpcName(key: string, pattern: RegExp): ObjectRule {
  return (self) => {
    const isExact = !has(self, 'type') || member(self, 'type') === 'Exact';
    const text = textOf(self, key);
    return isExact && text !== undefined && !pattern.test(text)
      ? broken(`${key} must be a name of letters, digits and _, not ${quoted(text)}`, key)
      : holds;
  };
}

function isPermanent(cookie: Value): boolean {
  return member(cookie, 'lifetimeType') === 'Permanent';
}

function permanent(key: string): ObjectRule {
  return (self) =>
    isPermanent(member(self, key)) && !has(self, 'absoluteTimeout')
      ? broken('absoluteTimeout is required with lifetimeType Permanent')
      : holds;
}
