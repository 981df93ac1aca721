import { gte } from 'semver';
import { RenderFailure, field, truthy } from '../../helm/go-template.ts';
import type { Chart, Printed, RenderedPort, RenderedService } from './chart.ts';
import { atLeast } from './image-version.ts';
import { chartNamespace, fullName } from './names.ts';
import { chartService } from './service.ts';
import { ifKnown } from './unknown.ts';

/** A block of the values of which the chart makes a Service, where these paths are on. */
interface ServiceBlock {
  readonly key: string;
  readonly on: readonly string[];
  /** Whether `http` makes a port of it too. */
  readonly http: boolean;
}

/** What leads to something else than Kong's proxy and its Admin API. */
export function otherServices(chart: Chart): readonly RenderedService[] {
  const blocks: readonly ServiceBlock[] = [
    { key: 'manager', on: chart.features.managerAlways ? [] : ['enterprise.enabled'], http: true },
    { key: 'portal', on: ['enterprise.enabled'], http: true },
    { key: 'portalapi', on: ['enterprise.enabled'], http: true },
    { key: 'cluster', on: [], http: false },
    { key: 'clustertelemetry', on: [], http: false },
  ];
  return [
    ...blocks.map((block) => whereRendered(() => ofBlock(chart, block))),
    whereRendered(() => webhookService(chart)),
    whereRendered(() => metricsService(chart)),
  ].filter((service) => service !== null);
}

/** One that hangs on unknown values is not known; what Helm refuses is told by the checks of the templates. */
function whereRendered(make: () => RenderedService | null): RenderedService | null {
  try {
    return ifKnown(make, () => null);
  } catch (problem) {
    if (problem instanceof RenderFailure) return null;
    throw problem;
  }
}

function isOn(chart: Chart, path: string): boolean {
  return truthy(field(chart.values, ...path.split('.')));
}

function ofBlock(chart: Chart, { key, on, http }: ServiceBlock): RenderedService | null {
  if (!['deployment.kong.enabled', ...on, `${key}.enabled`].every((path) => isOn(chart, path))) return null;
  const hasPort = isOn(chart, `${key}.tls.enabled`) || (http && isOn(chart, `${key}.http.enabled`));
  return hasPort ? chartService(chart, field(chart.values, key), key) : null;
}

/** By which the API server asks the controller whether it takes an object. */
function webhookService(chart: Chart): RenderedService | null {
  if (!isOn(chart, 'ingressController.enabled') || !isOn(chart, 'ingressController.admissionWebhook.enabled'))
    return null;
  return fixed(chart, 'validation-webhook', [['webhook', 443, 'webhook']]);
}

function metricsService(chart: Chart): RenderedService | null {
  if (!gte(chart.features.version, '2.43.0') || !isOn(chart, 'ingressController.enabled')) return null;
  if (!atLeast(chart, field(chart.values, 'ingressController', 'image'), '2.0.0')) return null;
  return fixed(chart, 'metrics', [
    ['cmetrics', 10_255, 'cmetrics'],
    ['status', 10_254, 'cstatus'],
  ]);
}

/** A Service that no value shapes. */
function fixed(
  chart: Chart,
  suffix: string,
  ports: readonly (readonly [name: string, port: number, target: string])[],
): RenderedService {
  const { value, at } = fullName(chart);
  const written = (text: string | number): Printed => ({ value: text, at });
  return {
    name: `${value}-${suffix}`,
    namespace: chartNamespace(chart),
    type: 'ClusterIP',
    ports: ports.map(([name, port, target]): RenderedPort => ({
      name,
      port: written(port),
      targetPort: written(target),
      protocol: written('TCP'),
      nodePort: null,
      appProtocol: null,
      at,
    })),
    at,
    unknownPart: null,
  };
}
