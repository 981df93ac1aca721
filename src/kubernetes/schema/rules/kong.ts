import { has, lengthOf, member, type Value } from '../model/value.ts';
import { plain } from '../model/quoted.ts';
import {
  below,
  beside,
  broken,
  failing,
  holds,
  immutable,
  itemsOf,
  notBoth,
  ofSpec,
  textOf,
  type ObjectRule,
} from './rule.ts';

/** A field of `spec.hashOn…` that names what is hashed; at most one of them may. */
function oneInput(key: string, inputs: readonly string[]): ObjectRule {
  return (self) => {
    const hash = member(member(self, 'spec'), key);
    const given = inputs.filter((input) => has(hash, input));
    const [first = '', second] = given;
    return second === undefined ? holds : broken(beside(second, first), 'spec', key, second);
  };
}

function algorithm(key: string, allowed: readonly string[]): ObjectRule {
  return (self) => {
    const spec = member(self, 'spec');
    if (!has(spec, key) || allowed.includes(textOf(spec, 'algorithm') ?? '')) return holds;
    const stands = has(spec, 'algorithm') ? ['spec', 'algorithm'] : ['spec'];
    return broken(`algorithm must be ${allowed.join(' or ')} where ${key} is set`, ...stands);
  };
}

function absent(message: string, ...keys: readonly [string, ...string[]]): ObjectRule {
  const last = keys.at(-1) ?? '';
  return below(keys.slice(0, -1), (self) => (has(self, last) ? broken(message, last) : holds));
}

const entityTypes = ['services', 'routes', 'upstreams', 'targets', 'plugins', 'consumers', 'consumer_groups'];

const isKnownEntity = (type: Value): boolean => typeof type === 'string' && entityTypes.includes(type);

const ownKind = (type: Value): string => `type must be a custom entity; ${plain(type)} have a kind of their own`;

/** A condition on a reference to a control plane, by its type; null stands for no type. */
function controlPlane(type: string | null, key: string, wanted: boolean): ObjectRule {
  return (self) => {
    if ((has(self, 'type') ? member(self, 'type') : null) !== type || has(self, key) === wanted) return holds;
    const why = type === null ? 'without a type' : `with type ${type}`;
    return wanted ? broken(`${key} is required ${why}`) : broken(`${key} must be left out ${why}`, key);
  };
}

const isProgrammed = (self: Value): boolean =>
  itemsOf(member(self, 'status'), 'conditions').some(
    (condition) => member(condition, 'type') === 'Programmed' && member(condition, 'status') === 'True',
  );

/** What does not change once the entity is programmed; a repository seldom states a status. */
function unlessProgrammed(...keys: readonly string[]): ObjectRule {
  const same = immutable('a programmed entity’s reference', ...keys);
  return (self, old) => (isProgrammed(self) ? same(self, old) : holds);
}

function staysSet(key: string): ObjectRule {
  return (self, old) =>
    old !== undefined && has(member(old, 'spec'), key) && !has(member(self, 'spec'), key)
      ? failing(`${key} cannot be taken away once it is there`, ...(has(self, 'spec') ? ['spec'] : []))
      : holds;
}

const inputs = ['input', 'cookie', 'header', 'uriCapture', 'queryArg'];

