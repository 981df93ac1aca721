import { type Json, type Node, stringAt } from '../../source/node.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import { groupOf } from '../../kubernetes/known-kinds.ts';
import { byBytes } from '../../helm/go-template.ts';
import type { Printed, RenderedEnv, RenderedPort, RenderedService } from './chart.ts';
import type { KongChartRender } from './render.ts';

/** The answer of `portcullis values --format json`: one object, the order of keys included. */
export type ValuesSummary =
  | { readonly renders: false; readonly error: string; readonly unverified?: string }
  | {
      readonly renders: true;
      readonly services: readonly ServiceSummary[];
      /** Workload to its listen variables. */
      readonly kongEnv: Readonly<Record<string, Readonly<Record<string, Json>>>>;
      /** Workload to its CONTROLLER_* variables. */
      readonly controllerEnv: Readonly<Record<string, Readonly<Record<string, Json>>>>;
      /** `Kind/name` of every Gateway API object in the release, sorted. */
      readonly gatewayApiObjects: readonly string[];
      /** What the answer could not take into account; absent when it is the whole truth. */
      readonly unverified?: string;
    };

export interface ServiceSummary {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly ports: readonly Readonly<Record<string, Json>>[];
}

const listenVariables: ReadonlySet<string> = new Set(['KONG_PORT_MAPS', 'KONG_PROXY_LISTEN', 'KONG_STREAM_LISTEN']);

export function summariseRender(render: KongChartRender): ValuesSummary {
  const doubt = render.unverified === null ? {} : { unverified: render.unverified.reason };
  if (render.failure !== null) return { renders: false, error: render.failure.message, ...doubt };
  const workloads = render.rendered.flatMap((chart) => (chart.workload === null ? [] : [chart.workload]));
  return {
    renders: true,
    services: render.rendered.flatMap((chart) => chart.services.map(serviceSummary)),
    kongEnv: Object.fromEntries(
      workloads.flatMap(({ name, proxy }) =>
        proxy === null ? [] : [[name, variables(proxy.env, (variable) => listenVariables.has(variable))]],
      ),
    ),
    controllerEnv: Object.fromEntries(
      workloads.flatMap(({ name, controller }) =>
        controller === null
          ? []
          : [[name, variables(controller.env, (variable) => variable.startsWith('CONTROLLER_'))]],
      ),
    ),
    gatewayApiObjects: render.rendered
      .flatMap((chart) => chart.extraObjects.flatMap(gatewayApiObject))
      .toSorted(byBytes),
    ...doubt,
  };
}

/** Several charts of one release (an umbrella) as one answer. */
export function summariseRenders(renders: readonly KongChartRender[]): ValuesSummary {
  const [first] = renders;
  if (renders.length === 1 && first !== undefined) return summariseRender(first);
  const parts = renders.map(summariseRender);
  const refused = parts.find((part) => !part.renders);
  if (refused !== undefined) return refused;
  const doubts = parts.flatMap((part) => part.unverified ?? []);
  const told = parts.filter((part) => part.renders);
  return {
    renders: true,
    services: told.flatMap((part) => part.services),
    kongEnv: Object.assign({}, ...told.map((part) => part.kongEnv)),
    controllerEnv: Object.assign({}, ...told.map((part) => part.controllerEnv)),
    gatewayApiObjects: told.flatMap((part) => part.gatewayApiObjects).toSorted(byBytes),
    ...(doubts.length > 0 && { unverified: doubts.join('; ') }),
  };
}

/** Of every kind of the group, whether a review reads it or not. */
function gatewayApiObject(root: Node): readonly string[] {
  const kind = stringAt(root, 'kind')?.value;
  const name = stringAt(root, 'metadata', 'name')?.value;
  if (kind === undefined || name === undefined) return [];
  return groupOf(stringAt(root, 'apiVersion')?.value ?? '') === gatewayGroup ? [`${kind}/${name}`] : [];
}

function serviceSummary(service: RenderedService): ServiceSummary {
  return {
    name: service.name,
    namespace: service.namespace,
    type: service.type,
    ports: service.ports.map(portSummary),
  };
}

function portSummary(port: RenderedPort): Readonly<Record<string, Json>> {
  return {
    name: port.name,
    port: port.port.value,
    ...given('targetPort', port.targetPort),
    protocol: port.protocol.value,
    ...given('nodePort', port.nodePort),
    ...(port.appProtocol !== null && { appProtocol: port.appProtocol }),
  };
}

function given(key: string, printed: Printed | null): Readonly<Record<string, Json>> {
  return printed === null || printed.value === null ? {} : { [key]: printed.value };
}

function variables(
  env: ReadonlyMap<string, RenderedEnv>,
  wanted: (name: string) => boolean,
): Readonly<Record<string, Json>> {
  const told = [...env].filter(([name, value]) => wanted(name) && value.kind !== 'unknown');
  return Object.fromEntries(told.map(([name, value]) => [name, jsonOf(value)]));
}

function jsonOf(value: RenderedEnv): Json {
  return value.kind === 'map' ? value.json : value.kind === 'value' ? value.value : null;
}
