import { isLocation, type Place } from '../../source/location.ts';
import type { Node } from '../../source/node.ts';
import type { Service, ServicePort } from '../model/model.ts';
import type { EnvValue } from '../model/env-value.ts';
import type { Container, Workload } from '../model/workload.ts';
import type {
  Printed,
  RenderedChart,
  RenderedContainer,
  RenderedEnv,
  RenderedPort,
  RenderedService,
  RenderedWorkload,
} from './chart.ts';
import { kindOf } from '../../kubernetes/known-kinds.ts';
import { isNamed, type KubeObject } from '../../kubernetes/object.ts';
import { objectAt, withNamespace } from '../../kubernetes/read-object.ts';
import type { Release } from '../../gitops/model/release.ts';
import { shortName } from '../../source/shortened.ts';

/** A rendered Service in the model's shape. Ports without a number stand apart. */
export function serviceOf(service: RenderedService, chart: RenderedChart, release: Release): Service {
  return {
    namespace: service.namespace,
    name: service.name,
    type: service.type,
    ports: service.ports.flatMap(portOf),
    at: service.at,
    origin: release,
    selector: chart.workload?.labels ?? null,
    unknownPart: service.unknownPart,
    invalidPorts: service.ports.filter((port) => portOf(port).length === 0).map(invalidPort),
  };
}

function invalidPort({ name, port, targetPort }: RenderedPort): { reason: string; at: Place } {
  const isNumber = typeof port.value === 'number' && Number.isInteger(port.value);
  const [what, { value, at }] = isNumber ? ['target port', targetPort] : ['number', port];
  return { reason: `its port ${name} has ${value === null ? `no ${what}` : `the ${what} "${String(value)}"`}`, at };
}

function portOf(port: RenderedPort): readonly ServicePort[] {
  const { value } = port.port;
  if (typeof value !== 'number' || !Number.isInteger(value)) return [];
  const target = targetPortOf(port.targetPort, value);
  if (target === null) return [];
  return [
    {
      name: port.name,
      port: { value, at: port.port.at },
      protocol: { value: String(port.protocol.value), at: port.protocol.at },
      targetPort: { value: target, at: port.targetPort.at },
      nodePort: typeof port.nodePort?.value === 'number' ? port.nodePort.value : null,
      appProtocol: port.appProtocol,
    },
  ];
}

function targetPortOf(target: Printed, port: number): number | string | null {
  if (target.value === null) return port;
  if (typeof target.value === 'string') return target.value;
  return typeof target.value === 'number' && Number.isInteger(target.value) ? target.value : null;
}

export function workloadOf(workload: RenderedWorkload, release: Release): Workload {
  const containers: Container[] = [];
  if (workload.controller !== null) containers.push(containerOf('ingress-controller', workload.controller));
  if (workload.proxy !== null) containers.push(containerOf('proxy', workload.proxy));
  return {
    id: `${shortName(workload.namespace)}/${shortName(workload.name)}`,
    namespace: workload.namespace,
    name: workload.name,
    containers,
    labels: workload.labels,
    origin: release,
    at: workload.at,
  };
}

function containerOf(role: 'proxy' | 'ingress-controller', container: RenderedContainer): Container {
  return {
    role,
    name: role,
    image: container.image,
    env: new Map([...container.env].map(([name, value]) => [name, envValue(value)])),
    args: container.args,
    unknownEnv: container.envFrom,
  };
}

function envValue(value: RenderedEnv): EnvValue {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'value') return { ...value, value: value.value ?? '' };
  const fromElsewhere = typeof value.json === 'object' && value.json !== null && 'valueFrom' in value.json;
  const reason = fromElsewhere
    ? 'it is read from elsewhere in the cluster (valueFrom)'
    : 'it is a map, which is no value of a variable';
  return { kind: 'unknown', reason, at: value.at };
}

/** An object of `extraObjects`; nothing where it is no Kubernetes object, or of a kind that has no bearing. */
export function objectOf(root: Node, releaseNamespace: string): readonly KubeObject[] {
  const object = root.kind === 'map' ? objectAt(root, pathOf(root.at), kindOf) : null;
  return object === null || !isNamed(object) ? [] : [withNamespace(object, releaseNamespace)];
}

function pathOf(at: Place): string {
  return isLocation(at) ? at.path : '';
}
