import type { Breach } from '../model/breach.ts';
import { isIp } from '../model/formats.ts';
import { isName } from './metadata.ts';
import { quoted } from '../model/quoted.ts';
import { has, isMap, member, type Path, type Value } from '../model/value.ts';
import { listOf, textIn } from './fields.ts';
import type { Shape } from './typed.ts';
import { portBreaches } from './service-port.ts';

const port: Shape = {
  fields: {
    name: 'string',
    protocol: 'string',
    appProtocol: 'string',
    port: 'int32',
    targetPort: 'int-or-string',
    nodePort: 'int32',
  },
};

/** What `spec` of a Service is decoded into. */
export const serviceSpec: Shape = {
  fields: {
    ports: { list: port },
    selector: { map: 'string' },
    clusterIP: 'string',
    clusterIPs: { list: 'string' },
    type: 'string',
    externalIPs: { list: 'string' },
    sessionAffinity: 'string',
    loadBalancerIP: 'string',
    loadBalancerSourceRanges: { list: 'string' },
    externalName: 'string',
    externalTrafficPolicy: 'string',
    healthCheckNodePort: 'int32',
    publishNotReadyAddresses: 'boolean',
    sessionAffinityConfig: { fields: { clientIP: { fields: { timeoutSeconds: 'int32' } } } },
    ipFamilies: { list: 'string' },
    ipFamilyPolicy: 'string',
    allocateLoadBalancerNodePorts: 'boolean',
    loadBalancerClass: 'string',
    internalTrafficPolicy: 'string',
    trafficDistribution: 'string',
  },
};

const at = (...path: Path): Path => ['spec', ...path];

/** What the API server refuses in the `spec` of a Service that could be decoded. */
export function serviceBreaches(object: Value): readonly Breach[] {
  const spec = member(object, 'spec');
  if (has(object, 'spec') && spec === undefined) return [];
  const type = textIn(spec, 'type') ?? 'ClusterIP';
  return [
    ...choices(spec),
    ...portsBreaches(spec, type),
    ...addressBreaches(spec, type),
    ...externalNameBreaches(spec, type),
    ...policyBreaches(spec, type),
  ];
}

/** Fields with a fixed set of values. */
const allowed = Object.entries({
  type: ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
  sessionAffinity: ['ClientIP', 'None'],
  externalTrafficPolicy: ['Cluster', 'Local'],
  internalTrafficPolicy: ['Cluster', 'Local'],
  ipFamilyPolicy: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
});

function choices(spec: Value): readonly Breach[] {
  return allowed.flatMap(([key, values]): readonly Breach[] => {
    const value = textIn(spec, key);
    if (value === undefined || value === '' || values.includes(value)) return [];
    return [
      {
        kind: 'enum',
        at: at(key),
        message: `${key} must be one of ${values.join(', ')}, not ${quoted(value)}`,
      },
    ];
  });
}

const isHeadless = (spec: Value): boolean => textIn(spec, 'clusterIP') === 'None';

function portsBreaches(spec: Value, type: string): readonly Breach[] {
  if (isMap(spec) && has(spec, 'ports') && member(spec, 'ports') === undefined) return [];
  const ports = listOf(spec, 'ports');
  if (ports.length > 0) return portBreaches(ports, type);
  if (type === 'ExternalName' || isHeadless(spec)) return [];
  return [
    {
      kind: 'required',
      at: has(spec, 'ports') ? at('ports') : spec === undefined ? [] : at(),
      message: 'ports are required',
    },
  ];
}

/** The API server speaks of the list that it makes of the one address. */
const stored = 'clusterIP, stored as clusterIPs[0],';

function addressBreaches(spec: Value, type: string): readonly Breach[] {
  const address = textIn(spec, 'clusterIP') ?? '';
  const found: Breach[] = [];
  if (address !== '' && address !== 'None' && !isIp(address)) {
    found.push({
      kind: 'invalid',
      at: at('clusterIP'),
      message: `${stored} must be an IP address or None, not ${quoted(address)}`,
    });
  }
  if (address === 'None' && (type === 'LoadBalancer' || type === 'NodePort')) {
    found.push({
      kind: 'invalid',
      at: at('clusterIP'),
      message: `${stored} must not be None for a Service of type ${type}`,
    });
  }
  listOf(spec, 'clusterIPs').forEach((each, index) => {
    if (typeof each !== 'string' || isIp(each) || (index === 0 && each === 'None')) return;
    const choice = index === 0 ? 'an IP address or None' : 'an IP address';
    found.push({
      kind: 'invalid',
      at: at('clusterIPs', index),
      message: `clusterIPs[${index}] must be ${choice}, not ${quoted(each)}`,
    });
  });
  listOf(spec, 'externalIPs').forEach((each, index) => {
    if (typeof each === 'string' && !isIp(each)) {
      found.push({
        kind: 'invalid',
        at: at('externalIPs', index),
        message: `externalIPs must be IP addresses, not ${quoted(each)}`,
      });
    }
  });
  return found;
}

function externalNameBreaches(spec: Value, type: string): readonly Breach[] {
  if (type !== 'ExternalName') return [];
  const name = textIn(spec, 'externalName') ?? '';
  if (name === '') {
    if (has(spec, 'externalName') && member(spec, 'externalName') === undefined) return [];
    return [{ kind: 'required', at: at(), message: 'externalName is required for a Service of type ExternalName' }];
  }
  return isName(name.replace(/\.$/, ''), 'subdomain')
    ? []
    : [
        {
          kind: 'invalid',
          at: at('externalName'),
          message: `externalName must be a DNS name of a-z, 0-9, - and ., not ${quoted(name)}`,
        },
      ];
}

function policyBreaches(spec: Value, type: string): readonly Breach[] {
  const isExternal = type === 'LoadBalancer' || type === 'NodePort';
  const only = (key: string, types: string): Breach => ({
    kind: 'invalid',
    at: at(key),
    message: `${key} must be left out unless the Service is of type ${types}`,
  });
  const given = (key: string): boolean => (textIn(spec, key) ?? '') !== '';
  // A node may be reached from outside through external addresses too.
  const hasExternalAddresses = listOf(spec, 'externalIPs').length > 0;
  return [
    ...(given('externalTrafficPolicy') && !isExternal && !hasExternalAddresses
      ? [only('externalTrafficPolicy', 'LoadBalancer or NodePort')]
      : []),
    ...(given('loadBalancerClass') && type !== 'LoadBalancer' ? [only('loadBalancerClass', 'LoadBalancer')] : []),
  ];
}
