import { konnectExtension, operatorGroup } from '../../kinds.ts';
import { shortened } from '../../../source/shortened.ts';
import { has, lengthOf, member, type Value } from '../model/value.ts';
import {
  below,
  beside,
  broken,
  existing,
  holds,
  indexesOf,
  itemsOf,
  keysThat,
  neededWith,
  notBoth,
  ofSpec,
  onlyWith,
  textOf,
  uniqueField,
  type ObjectRule,
} from './rule.ts';

type Allows = (extension: Value) => boolean;

const isOf = (extension: Value, group: string, kind: string): boolean =>
  member(extension, 'group') === group && member(extension, 'kind') === kind;

const ofControlPlane: Allows = (extension) =>
  isOf(extension, konnectExtension.group, konnectExtension.kind) ||
  isOf(extension, operatorGroup, 'DataPlaneMetricsExtension');

const ofDataPlane: Allows = (extension) =>
  member(extension, 'kind') === 'KonnectExtension' &&
  [konnectExtension.group, operatorGroup].includes(textOf(extension, 'group') ?? '');

const notKonnect: Allows = (extension) => !ofDataPlane(extension);

/** Every item of a list of extensions is one that its owner takes. */
function extensions(allows: Allows, wish: string): ObjectRule {
  return (self) =>
    itemsOf(self).flatMap((each, index) => {
      const is = `${textOf(each, 'kind') ?? ''} of ${textOf(each, 'group') ?? ''}`;
      return allows(each) ? holds : broken(`extensions ${wish}, not ${shortened(is)}`, index);
    });
}

const forControlPlane = `may hold KonnectExtension of ${konnectExtension.group} and DataPlaneMetricsExtension of ${operatorGroup}`;
const forDataPlane = 'may hold KonnectExtension only';
const ofOptions = 'of options must be metrics extensions; a KonnectExtension belongs to spec.extensions';

const podContainers = ['spec', 'deployment', 'podTemplateSpec', 'spec', 'containers'];

/** A container of the Pod template with that name has an image. */
function containerHasImage(name: string): ObjectRule {
  return (self) => {
    const containers = itemsOf(podContainers.reduce<Value>(member, self));
    const named = indexesOf(containers, (container) => member(container, 'name') === name);
    if (named.some((index) => has(containers[index], 'image'))) return holds;
    const [first] = named;
    return first === undefined
      ? broken(`podTemplateSpec must hold a container ${name} with an image`, ...existing(self, podContainers))
      : broken(`image is required for the container ${name}`, ...podContainers, first);
  };
}

const licensingOnly = (key: string): ObjectRule => onlyWith(key, 'state', 'enabled');

const servesNodePorts = (service: Value): boolean =>
  ['LoadBalancer', 'NodePort'].includes(textOf(service, 'type') ?? '');

const noNodePort = 'nodePort must be left out unless the Service is of type NodePort or LoadBalancer';