export const kongRules = {
  'ingress-no-proxy': absent('proxy must be left out; annotations of the Service took its place', 'proxy'),
  'ingress-no-route': absent('route must be left out; annotations of the Ingress took its place', 'route'),
  'policy-one-hash-input': ofSpec(oneInput('hashOn', inputs)),
  'policy-one-fallback-input': ofSpec(oneInput('hashOnFallback', ['input', 'header', 'uriCapture', 'queryArg'])),
  'policy-cookie-has-path': ofSpec(
    below(['spec', 'hashOn'], (hash) =>
      has(hash, 'cookie') && !has(hash, 'cookiePath') ? broken('cookiePath is required beside cookie') : holds,
    ),
  ),
  'policy-path-has-cookie': ofSpec(
    below(['spec', 'hashOn'], (hash) =>
      has(hash, 'cookiePath') && !has(hash, 'cookie') ? broken('cookie is required beside cookiePath') : holds,
    ),
  ),
  'policy-hash-is-consistent': ofSpec(algorithm('hashOn', ['consistent-hashing'])),
  'policy-hash-is-consistent-or-sticky': ofSpec(algorithm('hashOn', ['consistent-hashing', 'sticky-sessions'])),
  'policy-fallback-is-consistent': ofSpec(algorithm('hashOnFallback', ['consistent-hashing'])),
  'policy-fallback-no-cookie': ofSpec(
    absent('cookie must be left out of hashOnFallback', 'spec', 'hashOnFallback', 'cookie'),
  ),
  'policy-fallback-no-cookie-path': ofSpec(
    absent('cookiePath must be left out of hashOnFallback', 'spec', 'hashOnFallback', 'cookiePath'),
  ),
  'policy-passive-healthy-no-interval': ofSpec(
    absent('interval must be left out of passive checks', 'spec', 'healthchecks', 'passive', 'healthy', 'interval'),
  ),
  'policy-passive-unhealthy-no-interval': ofSpec(
    absent('interval must be left out of passive checks', 'spec', 'healthchecks', 'passive', 'unhealthy', 'interval'),
  ),
  'policy-cookie-no-fallback': ofSpec((self) =>
    has(member(member(self, 'spec'), 'hashOn'), 'cookie') && has(member(self, 'spec'), 'hashOnFallback')
      ? broken('hashOnFallback must be left out where hashOn.cookie is set', 'spec', 'hashOnFallback')
      : holds,
  ),
  'policy-sticky-hashes-nothing': ofSpec((self) => {
    const spec = member(self, 'spec');
    const hash = member(spec, 'hashOn');
    const others = ['cookie', 'cookiePath', 'header', 'uriCapture', 'queryArg'].filter((key) => has(hash, key));
    return has(spec, 'stickySessions') && (member(hash, 'input') !== 'none' || others.length > 0)
      ? broken(
          'hashOn must hold input none and nothing else where stickySessions is set',
          'spec',
          ...(has(spec, 'hashOn') ? ['hashOn'] : []),
        )
      : holds;
  }),
  'policy-sticky-has-cookie': ofSpec(
    below(['spec', 'stickySessions'], (sticky) =>
      has(sticky, 'cookie') ? holds : broken('cookie is required in stickySessions'),
    ),
  ),
  'policy-sticky-algorithm': ofSpec(algorithm('stickySessions', ['sticky-sessions'])),
  'plugin-config-or-from': notBoth('config', 'configFrom'),
  'plugin-from-or-patches': notBoth('configFrom', 'configPatches'),
  'plugin-immutable': immutable('plugin', 'plugin'),
  'consumer-named': (self) =>
    has(self, 'username') || has(self, 'custom_id') ? holds : broken('username or custom_id is required'),
  'vault-prefix-immutable': immutable('prefix', 'spec', 'prefix'),
  'entity-type-immutable': immutable('type', 'spec', 'type'),
  'entity-type-is-custom': ofSpec((self) =>
    isKnownEntity(member(member(self, 'spec'), 'type'))
      ? broken(ownKind(member(member(self, 'spec'), 'type')), 'spec', 'type')
      : holds,
  ),
  'entity-type-is-custom-of-spec': (self) =>
    isKnownEntity(member(self, 'type')) ? broken(ownKind(member(self, 'type')), 'type') : holds,
  'control-plane-ref-needed': controlPlane('konnectNamespacedRef', 'konnectNamespacedRef', true),
  'control-plane-ref-no-id': controlPlane('konnectNamespacedRef', 'konnectID', false),
  'control-plane-id-needed': controlPlane('konnectID', 'konnectID', true),
  'control-plane-id-no-ref': controlPlane('konnectID', 'konnectNamespacedRef', false),
  'control-plane-kic-no-id': controlPlane('kic', 'konnectID', false),
  'control-plane-kic-no-ref': controlPlane('kic', 'konnectNamespacedRef', false),
  'control-plane-untyped-no-id': controlPlane(null, 'konnectID', false),
  'control-plane-untyped-no-ref': controlPlane(null, 'konnectNamespacedRef', false),
  'control-plane-not-by-id': (self) =>
    member(self, 'type') === 'konnectID'
      ? broken('type must be konnectNamespacedRef or kic; konnectID is no longer supported', 'type')
      : holds,
  'control-plane-in-own-namespace': below(['spec', 'controlPlaneRef', 'konnectNamespacedRef'], (ref) =>
    has(ref, 'namespace') ? broken('namespace must be left out: it is the object’s own', 'namespace') : holds,
  ),
  'control-plane-stays': staysSet('controlPlaneRef'),
  'control-plane-of-programmed': unlessProgrammed('spec', 'controlPlaneRef'),
  'tags-of-128': (self) =>
    itemsOf(self).flatMap((tag, index) =>
      typeof tag === 'string' && (tag === '' || lengthOf(tag) > 128)
        ? broken(`tags must have 1 to 128 characters each, not ${lengthOf(tag)}`, index)
        : holds,
    ),
  'adopt-from-immutable': immutable('from', 'from'),
  'adopt-konnect-needed': (self) =>
    member(self, 'from') === 'konnect' && !has(self, 'konnect')
      ? broken('konnect is required with from konnect')
      : holds,
  'adopt-id-immutable': (self, old) => (has(self, 'konnect') ? immutable('id', 'konnect', 'id')(self, old) : holds),
  'adopt-needs-control-plane': (self) =>
    has(self, 'adopt') && member(member(self, 'controlPlaneRef'), 'type') !== 'konnectNamespacedRef'
      ? broken('adopt must be left out unless controlPlaneRef is of type konnectNamespacedRef', 'adopt')
      : holds,
  'adopt-stays': (self, old) =>
    old !== undefined && has(old, 'adopt') !== has(self, 'adopt')
      ? failing('adopt can neither be added nor taken away later')
      : holds,
} satisfies Record<string, ObjectRule>;