export const operatorRules = {
  'watch-list-needed': neededWith('list', 'type', 'list'),
  'watch-list-only': onlyWith('list', 'type', 'list'),
  'control-plane-extensions-of-spec': below(['extensions'], extensions(ofControlPlane, forControlPlane)),
  'control-plane-extensions': extensions(ofControlPlane, forControlPlane),
  'control-plane-image': containerHasImage('controller'),
  'dump-sensitive-when-enabled': (self) =>
    member(self, 'state') === 'enabled' || member(self, 'dumpSensitive') === 'disabled'
      ? holds
      : broken(
          'dumpSensitive must be disabled unless state is enabled',
          ...(has(self, 'dumpSensitive') ? ['dumpSensitive'] : []),
        ),
  'data-plane-ref-needed': neededWith('ref', 'type', 'ref'),
  'data-plane-ref-not-owned': (self) =>
    member(self, 'type') === 'managedByOwner' && has(self, 'ref')
      ? broken('ref must be left out with type managedByOwner', 'ref')
      : holds,
  'licensing-initial-period': licensingOnly('initialPollingPeriod'),
  'licensing-period': licensingOnly('pollingPeriod'),
  'licensing-storage': (self) =>
    has(self, 'storageState') && member(self, 'storageState') !== 'disabled' && member(self, 'state') !== 'enabled'
      ? broken('storageState must be disabled unless state is enabled', 'storageState')
      : holds,
  'label-keys-given': keysThat(
    (key) => key === '',
    (key) => `key ${key} must not be empty`,
  ),
  'label-values-of-63': keysThat(
    (_, value) => typeof value === 'string' && lengthOf(value) > 63,
    (key) => `value of ${key} may have at most 63 characters`,
  ),
  'ingress-class-for-ref': (self) =>
    member(member(self, 'dataplane'), 'type') === 'ref' && !has(self, 'ingressClass')
      ? broken('ingressClass is required where dataplane is of type ref')
      : holds,
  'scaling-or-replicas': notBoth('scaling', 'replicas'),
  'node-ports-of-service': (self) =>
    servesNodePorts(self)
      ? holds
      : itemsOf(self, 'ports').flatMap((port, index) =>
          has(port, 'nodePort') ? broken(noNodePort, 'ports', index, 'nodePort') : holds,
        ),
  'traffic-policy-of-service': (self) =>
    member(self, 'type') === 'ClusterIP' && has(self, 'externalTrafficPolicy')
      ? broken('externalTrafficPolicy must be left out with type ClusterIP', 'externalTrafficPolicy')
      : holds,
  'disruption-one-bound': (self) =>
    has(self, 'minAvailable') !== has(self, 'maxUnavailable')
      ? holds
      : has(self, 'minAvailable')
        ? broken(beside('maxUnavailable', 'minAvailable'), 'maxUnavailable')
        : broken('minAvailable or maxUnavailable is required'),
  'data-plane-extensions-of-spec': below(['extensions'], extensions(ofDataPlane, forDataPlane)),
  'data-plane-image': containerHasImage('proxy'),
  'data-plane-without-database': (self) => {
    return below(podContainers, (containers) => {
      const [first] = itemsOf(containers);
      if (first === undefined || member(first, 'name') !== 'proxy') return holds;
      return itemsOf(first, 'env').flatMap((variable, index) => {
        const value = member(variable, 'value');
        const isOff = member(variable, 'name') !== 'KONG_DATABASE' || value === 'off' || value === '';
        return isOff
          ? holds
          : broken(
              'value must be "off" for KONG_DATABASE',
              0,
              'env',
              index,
              ...(has(variable, 'value') ? ['value'] : []),
            );
      });
    })(self);
  },
  // Asks for a status that no manifest states.
  'data-plane-not-in-promotion': () => holds,
  'node-ports-unique': uniqueField('nodePort', 'listener'),
  'konnect-not-in-data-plane': below(['dataPlaneOptions', 'extensions'], extensions(notKonnect, ofOptions)),
  'konnect-not-in-control-plane': below(['controlPlaneOptions', 'extensions'], extensions(notKonnect, ofOptions)),
  'node-ports-of-listeners': (self) => {
    const service = member(member(member(member(self, 'dataPlaneOptions'), 'network'), 'services'), 'ingress');
    if (servesNodePorts(service)) return holds;
    return itemsOf(self, 'listenersOptions').flatMap((listener, index) =>
      has(listener, 'nodePort') ? broken(noNodePort, 'listenersOptions', index, 'nodePort') : holds,
    );
  },
  'configuration-extensions': ofSpec(below(['spec', 'extensions'], extensions(ofControlPlane, forControlPlane))),
  'extensions-in-own-namespace': ofSpec(
    below(['spec', 'extensions'], (self) =>
      itemsOf(self).flatMap((each, index) =>
        has(each, 'namespace')
          ? broken('namespace must be left out: it is the object’s own', index, 'namespace')
          : holds,
      ),
    ),
  ),
  'konnect-or-extensions': notBoth('konnect', 'extensions'),
  'mirror-needed': neededWith('mirror', 'source', 'Mirror'),
  'mirror-not-of-origin': (self) =>
    member(self, 'source') === 'Origin' && has(self, 'mirror')
      ? broken('mirror must be left out with source Origin', 'mirror')
      : holds,
} satisfies Record<string, ObjectRule>;
